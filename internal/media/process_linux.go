package media

import "syscall"

// bindToParent has the kernel kill the child when the thread that made it ends,
// which includes any death of this process. Whoever starts the child must keep
// its thread alive until the child has been waited for.
func bindToParent(a *syscall.SysProcAttr) { a.Pdeathsig = syscall.SIGKILL }
