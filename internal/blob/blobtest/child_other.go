//go:build !linux

package blobtest

import "syscall"

func childAttributes() *syscall.SysProcAttr { return nil }
