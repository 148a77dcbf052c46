package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

// fill takes the answer of the last hop into the page.
func (f *Fetcher) fill(ctx context.Context, page *Page, ex *exchange, v visit) *Problem {
	written := ex.header.Get("Content-Type")
	page.Header = chosen(ex.header)
	page.ContentType = mediaType(written)
	page.NotModified = ex.status == http.StatusNotModified
	page.Bytes, page.Truncated = ex.wire, ex.truncated || ex.broken != nil
	if !ex.read {
		page.Truncated = false
		if v.headersOnly || ex.status == http.StatusNotModified || textual(page.ContentType) {
			return nil
		}
		return problem(KindContentType)
	}
	sum := sha256.Sum256(ex.body)
	page.RawSHA256 = hex.EncodeToString(sum[:])
	if f.opt.KeepRaw {
		page.Raw = ex.body
	}
	p := f.decode(page, ex.body, written)
	if ex.broken != nil {
		return f.failed(ctx, ex.broken)
	}
	return p
}

// mediaType gives the media type of a Content-Type header in lower case, empty
// when there is none that can be read.
func mediaType(header string) string {
	t, _, _ := strings.Cut(header, ";")
	t = strings.ToLower(strings.TrimSpace(t))
	if strings.Count(t, "/") != 1 || strings.ContainsAny(t, " \t,") {
		return ""
	}
	return cut(t, 100)
}

// textual tells whether a media type is one whose text is read. An answer
// without a type may be one.
func textual(t string) bool {
	switch t {
	case "", "application/json", "application/xml", "application/javascript":
		return true
	}
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "+xml") && !strings.HasPrefix(t, "image/") || strings.HasSuffix(t, "+json")
}

// decode gives the page its body as UTF-8.
func (f *Fetcher) decode(page *Page, raw []byte, contentType string) *Problem {
	if page.ContentType == "" && bytes.IndexByte(head(raw), 0) >= 0 {
		return problem(KindContentType)
	}
	sample := raw
	if page.Truncated {
		sample = wholeRunes(raw)
	}
	name, p := charsetOf(sample, contentType)
	page.Charset = name
	body := raw
	if name != "utf-8" {
		if enc, _ := charset.Lookup(name); enc != nil {
			body, _ = io.ReadAll(io.LimitReader(transform.NewReader(bytes.NewReader(raw), enc.NewDecoder()), f.opt.Budget.PageBytes+1))
		}
	}
	page.Body = f.asText(page, body)
	return p
}

// asText gives valid UTF-8 without byte order mark, within the limit.
func (f *Fetcher) asText(page *Page, body []byte) []byte {
	body = bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF"))
	if int64(len(body)) > f.opt.Budget.PageBytes {
		body, page.Truncated = body[:f.opt.Budget.PageBytes], true
	}
	if page.Truncated {
		body = wholeRunes(body)
	}
	if !utf8.Valid(body) {
		body = bytes.ToValidUTF8(body, []byte("\uFFFD"))
		if int64(len(body)) > f.opt.Budget.PageBytes {
			body, page.Truncated = wholeRunes(body[:f.opt.Budget.PageBytes]), true
		}
	}
	return body
}

// wholeRunes leaves out a last rune that was cut.
func wholeRunes(b []byte) []byte {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return b[:i]
			}
			break
		}
	}
	return b
}

// charsetOf tells the encoding of a body by its mark, its header, its own words
// and its octets, in this order, as browsers do. A name that nobody knows is a
// problem unless the octets are UTF-8 anyway.
func charsetOf(raw []byte, contentType string) (string, *Problem) {
	_, name, certain := charset.DetermineEncoding(head(raw), contentType)
	_, parameters, err := mime.ParseMediaType(contentType)
	declared := ""
	if err == nil {
		declared = parameters["charset"]
	}
	known, _ := charset.Lookup(declared)
	switch {
	case name == "replacement":
	case certain || declared == "" || known != nil:
		if !certain && utf8.Valid(raw) {
			return "utf-8", nil
		}
		return name, nil
	}
	switch {
	case utf8.Valid(raw):
		return "utf-8", nil
	case name != "replacement" && name != "windows-1252":
		return name, nil
	}
	// The library's answer for octets of which it knows nothing is windows-1252.
	return "", problem(KindCharset)
}

// head is the part of a body in which a charset is looked for.
func head(raw []byte) []byte { return raw[:min(len(raw), 1024)] }

// cut gives at most n bytes of s, in whole runes.
func cut(s string, n int) string {
	if len(s) > n {
		s = s[:n]
	}
	return strings.ToValidUTF8(s, "")
}
