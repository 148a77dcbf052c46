package document

import (
	"io"
	"mime"
	"net/mail"
	"strings"

	"github.com/emersion/go-message"
	"golang.org/x/net/html/charset"
)

// headers takes the chosen fields of the message's header.
func (m *mailReader) headers(h *message.Header) {
	m.mail.From = addresses(h.Get("From"))
	m.mail.ReplyTo = addresses(h.Get("Reply-To"))
	m.mail.Subject = clean(decodeHeader(h.Get("Subject")))
	if at, err := mail.ParseDate(h.Get("Date")); err == nil {
		m.mail.Date = at
	}
	m.mail.ListUnsubscribe = angled(h.Get("List-Unsubscribe"))
	m.mail.Threaded = h.Get("In-Reply-To") != "" || h.Get("References") != ""
	m.mail.ListUnsubscribePost = clean(h.Get("List-Unsubscribe-Post"))
}

// wordDecoder decodes the words of headers that are not ASCII, in any encoding
// that browsers know.
func wordDecoder() *mime.WordDecoder {
	return &mime.WordDecoder{CharsetReader: func(label string, in io.Reader) (io.Reader, error) {
		return charset.NewReaderLabel(label, in)
	}}
}

func decodeHeader(s string) string {
	s = string(decode([]byte(s), "", false))
	if out, err := wordDecoder().DecodeHeader(s); err == nil {
		return out
	}
	return s
}

// addresses reads a list of mailboxes; a list that does not follow the grammar
// gives what stands in angle brackets or looks like an address.
func addresses(s string) []Address {
	s = string(decode([]byte(s), "", false))
	if strings.TrimSpace(s) == "" {
		return nil
	}
	p := mail.AddressParser{WordDecoder: wordDecoder()}
	list, err := p.ParseList(s)
	var out []Address
	for _, a := range list {
		out = append(out, Address{Name: clean(a.Name), Email: clean(a.Address)})
	}
	if err == nil {
		return out
	}
	name, rest, found := strings.Cut(s, "<")
	if !found {
		name, rest = "", s
	}
	email, _, _ := strings.Cut(rest, ">")
	a := Address{Name: clean(strings.Trim(decodeHeader(name), `" `)), Email: clean(email)}
	if !strings.Contains(a.Email, "@") {
		a = Address{Name: clean(decodeHeader(s))}
	}
	return []Address{a}
}

// angled gives what stands in angle brackets, as List-Unsubscribe has it.
func angled(s string) []string {
	var out []string
	for len(out) < 20 {
		_, rest, found := strings.Cut(s, "<")
		if !found {
			break
		}
		target, after, closed := strings.Cut(rest, ">")
		if !closed {
			break
		}
		if target = strings.Join(strings.Fields(target), ""); target != "" {
			out = append(out, string(decode([]byte(target), "", false)))
		}
		s = after
	}
	if len(out) == 0 && strings.TrimSpace(s) != "" {
		for part := range strings.SplitSeq(s, ",") {
			out = append(out, clean(string(decode([]byte(part), "", false))))
		}
	}
	return out
}

// contentType gives the media type in lower case; a header that cannot be read
// counts as plain text, as RFC 2045 has it.
func contentType(h *message.Header) (string, map[string]string) {
	if h.Get("Content-Type") == "" {
		return "text/plain", nil
	}
	kind, params, err := h.ContentType()
	if err != nil {
		raw, _, _ := strings.Cut(h.Get("Content-Type"), ";")
		kind = raw
	}
	return strings.ToLower(strings.TrimSpace(kind)), params
}
