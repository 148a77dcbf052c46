package vcard

import (
	"bytes"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"leadlint/scanner/dataset/read/damage"
)

// normal writes a card in the form of version 3 for the decoder: unfolded,
// types named, encodings of version 2.1 resolved, binary data left out. It gives
// the number of properties.
func normal(card raw, log *damage.Log) (text []byte, properties int) {
	out := []byte("BEGIN:VCARD\r\n")
	for i := 0; i < len(card.lines); {
		line, number, next := unfold(card.lines, i)
		i = next
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		text, ok := property(line, number, log)
		if !ok {
			log.Add(damage.Warning, number, 0, badLine)
			continue
		}
		if text != nil {
			out = append(append(out, text...), "\r\n"...)
			properties++
		}
	}
	return append(out, "END:VCARD\r\n"...), properties
}

// unfold joins a line with those that go on with it: lines that start with white
// space, and those after a soft break of quoted-printable.
func unfold(lines []physical, i int) (line []byte, number int64, next int) {
	line, number = lines[i].text, lines[i].number
	head, _, _ := bytes.Cut(line, []byte{':'})
	soft := bytes.Contains(bytes.ToUpper(head), []byte("QUOTED-PRINTABLE"))
	owned := false
	for next = i + 1; next < len(lines); next++ {
		more := lines[next].text
		switch {
		case soft && bytes.HasSuffix(line, []byte{'='}):
			line = line[:len(line)-1]
		case len(more) > 0 && (more[0] == ' ' || more[0] == '\t'):
			more = more[1:]
		default:
			return line, number, next
		}
		if !owned {
			line, owned = bytes.Clone(line), true
		}
		line = append(line, more...)
	}
	return line, number, next
}

// property rewrites one property; nil text for one that is left out.
func property(line []byte, number int64, log *damage.Log) (text []byte, ok bool) {
	colon := valueAt(line)
	if colon <= 0 {
		return nil, false
	}
	params := splitParams(line[:colon])
	name := strings.TrimSpace(params[0])
	if !isName(name) {
		return nil, false
	}
	value := line[colon+1:]
	head, quoted, charset, binary := name, false, "", isBinary(name)
	for _, p := range params[1:] {
		p = strings.TrimSpace(p)
		key, arg, named := strings.Cut(p, "=")
		switch upper := strings.ToUpper(p); {
		case p == "":
		case upper == "QUOTED-PRINTABLE" || upper == "ENCODING=QUOTED-PRINTABLE":
			quoted = true
		case upper == "BASE64" || upper == "ENCODING=BASE64" || upper == "ENCODING=B":
			binary = true
		case strings.EqualFold(key, "CHARSET"):
			charset = arg
		case named:
			head += ";" + p
		default:
			head += ";TYPE=" + p
		}
	}
	if binary {
		return nil, true
	}
	if quoted {
		value = unquote(value)
	}
	value = toUTF8(value, charset, number, log)
	return append(append([]byte(toText(head)), ':'), value...), true
}

// valueAt gives the place of the colon before the value; quotes may hold others.
func valueAt(line []byte) int {
	inQuotes := false
	for i, c := range line {
		switch {
		case c == '"':
			inQuotes = !inQuotes
		case c == ':' && !inQuotes:
			return i
		}
	}
	return bytes.IndexByte(line, ':') // a stray quote
}

// splitParams cuts the part before the value at semicolons outside quotes.
func splitParams(head []byte) []string {
	var parts []string
	inQuotes, from := false, 0
	for i, c := range head {
		switch {
		case c == '"':
			inQuotes = !inQuotes
		case c == ';' && !inQuotes:
			parts, from = append(parts, string(head[from:i])), i+1
		}
	}
	return append(parts, string(head[from:]))
}

// isName says whether a property's name, with its group, is well formed.
func isName(name string) bool {
	for i := range len(name) {
		c := name[i] | 0x20
		if !(c >= 'a' && c <= 'z' || name[i] >= '0' && name[i] <= '9' || name[i] == '-' || name[i] == '.' || name[i] == '_') {
			return false
		}
	}
	return name != "" && len(name) <= 80
}

// isBinary says whether a property holds pictures, sounds or keys.
func isBinary(name string) bool {
	switch strings.ToUpper(name[strings.LastIndexByte(name, '.')+1:]) {
	case "PHOTO", "LOGO", "SOUND", "KEY", "AGENT":
		return true
	}
	return false
}

// unquote decodes quoted-printable as far as it goes; line breaks become those
// of the format.
func unquote(value []byte) []byte {
	text, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(value))) // what precedes damage counts
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte(`\n`))
	return bytes.ReplaceAll(text, []byte("\n"), []byte(`\n`))
}

// toUTF8 decodes a value in a named character set, or in windows-1252 when it
// is not UTF-8.
func toUTF8(value []byte, charset string, number int64, log *damage.Log) []byte {
	if charset != "" && !strings.EqualFold(charset, "UTF-8") {
		if e, err := htmlindex.Get(charset); err == nil {
			if text, err := e.NewDecoder().Bytes(value); err == nil {
				return text
			}
		}
	}
	if utf8.Valid(value) {
		return value
	}
	log.Add(damage.Warning, number, 0, notUTF8)
	text, err := charmap.Windows1252.NewDecoder().Bytes(value)
	if err != nil {
		return bytes.ToValidUTF8(value, []byte("\uFFFD"))
	}
	return text
}

// toText makes the part before the value valid text.
func toText(head string) string { return strings.ToValidUTF8(head, "\uFFFD") }
