package split

import "bytes"

// runs says whether a spreadsheet program would run a cell, rather than show it: one
// that begins with "=", "@", a tab or a carriage return, or with "+" or "-" and anything
// but digits, spaces and the signs of telephone numbers.
func runs(cell []byte) bool {
	if len(cell) == 0 {
		return false
	}
	switch cell[0] {
	case '=', '@', '\t', '\r':
		return true
	case '+', '-':
		for _, c := range cell[1:] {
			if !figures(c) {
				return true
			}
		}
	}
	return false
}

// figures says whether a byte may stand in a number or telephone number.
func figures(c byte) bool {
	switch c {
	case ' ', '(', ')', '.', '-', '/':
		return true
	}
	return '0' <= c && c <= '9'
}

// starts says whether a byte at the start of a cell calls for a closer look.
func starts(c byte) bool {
	switch c {
	case '=', '@', '\t', '\r', '+', '-', '"':
		return true
	}
	return false
}

// guard is a walk over records of delimited text.
type guard struct {
	delimiter byte
	end       byte
}

// needed says, cheaply, whether some cell of a record may be run: false is certain.
func (g guard) needed(raw []byte) bool {
	if len(raw) > 0 && starts(raw[0]) && g.suspect(raw) {
		return true
	}
	if i := bytes.IndexByte(raw, g.end); i >= 0 && i+1 < len(raw) {
		return true // of several lines
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
	return false
}

// runsOn says whether anything but figures follows a sign in its cell.
func (g guard) runsOn(rest []byte, quoted bool) bool {
	for i, c := range rest {
		switch {
		case figures(c):
		case quoted && c == '"':
			return i+1 < len(rest) && rest[i+1] != g.delimiter && rest[i+1] != '\r' && rest[i+1] != '\n'
		case quoted:
			return true
		case c == '\r' && g.end == '\n':
			return i+1 < len(rest) && rest[i+1] != '\n'
		default:
			return c != g.delimiter && c != g.end
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
