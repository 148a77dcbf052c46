package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// makesLogger says whether a call gives a log to write to, by its last name.
func makesLogger(leaf string) bool {
	switch leaf {
	case "get_logger", "create_logger", "new_logger", "make_logger", "build_logger", "setup_logger", "setup_logging", "init_logger", "get_child_logger":
		return true
	}
	return false
}

// writesLog says whether a call on something writes to a log: what it is called on is
// named as one, and its own name is a level.
func writesLog(callee *tree.Node, leaf string) bool {
	if callee == nil || callee.Kind != tree.Member || !level(leaf) {
		return false
	}
	base := callee.Kid(0)
	if base == nil || base.Kind != tree.Name && base.Kind != tree.Member {
		return false
	}
	words := strings.Split(strings.Trim(snake(base.Text), "_"), "_")
	switch words[len(words)-1] {
	case "log", "logger", "logging", "journal", "lg", "sugar", "zap":
		return true
	}
	return false
}

// level says whether a name is a level of a log, as written in any library.
func level(leaf string) bool {
	switch strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(leaf, "add_"), "f"), "w") {
	case "info", "debug", "warn", "warning", "error", "notice", "critical", "fatal", "alert", "trace", "verbose", "severe", "exception",
		"success", "fine", "emergency", "ine", "infoln", "warnln", "errorln", "debugln", "log", "silly", "print", "println", "information":
		return true
	}
	return false
}

// buildsOn says whether a call adds to, or ends, what a builder puts together.
func buildsOn(c *calling) bool {
	owner := strings.ToLower(c.name.dotted)
	return strings.Contains(owner, "builder") || c.name.dotted == "URI.create"
}
