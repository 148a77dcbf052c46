package warc

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Visit is one request and what was answered.
type Visit struct {
	// URL is the address that was asked, absolute.
	URL string
	// Date is when the answer was complete.
	Date time.Time
	// RequestHeader holds the headers that were sent, besides Host.
	RequestHeader http.Header
	// Status is the status that was answered.
	Status int
	// Header holds the headers of the answer that are to be kept. Those about
	// cookies, length and packing are left out.
	Header http.Header
	// Body is the body as received, unpacked.
	Body []byte
	// Truncated is true when there was more of it.
	Truncated bool
	// Metadata are the fields of the metadata record; without any there is none.
	Metadata []Field
}

// Write adds the records of a visit: request, response and metadata. After an
// error of the underlying writer nothing more is written.
func (w *Writer) Write(v Visit) error {
	u, err := url.Parse(v.URL)
	if err != nil || u.Host == "" {
		return errors.New("a visit needs an absolute address")
	}
	if v.Status < 100 || v.Status > 999 {
		return errors.New("a visit needs the status of its answer, of three digits")
	}
	metadata, err := fieldBlock(v.Metadata)
	if err != nil {
		return err
	}
	head := fmt.Sprintf("HTTP/1.1 %d %s\r\n", v.Status, http.StatusText(v.Status)) +
		headerLines(v.Header) + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(v.Body))
	id, err := w.record(record{
		kind: "response", target: v.URL, date: v.Date, contentType: "application/http;msgtype=response",
		block: append([]byte(head), v.Body...), payload: len(head), truncated: v.Truncated,
	})
	if err != nil {
		return err
	}
	request := fmt.Sprintf("GET %s HTTP/1.1\r\nHost: %s\r\n", u.RequestURI(), u.Host) + headerLines(v.RequestHeader) + "\r\n"
	_, err = w.record(record{
		kind: "request", target: v.URL, date: v.Date, contentType: "application/http;msgtype=request",
		block: []byte(request), payload: len(request), concurrent: id,
	})
	if err != nil || len(metadata) == 0 {
		return err
	}
	_, err = w.record(record{
		kind: "metadata", target: v.URL, date: v.Date, contentType: "application/warc-fields",
		block: metadata, concurrent: id,
	})
	return err
}

// headerLines writes headers sorted by name, without those that would be untrue
// of the body as it is kept, or that hold a session.
func headerLines(h http.Header) string {
	left := []string{"Content-Length", "Content-Encoding", "Transfer-Encoding", "Trailer", "Connection", "Host", "Cookie", "Set-Cookie", "Authorization"}
	names := make([]string, 0, len(h))
	for name := range h {
		if !slices.Contains(left, http.CanonicalHeaderKey(name)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		for _, value := range h[name] {
			if oneLine(name) && oneLine(value) && !strings.ContainsAny(name, ": ") {
				b.WriteString(name + ": " + value + "\r\n")
			}
		}
	}
	return b.String()
}
