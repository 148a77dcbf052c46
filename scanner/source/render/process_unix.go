//go:build unix

package render

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the browser into a group of its own, so that its processes can
// be ended together.
func ownGroup(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	endWithParent(cmd.SysProcAttr)
}

// endGroup ends what is left of the group of a browser that has ended.
func endGroup(pid int) {
	_ = syscall.Kill(-pid, syscall.SIGKILL) // none is left: nothing to do
}
