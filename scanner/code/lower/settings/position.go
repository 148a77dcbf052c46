package settings

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"leadlint/scanner/code/tree"
)

// position turns lines and columns, which count characters, into offsets.
type position struct {
	src    []byte
	starts []int
	// line, column and at are the place found last: on long lines the next is sought
	// from there.
	line, column, at int
}

func newPosition(src []byte) *position {
	p := &position{src: src, starts: []int{bom(src)}}
	for i := 0; i < len(src); i++ {
		n := 0
		switch c := src[i]; {
		case c == '\n':
			n = 1
		case c == '\r' && (i+1 == len(src) || src[i+1] != '\n'):
			n = 1
		case c == 0xC2 && bytes.HasPrefix(src[i:], []byte("\u0085")):
			n = 2
		case c == 0xE2 && (bytes.HasPrefix(src[i:], []byte("\u2028")) || bytes.HasPrefix(src[i:], []byte("\u2029"))):
			n = 3
		}
		if n > 0 {
			p.starts = append(p.starts, i+n)
			i += n - 1
		}
	}
	return p
}

// offset gives the offset of a line and column, both counted from 1.
func (p *position) offset(line, column int) int {
	if line < 1 || line > len(p.starts) {
		return len(p.src)
	}
	if line != p.line || column < p.column {
		p.line, p.column, p.at = line, 1, p.starts[line-1]
	}
	for p.column < column && p.at < len(p.src) {
		_, size := utf8.DecodeRune(p.src[p.at:])
		p.at += size
		p.column++
	}
	return p.at
}

// value gives the offset behind the anchor and tag that may stand before a value.
func (p *position) value(at int) int {
	for at < len(p.src) && (p.src[at] == '&' || p.src[at] == '!') {
		for at < len(p.src) && !blank(p.src[at]) {
			at++
		}
		for at < len(p.src) && blank(p.src[at]) {
			at++
		}
	}
	return min(at, len(p.src))
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// scalarEnd gives the offset behind a scalar.
func (p *position) scalarEnd(n *yaml.Node, start int) int {
	at := p.value(start)
	if at >= len(p.src) {
		return start
	}
	switch c := p.src[at]; {
	case c == '"' && n.Style&yaml.DoubleQuotedStyle != 0, c == '\'' && n.Style&yaml.SingleQuotedStyle != 0:
		return p.quoteEnd(at)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return p.blockEnd(at)
	}
	for i := 0; i < len(n.Value); {
		switch {
		case blank(n.Value[i]):
			i++
		case at < len(p.src) && blank(p.src[at]):
			at++
		case at < len(p.src) && p.src[at] == n.Value[i]:
			i++
			at++
		default:
			return max(at, start)
		}
	}
	if n.Value == "" {
		return start
	}
	return at
}

func (p *position) quoteEnd(at int) int {
	quote := p.src[at]
	for i := at + 1; i < len(p.src); i++ {
		switch {
		case p.src[i] == '\\' && quote == '"':
			i++
		case p.src[i] == quote && quote == '\'' && i+1 < len(p.src) && p.src[i+1] == quote:
			i++
		case p.src[i] == quote:
			return i + 1
		}
	}
	return len(p.src)
}

// content gives the lines of a block scalar whose | or > stands at an offset, as spans
// without their indentation and ends.
func (p *position) content(at int) (out [][2]int) {
	margin := -1
	end := bytes.IndexByte(p.src[at:], '\n')
	for end >= 0 {
		start := at + end + 1
		end = bytes.IndexByte(p.src[start:], '\n')
		stop := start + end
		if end < 0 {
			stop = len(p.src)
		}
		line := p.src[start:stop]
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			out = append(out, [2]int{min(start+max(margin, 0), stop), stop})
		case margin < 0 || indent >= margin:
			if margin < 0 {
				margin = indent
			}
			out = append(out, [2]int{start + margin, stop})
		default:
			return out
		}
		at = start
	}
	return out
}

func (p *position) blockEnd(at int) int {
	end := at + len(p.src[at:])
	if i := bytes.IndexByte(p.src[at:], '\n'); i >= 0 {
		end = at + i
	}
	for _, line := range p.content(at) {
		if len(bytes.TrimSpace(p.src[line[0]:line[1]])) > 0 {
			end = line[1]
		}
	}
	return end
}

// comments finds the comments outside of scalars.
func (y *yamlReader) comments() []tree.Comment {
	var out []tree.Comment
	next := 0
	for at := 0; at < len(y.src); {
		i := bytes.IndexByte(y.src[at:], '#')
		if i < 0 {
			break
		}
		at += i
		for next < len(y.texts) && int(y.texts[next].End) <= at {
			next++
		}
		if next < len(y.texts) && int(y.texts[next].Start) <= at {
			at = int(y.texts[next].End)
			continue
		}
		if at > 0 && !blank(y.src[at-1]) {
			at++
			continue
		}
		end := bytes.IndexByte(y.src[at:], '\n')
		if end < 0 {
			end = len(y.src) - at
		}
		end = len(strings.TrimRight(string(y.src[at:at+end]), " \t\r"))
		out = append(out, tree.Comment{Start: uint32(at), End: uint32(at + end)})
		at += max(end, 1)
	}
	return out
}
