package split

import (
	"bytes"
	"unicode/utf8"
)

// runs says whether a spreadsheet program would run a cell, rather than show it: one
// that begins with "=", "@", a tab or a carriage return, or with "+" or "-" and anything
// but digits, spaces and the signs of numbers and telephone numbers. Characters that are
// not seen do not hide what follows them, since programs drop them; nor do spaces before
// "=" and "@". Signs of full width count as the others, as programs set to Japanese
// take them.
func runs(cell []byte) bool {
	if len(cell) == 0 {
		return false
	}
	if cell[0] == '\t' || cell[0] == '\r' {
		return true
	}
	n, spaced := unseen(cell)
	switch sign, width := signAt(cell[n:]); sign {
	case '=', '@':
		return true
	case '+', '-':
		return !spaced && !allFigures(cell[n+width:])
	}
	return false
}

// unseen counts the bytes before the first character of a cell that is seen; spaced says
// that spaces are among them.
func unseen(cell []byte) (n int, spaced bool) {
	for n < len(cell) {
		switch c := cell[n]; {
		case c == ' ':
			spaced = true
			n++
		case c < ' ', c == 0x7f:
			n++
		case c >= utf8.RuneSelf:
			r, width := utf8.DecodeRune(cell[n:])
			switch r {
			case '\u00a0', '\u202f', '\u3000':
				spaced = true
			case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
			default:
				return n, spaced
			}
			n += width
		default:
			return n, spaced
		}
	}
	return n, spaced
}

// signAt gives the sign that a text begins with and its length, 0 where it is none that
// a formula begins with.
func signAt(rest []byte) (sign byte, width int) {
	if len(rest) == 0 {
		return 0, 0
	}
	switch c := rest[0]; c {
	case '=', '@', '+', '-':
		return c, 1
	case 0xef: // the first byte of those of full width
		for _, full := range []struct {
			sign byte
			text string
		}{{'=', "＝"}, {'@', "＠"}, {'+', "＋"}, {'-', "－"}} {
			if bytes.HasPrefix(rest, []byte(full.text)) {
				return full.sign, len(full.text)
			}
		}
	}
	return 0, 0
}

func allFigures(rest []byte) bool {
	for _, c := range rest {
		if !figures(c) {
			return false
		}
	}
	return true
}

// figures says whether a byte may stand in a number or telephone number.
func figures(c byte) bool {
	switch c {
	case ' ', '(', ')', '.', ',', '-', '/', '%':
		return true
	}
	return '0' <= c && c <= '9'
}

// starts says whether a byte at the start of a cell calls for a closer look: signs,
// quotes, and the first bytes of what is not seen.
func starts(c byte) bool {
	switch c {
	case '=', '@', '+', '-', '"', 0x7f, 0xc2, 0xe2, 0xe3, 0xef:
		return true
	}
	return c <= ' '
}

// guard is a walk over records of delimited text.
type guard struct {
	delimiter byte
	end       byte
}

// other is the line end that the table does not have, which other programs take for one.
func (g guard) other() byte {
	if g.end == '\r' {
		return '\n'
	}
	return '\r'
}

// needed says, cheaply, whether some cell of a record may be run: false is certain.
func (g guard) needed(raw []byte) bool {
	if len(raw) > 0 && starts(raw[0]) && g.suspect(raw) {
		return true
	}
	if i := bytes.IndexByte(raw, g.end); i >= 0 && i+1 < len(raw) {
		return true // of several lines
	}
	if i := bytes.IndexByte(raw, g.other()); i >= 0 && string(raw[i:]) != "\r\n" {
		return true // of several lines to other programs
	}
	if g.delimiter == 0 {
		return false
	}
	for {
		i := bytes.IndexByte(raw, g.delimiter)
		if i < 0 || i+1 >= len(raw) {
			return false
		}
		raw = raw[i+1:]
		if starts(raw[0]) && g.suspect(raw) {
			return true
		}
	}
}

// suspect looks at what begins like a cell that is run; a delimiter within quotes is
// taken for one here, so that true is not certain.
func (g guard) suspect(rest []byte) bool {
	quoted := rest[0] == '"' && len(rest) > 1
	if quoted {
		rest = rest[1:]
	}
	switch rest[0] {
	case '=', '@', '\t':
		return true
	case '\r':
		return quoted || len(rest) > 1 && rest[1] != '\n' && g.end != '\r'
	case '+', '-':
		return g.runsOn(rest[1:], quoted)
	}
	n, _ := unseen(rest)
	sign, _ := signAt(rest[n:])
	return sign != 0
}

// runsOn says whether anything but figures follows a sign in its cell.
func (g guard) runsOn(rest []byte, quoted bool) bool {
	for i, c := range rest {
		switch {
		case !quoted && c == g.delimiter && c != 0:
			return false
		case figures(c):
		case quoted && c == '"':
			return i+1 < len(rest) && rest[i+1] != g.delimiter && rest[i+1] != '\r' && rest[i+1] != '\n'
		case quoted:
			return true
		case c == '\r' && g.end == '\n':
			return i+1 < len(rest) && rest[i+1] != '\n'
		default:
			return c != g.end
		}
	}
	return false
}

// append adds the record to dst with an apostrophe before every cell that would be run,
// and gives their number.
func (g guard) append(dst, raw []byte) ([]byte, int64) {
	var n int64
	unclosed := false
	for i := 0; i < len(raw); {
		if raw[i] == '"' && !unclosed {
			if end := g.closing(raw, i+1); end >= 0 {
				cell := raw[i+1 : end]
				dst = append(dst, '"')
				if runs(cell) {
					dst = append(dst, '\'')
					n++
				}
				next := g.behind(raw, end+1)
				dst = append(dst, raw[i+1:next]...)
				i = next
				continue
			}
			unclosed = true
		}
		next := g.behind(raw, i)
		if runs(g.bare(raw[i:next])) {
			dst = append(dst, '\'')
			n++
		}
		// Other programs begin a row where the cell has their line end.
		for at := bytes.IndexByte(raw[i:next], g.other()); at >= 0; at = bytes.IndexByte(raw[i:next], g.other()) {
			dst = append(dst, raw[i:i+at+1]...)
			if i += at + 1; runs(g.bare(raw[i:next])) {
				dst = append(dst, '\'')
				n++
			}
		}
		dst = append(dst, raw[i:next]...)
		i = next
	}
	return dst, n
}

// behind gives where the next cell starts: behind the next delimiter or line end.
func (g guard) behind(raw []byte, from int) int {
	for i := from; i < len(raw); i++ {
		if raw[i] == g.end || g.delimiter != 0 && raw[i] == g.delimiter {
			return i + 1
		}
	}
	return len(raw)
}

// bare gives a cell that is not quoted without what ends it.
func (g guard) bare(cell []byte) []byte {
	n := len(cell)
	switch {
	case n == 0:
		return cell
	case g.delimiter != 0 && cell[n-1] == g.delimiter:
		return cell[:n-1]
	case cell[n-1] == g.end:
		cell = cell[:n-1]
	}
	if n := len(cell); n > 0 && cell[n-1] == '\r' {
		cell = cell[:n-1]
	}
	return cell
}

// closing gives the quote that closes the cell whose content starts at from, as the
// reader of delimited text finds it; -1 when there is none.
func (g guard) closing(raw []byte, from int) int {
	for i := from; i < len(raw); i++ {
		if raw[i] != '"' {
			continue
		}
		if i+1 < len(raw) && raw[i+1] == '"' {
			i++
			continue
		}
		if g.ends(raw[i+1:]) {
			return i
		}
	}
	return -1
}

// ends says whether a cell ends where rest starts.
func (g guard) ends(rest []byte) bool {
	i := 0
	for i < len(rest) && rest[i] == ' ' && g.delimiter != ' ' {
		i++
	}
	switch {
	case i == len(rest), rest[i] == g.end, g.delimiter != 0 && rest[i] == g.delimiter:
		return true
	case rest[i] == '\r':
		return i+1 == len(rest) || rest[i+1] == g.end
	}
	return false
}
