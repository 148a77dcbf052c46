package observe

import "strconv"

// lineOf names a line of the source.
func lineOf(line int32) string { return "line " + strconv.Itoa(int(line)) }

// spot names an element by a selector and its line.
func spot(selector string, n *node) string { return selector + ", " + lineOf(n.line) }

// String names the kind of region a text stands in, empty for the contents.
func (c context) String() string {
	switch {
	case c&inData != 0:
		return "page data"
	case c&inFooter != 0:
		return "footer"
	case c&inHeader != 0:
		return "header"
	case c&inNav != 0:
		return "navigation"
	case c&inAside != 0:
		return "aside"
	}
	return ""
}

// at names the place of a block.
func (b *block) at() string {
	if s := b.where.String(); s != "" {
		return lineOf(b.line) + ", " + s
	}
	return lineOf(b.line)
}
