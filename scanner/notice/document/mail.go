package document

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/emersion/go-message"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxMailDepth = 16   // of parts within parts
	maxMailParts = 1000 // in all
)

// readMail fills the document from a message (RFC 5322 with MIME parts). Its
// blocks are those of the HTML part, or of the text part where there is none.
func readMail(ctx context.Context, doc *Document, data []byte, opt Options) error {
	data = withoutEnvelope(data)
	entity, err := message.Read(&ctxReader{ctx: ctx, r: bytes.NewReader(data)})
	if entity == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		doc.Problem = Damaged
		return ctx.Err()
	}
	m := &mailReader{ctx: ctx, mail: &Mail{}, left: opt.MaxBytes}
	m.headers(&entity.Header)
	m.part(entity, 0)
	if err := ctx.Err(); err != nil {
		return err
	}
	mail := m.mail
	mail.Text, mail.HTML = m.text.String(), m.html.String()
	doc.Mail, doc.Title = mail, mail.Subject
	doc.Truncated = doc.Truncated || m.left <= 0
	if err := mailBlocks(ctx, doc, opt); err != nil {
		return err
	}
	doc.Title = mail.Subject
	mail.Links = mailLinks(mail)
	doc.Problem = ""
	if len(doc.Blocks) == 0 {
		doc.Problem = Empty
		if m.broken {
			doc.Problem = Damaged
		}
	}
	return nil
}

// mailBlocks reads the HTML part, or the text part when the HTML has no words.
func mailBlocks(ctx context.Context, doc *Document, opt Options) error {
	if doc.Mail.HTML != "" {
		doc.HTML = []byte(doc.Mail.HTML)
		annotated, more := annotate(doc.HTML, 1, maxTags)
		doc.Truncated = doc.Truncated || more
		if err := readAnnotated(ctx, doc, annotated, opt, true); err != nil {
			return err
		}
		if doc.Words() > 0 || doc.Mail.Text == "" {
			return nil
		}
		doc.Blocks = nil
	}
	return readText(ctx, doc, doc.Mail.Text, opt)
}

// withoutEnvelope drops the line that a mailbox file sets before a message and
// blank lines before the header.
func withoutEnvelope(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.TrimLeft(data, "\r\n")
	if bytes.HasPrefix(data, []byte("From ")) {
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			return data[i+1:]
		}
	}
	return data
}

type mailReader struct {
	ctx    context.Context
	mail   *Mail
	text   strings.Builder
	html   strings.Builder
	left   int
	parts  int
	broken bool
}

// part reads one part and what it holds.
func (m *mailReader) part(e *message.Entity, depth int) {
	m.parts++
	if m.parts > maxMailParts || depth > maxMailDepth || m.left <= 0 || m.ctx.Err() != nil {
		return
	}
	if parts := e.MultipartReader(); parts != nil {
		m.multipart(parts, depth)
		return
	}
	kind, params := contentType(&e.Header)
	if name, attached := attachment(&e.Header, params); attached || !strings.HasPrefix(kind, "text/") && kind != "message/rfc822" {
		m.mail.Attachments = append(m.mail.Attachments, fileExtension(name, kind))
		return
	}
	body, err := io.ReadAll(io.LimitReader(e.Body, int64(m.left)+1))
	m.broken = m.broken || err != nil
	m.left -= len(body)
	m.leaf(kind, params["charset"], body, depth)
}

func (m *mailReader) multipart(parts message.MultipartReader, depth int) {
	for range maxMailParts {
		p, err := parts.NextPart()
		if p == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			m.broken = m.broken || err != nil && !errors.Is(err, io.EOF)
			return
		}
		m.part(p, depth+1)
	}
}

// leaf keeps a part's text. A forwarded message is read as part of the one it
// stands in.
func (m *mailReader) leaf(kind, charset string, body []byte, depth int) {
	label := ""
	if charset != "" {
		label = "text/html; charset=" + charset
	}
	switch kind {
	case "text/html":
		add(&m.html, decode(body, label, true))
	case "text/plain":
		add(&m.text, decode(body, label, false))
	case "message/rfc822":
		inner, err := message.Read(bytes.NewReader(body))
		if inner != nil && (err == nil || message.IsUnknownCharset(err) || message.IsUnknownEncoding(err)) {
			m.part(inner, depth+1)
		}
	default:
		m.mail.Attachments = append(m.mail.Attachments, fileExtension("", kind))
	}
}

func add(b *strings.Builder, text []byte) {
	if b.Len() > 0 {
		b.WriteString("\n\n")
	}
	b.WriteString(strings.ReplaceAll(string(text), "\r\n", "\n"))
}

// attachment gives a part's file name and whether it is a file.
func attachment(h *message.Header, params map[string]string) (name string, attached bool) {
	disposition, dp, err := h.ContentDisposition()
	name = dp["filename"]
	if name == "" {
		name = params["name"]
	}
	if err != nil {
		disposition = ""
	}
	return name, strings.EqualFold(disposition, "attachment") || name != "" && !strings.EqualFold(disposition, "inline")
}

// fileExtension gives the extension of a file's name, or by its type where it has
// no name; the name itself may hold a person's and is not kept.
func fileExtension(name, kind string) string {
	if ext := strings.ToLower(filepath.Ext(clean(name))); len(ext) > 1 && len(ext) <= 6 {
		return ext
	}
	switch kind {
	case "application/pdf":
		return ".pdf"
	case "text/calendar":
		return ".ics"
	case "text/vcard", "text/x-vcard":
		return ".vcf"
	case "image/png":
		return ".png"
	case "image/jpeg":
		return ".jpg"
	case "image/gif":
		return ".gif"
	}
	return ""
}

// mailLinks collects the links of the blocks and of the bare text, each target
// once.
func mailLinks(mail *Mail) []Link {
	seen := map[string]bool{}
	var out []Link
	keep := func(l Link) {
		if l.Target != "" && !seen[l.Target] {
			seen[l.Target] = true
			out = append(out, l)
		}
	}
	for _, l := range htmlLinks(mail.HTML) {
		keep(l)
	}
	for word := range strings.FieldsSeq(mail.Text) {
		word = strings.Trim(word, "<>()[]{}\"'.,;")
		if strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "mailto:") {
			keep(Link{Target: word})
		}
	}
	return slices.Clip(out)
}

// htmlLinks reads the links by the tokens alone: a link that is hidden or
// without text counts too, since it is there to be followed.
func htmlLinks(src string) []Link {
	z := html.NewTokenizer(strings.NewReader(src))
	var out []Link
	var text strings.Builder
	open := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.TextToken:
			if open && text.Len() < 2000 {
				text.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom != atom.A && t.DataAtom != atom.Area {
				continue
			}
			n := &html.Node{Type: html.ElementNode, Attr: t.Attr}
			if target := strings.TrimSpace(attr(n, "href")); target != "" {
				out = append(out, Link{Target: target})
				text.Reset()
				open = true
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); open && string(name) == "a" {
				out[len(out)-1].Text = clean(text.String())
				open = false
			}
		}
	}
}
