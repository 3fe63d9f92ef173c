package blobtest

import "syscall"

// childAttributes have the kernel kill the child when the thread that made it
// ends, which includes any death of this process.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
