package models

import (
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// keptOutput is how much of a child's last words is kept.
const keptOutput = 16 << 10

// runChild runs a child in a process group of its own, which is killed as a
// whole when the command's context ends, and which, on Linux, is killed when
// this process dies. It returns the end of what the child wrote to its standard
// error.
func runChild(cmd *exec.Cmd) (said string, err error) {
	// The kernel sends the parent-death signal when the thread that started
	// the child ends, so the thread must not be given back meanwhile.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var tail tailBuffer
	cmd.Stderr = &tail
	cmd.SysProcAttr = childAttributes()
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	return string(tail), err
}

// tailBuffer keeps the end of what is written to it.
type tailBuffer []byte

func (t *tailBuffer) Write(b []byte) (int, error) {
	*t = append(*t, b...)
	if over := len(*t) - keptOutput; over > 0 {
		*t = append((*t)[:0], (*t)[over:]...)
	}
	return len(b), nil
}
