package render

import "syscall"

// endWithParent lets the kernel end the browser if this process dies.
func endWithParent(a *syscall.SysProcAttr) { a.Pdeathsig = syscall.SIGKILL }
