package settings

import (
	"strconv"
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/tree"
)

// bare makes a scalar of a word without quotes: a constant, a number or a text.
func bare(s string, start, end int) *tree.Node {
	switch s {
	case "true", "True", "TRUE":
		return node(tree.True, start, end, "")
	case "false", "False", "FALSE":
		return node(tree.False, start, end, "")
	case "null", "Null", "NULL", "undefined":
		return node(tree.Null, start, end, "")
	}
	if n, ok := number(s); ok {
		return node(tree.Number, start, end, n)
	}
	return node(tree.String, start, end, s)
}

// switched is bare, with the words that files of plain lines switch settings with.
func switched(s string, start, end int) *tree.Node {
	switch strings.ToLower(s) {
	case "yes", "on", "true":
		return node(tree.True, start, end, "")
	case "no", "off", "false":
		return node(tree.False, start, end, "")
	}
	return bare(s, start, end)
}

// number gives the common spelling of a number.
func number(s string) (string, bool) {
	if s == "" || len(s) > 64 || strings.Trim(s, "0123456789+-._eExXoObBaAcCdDfF") != "" || strings.IndexByte("0123456789+-.", s[0]) < 0 {
		return "", false
	}
	sign, body := "", s
	switch s[0] {
	case '-':
		sign, body = "-", s[1:]
	case '+':
		body = s[1:]
	}
	if body == "" || strings.TrimLeft(body, "0123456789._+-eE") != "" && !strings.HasPrefix(body, "0") {
		return "", false
	}
	n := build.Number(body)
	if _, err := strconv.ParseFloat(n, 64); err != nil {
		return "", false
	}
	return sign + n, true
}
