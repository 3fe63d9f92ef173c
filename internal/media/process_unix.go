//go:build unix

package media

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

// grace is how long a child may take to end after it was asked to.
const grace = 2 * time.Second

// contain puts the child into a process group of its own and makes the end of
// its context ask the whole group to end and, after [grace], kill it. The
// returned function must be called when the child has been waited for.
func contain(cmd *exec.Cmd) (done func()) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	bindToParent(cmd.SysProcAttr)
	var kill *time.Timer
	cancelled := make(chan struct{})
	cmd.Cancel = func() error {
		defer close(cancelled)
		group := -cmd.Process.Pid
		kill = time.AfterFunc(grace, func() { _ = syscall.Kill(group, syscall.SIGKILL) })
		return syscall.Kill(group, syscall.SIGTERM)
	}
	return func() {
		select {
		case <-cancelled:
			kill.Stop()
		default:
		}
	}
}

// signalOf names the signal that ended the process, "" for none.
func signalOf(s *os.ProcessState) string {
	if w, ok := s.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return w.Signal().String()
	}
	return ""
}
