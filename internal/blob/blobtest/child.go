package blobtest

import (
	"os/exec"
	"runtime"
)

// StartChild starts a program that ends with this process, however that ends (on
// Linux). ended is closed when the program has ended.
func StartChild(cmd *exec.Cmd) (ended <-chan struct{}, err error) {
	cmd.SysProcAttr = childAttributes()
	started, over := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(over)
		// The kernel ties the child's life to the thread that makes it.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
		}
	}()
	return over, <-started
}
