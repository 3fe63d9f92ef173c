//go:build unix && !linux

package media

import "syscall"

// bindToParent does nothing: this system has no parent-death signal. A child
// whose parent was killed ends when it next writes to a pipe.
func bindToParent(*syscall.SysProcAttr) {}
