//go:build !unix

package spark

import "os/exec"

// apart does nothing where there are no groups of processes.
func apart(*exec.Cmd) {}

// end ends the command.
func end(cmd *exec.Cmd) { _ = cmd.Process.Kill() } // it may have ended already
