//go:build unix

package spark

import (
	"os/exec"
	"syscall"
	"time"
)

// apart makes the processes of a command a group, which ends together: the program of
// Spark is a script that starts another.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// end asks the processes of a command to end, and makes them after a while.
func end(cmd *exec.Cmd) {
	group := cmd.Process.Pid
	_ = syscall.Kill(-group, syscall.SIGTERM) // it may have ended already
	time.AfterFunc(grace, func() { _ = syscall.Kill(-group, syscall.SIGKILL) })
}
