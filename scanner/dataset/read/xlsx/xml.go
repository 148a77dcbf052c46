package xlsx

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// maxToken is the longest tag or text of the XML that is read; Excel's cells
// hold at most 32,767 characters.
const maxToken = 1 << 20

var (
	errDTD   = errors.New("the XML declares a document type; no spreadsheet program writes that, and it is refused as an attack")
	errToken = errors.New("a tag or text of the XML is longer than 1 MiB")
	errUTF16 = errors.New("the XML is not in UTF-8; save the workbook again with a spreadsheet program")
)

// kind is the kind of a token.
type kind int

const (
	startTag kind = iota
	endTag
	charData
)

// token is a piece of XML, valid until the next one is read.
type token struct {
	kind kind
	// name is a tag's name without its prefix; attrs what follows it.
	name, attrs []byte
	// closed is set for a start tag that ends itself.
	closed bool
	// text is character data; raw is set when it holds no entities (CDATA).
	text []byte
	raw  bool
}

// tokens reads XML as a stream: nothing but the token at hand is kept, and
// nothing is ever expanded beyond the five entities and character numbers.
type tokens struct {
	r          io.Reader
	buf        []byte
	start, end int
	failed     error
	begun      bool
}

func newTokens(r io.Reader) *tokens { return &tokens{r: r, buf: make([]byte, 64<<10)} }

// more reads further bytes behind those at hand.
func (t *tokens) more() error {
	if t.failed != nil {
		return t.failed
	}
	if t.start > 0 {
		t.end = copy(t.buf, t.buf[t.start:t.end])
		t.start = 0
	}
	if t.end == len(t.buf) {
		if t.end > maxToken {
			return errToken
		}
		t.buf = append(t.buf, make([]byte, len(t.buf))...)
	}
	n, err := t.r.Read(t.buf[t.end:])
	t.end += n
	if n > 0 {
		return nil
	}
	if err == nil {
		err = io.ErrNoProgress
	}
	t.failed = err
	return err
}

// until gives the index behind the first mark at or after from.
func (t *tokens) until(mark string, from int) (int, error) {
	for {
		at := t.buf[t.start:t.end]
		if i := bytes.Index(at[min(from, len(at)):], []byte(mark)); i >= 0 {
			return from + i + len(mark), nil
		}
		from = max(from, len(at)-len(mark)+1)
		if err := t.more(); err != nil {
			return 0, err
		}
	}
}

// next gives the next token; io.EOF at the end, io.ErrUnexpectedEOF in a tag.
func (t *tokens) next() (token, error) {
	for {
		if t.start == t.end {
			if err := t.more(); err != nil {
				return token{}, err
			}
		}
		if !t.begun {
			if err := t.begin(); err != nil {
				return token{}, err
			}
			continue
		}
		if t.buf[t.start] != '<' {
			return t.text()
		}
		tok, skip, err := t.markup()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil || !skip {
			return tok, err
		}
	}
}

// begin looks at the first bytes.
func (t *tokens) begin() error {
	for t.end-t.start < 3 {
		if err := t.more(); err != nil {
			break
		}
	}
	t.begun = true
	head := t.buf[t.start:t.end]
	if bytes.HasPrefix(head, []byte("\xfe\xff")) || bytes.HasPrefix(head, []byte("\xff\xfe")) || len(head) > 1 && (head[0] == 0 || head[1] == 0) {
		return errUTF16
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		t.start += 3
	}
	return nil
}

// text gives the characters up to the next tag.
func (t *tokens) text() (token, error) {
	n, err := t.until("<", 0)
	if errors.Is(err, io.EOF) {
		n = t.end - t.start + 1
	} else if err != nil {
		return token{}, err
	}
	text := t.buf[t.start : t.start+n-1]
	t.start += n - 1
	return token{kind: charData, text: text}, nil
}

// markup reads what a '<' starts; skip is set for comments and instructions.
func (t *tokens) markup() (tok token, skip bool, err error) {
	for t.end-t.start < 9 && t.more() == nil {
	}
	head := t.buf[t.start:t.end]
	switch {
	case bytes.HasPrefix(head, []byte("<!--")):
		return t.passed("-->")
	case bytes.HasPrefix(head, []byte("<?")):
		return t.passed("?>")
	case bytes.HasPrefix(head, []byte("<![CDATA[")):
		n, err := t.until("]]>", 9)
		if err != nil {
			return token{}, false, err
		}
		text := t.buf[t.start+9 : t.start+n-3]
		t.start += n
		return token{kind: charData, text: text, raw: true}, false, nil
	case bytes.HasPrefix(head, []byte("<!")):
		return token{}, false, errDTD
	}
	n, err := t.tagEnd()
	if err != nil {
		return token{}, false, err
	}
	inner := t.buf[t.start+1 : t.start+n-1]
	t.start += n
	return tag(inner), false, nil
}

// passed skips to behind a mark.
func (t *tokens) passed(mark string) (token, bool, error) {
	n, err := t.until(mark, 2)
	t.start += n
	return token{}, true, err
}

// tagEnd gives the index behind the '>' that ends a tag; attributes may hold
// others in quotes.
func (t *tokens) tagEnd() (int, error) {
	n := 0
	for {
		var err error
		if n, err = t.until(">", n); err != nil {
			return 0, err
		}
		quote := byte(0)
		for _, c := range t.buf[t.start : t.start+n] {
			if quote == 0 && (c == '"' || c == '\'') {
				quote = c
			} else if c == quote {
				quote = 0
			}
		}
		if quote == 0 {
			return n, nil
		}
	}
}

// tag takes a tag apart.
func tag(inner []byte) token {
	tok := token{kind: startTag}
	if len(inner) > 0 && inner[0] == '/' {
		tok.kind, inner = endTag, inner[1:]
	}
	if n := len(inner); n > 0 && inner[n-1] == '/' {
		tok.closed, inner = true, inner[:n-1]
	}
	end := bytes.IndexAny(inner, " \t\r\n")
	if end < 0 {
		end = len(inner)
	}
	tok.name, tok.attrs = inner[:end], inner[end:]
	if colon := bytes.IndexByte(tok.name, ':'); colon >= 0 {
		tok.name = tok.name[colon+1:]
	}
	return tok
}

// attr gives the value of an attribute without a prefix, nil when it is not
// there.
func (tok token) attr(name string) []byte {
	for rest := tok.attrs; ; {
		rest = bytes.TrimLeft(rest, " \t\r\n")
		key, after, found := bytes.Cut(rest, []byte{'='})
		if !found {
			return nil
		}
		after = bytes.TrimLeft(after, " \t\r\n")
		if len(after) == 0 {
			return nil
		}
		end := bytes.IndexByte(after[1:], after[0])
		if end < 0 {
			return nil
		}
		if string(bytes.TrimRight(key, " \t\r\n")) == name {
			return after[1 : end+1]
		}
		rest = after[end+2:]
	}
}

// appendText appends character data with its entities resolved.
func (tok token) appendText(dst []byte) []byte {
	text := tok.text
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 || tok.raw {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		text = text[i:]
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		r := rune(-1)
		if end > 0 {
			r = entity(string(text[1:end]))
		}
		if r < 0 {
			dst, text = append(dst, '&'), text[1:]
			continue
		}
		dst, text = utf8.AppendRune(dst, r), text[end+1:]
	}
}

// entity gives the character of an entity's name, -1 for an unknown one.
func entity(name string) rune {
	switch name {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	digits, base := "", 10
	if len(name) > 1 && name[0] == '#' {
		digits = name[1:]
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return -1
	}
	return rune(n)
}
