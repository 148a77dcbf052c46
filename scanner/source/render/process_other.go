//go:build !unix

package render

import "os/exec"

// ownGroup leaves the browser as it is where there are no groups of processes.
func ownGroup(*exec.Cmd) {}

// endGroup has nothing to end: the browser's processes end with its main one.
func endGroup(int) {}
