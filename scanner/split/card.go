package split

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"leadlint/scanner/dataset"
	"leadlint/scanner/take"
)

// cards writes vCards as they stand; reasons are extended properties at their end.
type cards struct {
	out  text
	form dataset.Form
}

func (c *cards) guarded() int64 { return 0 }

func (c *cards) head() error {
	c.out.buf = append(c.out.buf, c.form.Mark...)
	return nil
}

func (c *cards) row(r *take.Row, why *reason) error {
	if why == nil {
		c.out.buf = append(c.out.buf, r.Raw...)
		return c.out.flush()
	}
	return c.skipped(r.Raw, why)
}

// skipped writes a card with its reason. One that has no end gets it, so that it does
// not swallow the next.
func (c *cards) skipped(raw []byte, why *reason) error {
	if raw == nil {
		raw = []byte("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:-\r\n")
	}
	end := "\r\n"
	if i := bytes.IndexByte(raw, '\n'); i > 0 && raw[i-1] != '\r' {
		end = "\n"
	}
	body := bytes.TrimRight(raw, " \t\r\n")
	rest := raw[len(body):]
	if at := bytes.LastIndexByte(body, '\n'); at >= 0 && bytes.EqualFold(bytes.TrimSpace(body[at:]), []byte("END:VCARD")) {
		body = body[:at]
	}
	body = bytes.TrimRight(body, "\r\n")
	c.out.buf = append(append(c.out.buf, body...), end...)
	for i, name := range columns() {
		if why.values[i] != "" {
			c.out.buf = folded(c.out.buf, "X-"+strings.ToUpper(strings.ReplaceAll(name, "_", "-"))+":"+escaped(why.values[i]), end)
		}
	}
	c.out.buf = append(c.out.buf, "END:VCARD"...)
	if len(rest) == 0 {
		rest = []byte(end)
	}
	c.out.buf = append(c.out.buf, rest...)
	return c.out.flush()
}

// escaped writes a text as the value of a property. Source: RFC 6350, 3.4.
func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\n", `\n`).Replace(s)
}

// folded adds a line, cut into pieces of at most 75 bytes. Source: RFC 6350, 3.2.
func folded(dst []byte, line, end string) []byte {
	for room := 75; len(line) > room; room = 74 {
		n := room
		for !utf8.RuneStart(line[n]) {
			n--
		}
		dst = append(append(append(dst, line[:n]...), end...), ' ')
		line = line[n:]
	}
	return append(append(dst, line...), end...)
}

func (c *cards) end() error { return c.out.last() }
