package robots

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// parser gathers the groups of a file line by line.
type parser struct {
	file *File
	// agents are the names of the group being read.
	agents []string
	// closed is true once a rule followed the names: the next name starts anew.
	closed bool
	// begun is true once there was a user-agent line.
	begun bool
	seen  map[string]bool
}

// Parse reads a robots.txt file. It never fails: lines that cannot be understood
// are skipped and counted, and the others hold (RFC 9309, 2.2). At most MaxBytes
// are read. A byte order mark is left out, and a body in UTF-16 with such a mark
// is read as text. Lines end with CR, LF or both.
func Parse(body []byte) *File {
	f := &File{Usable: true, byToken: map[string][]int32{}}
	text := f.text(body)
	if markup(text) {
		f.Usable = false
		return f
	}
	p := &parser{file: f, closed: true, seen: map[string]bool{}}
	for len(text) > 0 {
		line, rest := cutLine(text)
		text = rest
		f.Lines++
		p.line(line, f.Lines)
	}
	return f
}

// text gives the body as text, without byte order mark, within MaxBytes.
func (f *File) text(body []byte) string {
	if len(body) > MaxBytes {
		f.Truncated = true
		body = body[:MaxBytes]
		if i := bytes.LastIndexAny(body, "\r\n"); i >= 0 {
			body = body[:i+1]
		} else {
			body = nil
		}
	}
	if wide, ok := fromUTF16(body); ok {
		return wide
	}
	for _, mark := range []string{"\xEF\xBB\xBF", "\xEF\xBB", "\xEF"} {
		if rest, ok := bytes.CutPrefix(body, []byte(mark)); ok {
			return string(rest)
		}
	}
	return string(body)
}

// fromUTF16 reads a body that starts with a byte order mark of UTF-16.
func fromUTF16(body []byte) (string, bool) {
	if len(body) < 2 {
		return "", false
	}
	little := body[0] == 0xFF && body[1] == 0xFE
	if !little && (body[0] != 0xFE || body[1] != 0xFF) {
		return "", false
	}
	units := make([]uint16, 0, len(body)/2)
	for i := 2; i+1 < len(body); i += 2 {
		hi, lo := body[i], body[i+1]
		if little {
			hi, lo = lo, hi
		}
		units = append(units, uint16(hi)<<8|uint16(lo))
	}
	return string(utf16.Decode(units)), true
}

// markup tells whether text is a page instead of a robots.txt file: no line of
// such a file starts with "<".
func markup(text string) bool {
	return strings.HasPrefix(strings.TrimLeft(text, " \t\r\n\f\v"), "<")
}

// cutLine cuts text after its first line; CR, LF and CR LF end a line.
func cutLine(text string) (line, rest string) {
	i := strings.IndexAny(text, "\r\n")
	if i < 0 {
		return text, ""
	}
	next := i + 1
	if text[i] == '\r' && next < len(text) && text[next] == '\n' {
		next++
	}
	return text[:i], text[next:]
}

// line reads one line.
func (p *parser) line(written string, number int) {
	text := trim(written)
	content, _, _ := strings.Cut(text, "#")
	content = trim(content)
	if content == "" {
		return
	}
	name, value, found := strings.Cut(content, ":")
	name, value = strings.ToLower(trim(name)), trim(value)
	if !found || name == "" {
		p.file.Skipped++
		return
	}
	switch name {
	case "user-agent":
		p.agent(value)
	case "allow", "disallow":
		p.rule(name == "allow", value, text, number)
	default:
		p.file.Other++
		p.signal(name, value, text, number)
	}
}

// agent reads the name of a user-agent line: what stands before a space, a slash or
// another sign that no name holds, so that a version and further names are left out. A line without a name still starts a
// group, of nobody: the rules below it are not those of the group above.
func (p *parser) agent(value string) {
	p.begun = true
	if p.closed {
		p.file.groups = append(p.file.groups, group{})
		p.agents, p.closed = nil, false
	}
	if i := strings.IndexAny(value, " \t/,;:=()[]{}<>@\"'\\"); i >= 0 {
		value = value[:i]
	}
	name := lower(value)
	if name == "" {
		p.file.Skipped++
		return
	}
	if !p.seen[name] {
		p.seen[name] = true
		p.file.named = append(p.file.named, name)
	}
	current := int32(len(p.file.groups) - 1)
	list := p.file.byToken[name]
	if len(list) > 0 && list[len(list)-1] == current {
		return
	}
	p.file.byToken[name] = append(list, current)
	p.agents = append(p.agents, name)
}

// rule reads an allow or disallow line. A line that cannot be used closes the
// names above it all the same: it was meant as their rule.
func (p *parser) rule(allow bool, value, text string, number int) {
	if !p.begun {
		p.file.Skipped++
		return
	}
	p.closed = true
	if value == "" {
		return
	}
	if value[0] != '/' && value[0] != '*' {
		p.file.Skipped++
		return
	}
	g := &p.file.groups[len(p.file.groups)-1]
	g.rules = append(g.rules, rule{pattern: newPattern(value), text: text, line: int32(number), allow: allow})
}

// signal keeps the lines that Signal names.
func (p *parser) signal(name, value, text string, number int) {
	usual := signalName(name)
	if usual == "" || len(p.file.signals) == maxSignals {
		return
	}
	// Names that come later are appended behind what this signal sees.
	names := p.agents[:len(p.agents):len(p.agents)]
	s := Signal{Name: usual, Value: clip(value), Text: clip(text), Line: number, Group: names}
	if usual == "Crawl-delay" {
		s.delay = delay(value)
	}
	p.file.signals = append(p.file.signals, s)
}

func signalName(lower string) string {
	switch lower {
	case "content-signal":
		return "Content-Signal"
	case "content-usage":
		return "Content-Usage"
	case "crawl-delay":
		return "Crawl-delay"
	case "license":
		return "License"
	}
	return ""
}

// delay reads seconds; 0 when value is no number from 0 to a day.
func delay(value string) time.Duration {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(seconds) || seconds < 0 || seconds > 86400 {
		return 0
	}
	return time.Duration(seconds * float64(time.Second))
}

// trim takes away the blanks of RFC 9309 and the controls some editors leave.
func trim(s string) string { return strings.Trim(s, " \t\f\v\x00") }
