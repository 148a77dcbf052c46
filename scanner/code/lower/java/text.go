package java

import (
	"strings"

	"leadlint/scanner/code/lower/build"
)

// text decodes a text, text block or character as written.
func text(s string) string {
	if strings.HasPrefix(s, `"""`) {
		return blockText(s)
	}
	if len(s) < 2 {
		return ""
	}
	return build.Unescape(s[1:len(s)-1], build.Drop)
}

// blockText decodes a text block: the blanks that all lines share are taken off, the
// line of the closing quotes counted, and blanks at the ends of lines too.
func blockText(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, `"""`), `"""`)
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[i+1:]
	}
	const mark = "\x00"
	lines := strings.Split(strings.TrimSuffix(build.Dedent(s+mark), mark), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t\r")
	}
	return build.Unescape(strings.ReplaceAll(strings.Join(lines, "\n"), `\s`, " "), build.Drop)
}
