//go:build unix && !linux

package render

import "syscall"

// endWithParent has nothing to set where the kernel knows no such thing; the
// browser ends when its pipe does.
func endWithParent(*syscall.SysProcAttr) {}
