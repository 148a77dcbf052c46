package jsonrows

import (
	"bytes"
	"io"

	"leadlint/scanner/dataset/read/damage"
)

// bracket finds the end of a bracketed value, across any number of calls.
type bracket struct {
	depth     int
	inString  bool
	backslash bool
}

// feed reads on and gives the index behind the closing bracket, -1 if it is not
// in data.
func (m *bracket) feed(data []byte) int {
	i := 0
	if m.inString {
		if i = m.text(data, 0); m.inString {
			return -1
		}
	}
	depth := m.depth
	for i < len(data) {
		c := data[i]
		i++
		switch c {
		case '"':
			m.inString = true
			if i = m.text(data, i); m.inString {
				m.depth = depth
				return -1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				m.depth = depth
				return i
			}
		}
	}
	m.depth = depth
	return -1
}

// text passes over the rest of a string and gives the index behind it.
func (m *bracket) text(data []byte, i int) int {
	if m.backslash && i < len(data) {
		m.backslash = false
		i++
	}
	for ; i < len(data); i++ {
		if c := data[i]; c == '"' {
			m.inString = false
			return i + 1
		} else if c == '\\' {
			if i++; i == len(data) {
				m.backslash = true
			}
		}
	}
	return len(data)
}

// sequence cuts a stream of values, separated by commas or white space, into
// records: the elements of an array, or objects one after another.
type sequence struct {
	input
	// start is how many bytes come before the first value.
	start int
	// array is set when a closing bracket ends the sequence.
	array bool
	// inObject is set when that array is a member of an object.
	inObject bool
	line     int64
	log      *damage.Log

	open     bracket // the record that goes on in the next block
	within   bool    // open is in use
	skipping bool    // the record is too long
	done     bool    // the closing bracket was met
	tail     byte    // last byte but white space behind it
}

func (q *sequence) fill(b *block) error {
	carried := len(q.rest)
	data, err := q.load(b)
	if q.start > 0 {
		n := min(q.start, len(data))
		q.start -= n
		q.line += int64(bytes.Count(data[:n], []byte{'\n'}))
		data = data[n:]
	}
	b.data, b.spans = data, b.spans[:0]
	q.split(b, carried)
	q.number(b)
	if err == nil && q.ended {
		q.end(b)
		err = io.EOF
	}
	return err
}

// split finds the records of a block; the first bytes carried over were already
// fed to q.open.
func (q *sequence) split(b *block, fed int) {
	data, i := b.data, 0
	for i < len(data) {
		if q.done {
			q.after(data[i:])
			return
		}
		if !q.within {
			if i += q.separators(data[i:]); i == len(data) || q.done {
				continue
			}
			q.within, q.open, fed = true, bracket{}, 0
		}
		end := q.value(data[i:], fed)
		if end < 0 {
			q.incomplete(data[i:])
			return
		}
		q.within = false
		if !q.skipping {
			b.spans = append(b.spans, span{i, i + end, q.line})
		}
		q.skipping = false
		q.line += int64(bytes.Count(data[i:i+end], []byte{'\n'}))
		i += end
	}
}

// separators skips what stands between values and gives its length.
func (q *sequence) separators(data []byte) int {
	for i, c := range data {
		switch c {
		case '\n':
			q.line++
		case ' ', '\t', '\r', ',':
		case ']':
			if q.array {
				q.done = true
				return i + 1
			}
		default:
			return i
		}
	}
	return len(data)
}

// value gives the length of the value at the start of data, of which the first
// fed bytes were looked at before; -1 when it goes on.
func (q *sequence) value(data []byte, fed int) int {
	if q.skipping || data[0] == '{' || data[0] == '[' {
		if end := q.open.feed(data[fed:]); end >= 0 {
			return fed + end
		}
		return -1
	}
	text := bracket{inString: true}
	if data[0] == '"' {
		if end := text.text(data, 1); !text.inString {
			return end
		}
	} else if end := bytes.IndexAny(data[1:], ",]{[\n"); end >= 0 {
		return end + 1
	}
	if q.ended {
		return len(data)
	}
	return -1
}

// incomplete carries a record over, or drops what is too long of it.
func (q *sequence) incomplete(rest []byte) {
	if !q.skipping && len(rest) < maxRecord {
		q.carry(rest)
		return
	}
	if !q.skipping {
		q.log.Add(damage.Lost, q.line, 0, tooLong.text())
		q.skipped++
		q.skipping = true
		q.passed = append(q.passed, q.line)
	}
	q.line += int64(bytes.Count(rest, []byte{'\n'}))
}

// after looks at what follows the array.
func (q *sequence) after(data []byte) {
	for _, c := range data {
		switch {
		case c == '\n':
			q.line++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			continue
		case !q.inObject:
			q.log.Add(damage.Warning, q.line, 0, damage.Text("there is text after the end of the array; it was not read",
				"du texte suit la fin du tableau ; il n'a pas été lu"))
			q.inObject = true // said once
		case q.tail == '[' && c == '{':
			q.log.Add(damage.Lost, q.line, 0, damage.Text(
				"a further array of objects follows the one that was read; save each array as a file of its own",
				"un autre tableau d'objets suit celui qui a été lu ; enregistrez chaque tableau dans son propre fichier"))
		}
		q.tail = c
	}
}

// end tells of an input that stops too early; b is its last block.
func (q *sequence) end(b *block) {
	if q.within && !q.skipping || q.array && !q.done {
		q.log.Add(damage.Lost, q.line, 0, cutShort.text())
		if q.within && !q.skipping {
			q.skipped++
			b.passed = append(b.passed, passed{q.line, q.rest})
		}
	}
}
