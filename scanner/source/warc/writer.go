package warc

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// Field is a name and a value, of a header or of a metadata record.
type Field struct{ Name, Value string }

// Info is what is said of a file as a whole.
type Info struct {
	// Software is the name and version of what visited, such as "leadlint/1.0".
	Software string
	// Date is when the file was begun.
	Date time.Time
	// Fields are further fields of the first record, such as "expires"; nil for
	// none.
	Fields []Field
}

// Writer writes records one after the other. It is not safe for concurrent use.
// The same calls give the same bytes.
type Writer struct {
	w io.Writer
	// closer is nil when the writer did not open anything.
	closer  io.Closer
	records int
	failed  error
	// last is the date of the last record.
	last  time.Time
	ended bool
}

// NewWriter begins a file on w with a record that describes it.
func NewWriter(w io.Writer, info Info) (*Writer, error) {
	out := &Writer{w: w}
	fields := append([]Field{{"software", info.Software}, {"format", "WARC File Format 1.1"}}, info.Fields...)
	block, err := fieldBlock(fields)
	if err != nil {
		return nil, err
	}
	_, err = out.record(record{kind: "warcinfo", date: info.Date, contentType: "application/warc-fields", block: block})
	return out, err
}

// Create begins a file at path, which must not exist yet, readable and writable by
// its owner alone.
func Create(path string, info Info) (*Writer, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	w, err := NewWriter(f, info)
	if err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(path))
	}
	w.closer = f
	return w, nil
}

// Close writes the last record, which counts them all, so that a file that was cut
// behind some record is told from a whole one, and closes the file that Create opened. It
// gives the first error of writing, if there was one. Only Close may follow.
func (w *Writer) Close() error {
	if w.failed == nil && !w.ended {
		w.ended = true
		block := []byte(endField + fmt.Sprint(w.records+1) + "\r\n")
		_, w.failed = w.record(record{kind: "metadata", date: w.last, contentType: "application/warc-fields", block: block})
	}
	if w.closer == nil {
		return w.failed
	}
	closer := w.closer
	w.closer = nil
	return errors.Join(w.failed, closer.Close())
}

// endField begins the block of the last record.
const endField = "records: "

// record is one record before it is written.
type record struct {
	kind, target, contentType string
	date                      time.Time
	block                     []byte
	// payload is where the payload starts in the block of an HTTP message; 0 when
	// there is none.
	payload    int
	concurrent string
	truncated  bool
}

// idField is the one field of a record that its identifier is not made of.
const idField = "WARC-Record-ID"

// record writes r and gives its identifier.
func (w *Writer) record(r record) (string, error) {
	if w.failed != nil {
		return "", w.failed
	}
	if r.date.IsZero() {
		return "", errors.New("a record needs the time of the visit")
	}
	if !oneLine(r.target) {
		return "", errors.New("the address of a visit must be one line of text")
	}
	head := r.head()
	id := identifier(w.records, head)
	head = "WARC/1.1\r\n" + idField + ": " + id + "\r\n" + head + "\r\n"
	for _, part := range [][]byte{[]byte(head), r.block, []byte("\r\n\r\n")} {
		if _, err := w.w.Write(part); err != nil {
			w.failed = err
			return "", err
		}
	}
	w.records++
	w.last = r.date
	return id, nil
}

// head gives the header of a record but for its version and identifier.
func (r *record) head() string {
	var b strings.Builder
	write := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\r\n")
		}
	}
	write("WARC-Type", r.kind)
	write("WARC-Date", r.date.UTC().Format("2006-01-02T15:04:05Z"))
	write("WARC-Target-URI", r.target)
	write("WARC-Concurrent-To", r.concurrent)
	write("Content-Type", r.contentType)
	write("WARC-Block-Digest", digestOf(r.block))
	if r.payload > 0 {
		write("WARC-Payload-Digest", digestOf(r.block[r.payload:]))
	}
	if r.truncated {
		write("WARC-Truncated", "length")
	}
	write("Content-Length", fmt.Sprint(len(r.block)))
	return b.String()
}

// fieldBlock writes fields as a block of application/warc-fields.
func fieldBlock(fields []Field) ([]byte, error) {
	var b strings.Builder
	for _, f := range fields {
		if f.Name == "" || strings.ContainsAny(f.Name, ": \t") || !oneLine(f.Name) || !oneLine(f.Value) {
			return nil, fmt.Errorf("the field %q cannot be written: expected a name without space or colon, and a value of one line", f.Name)
		}
		b.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	return []byte(b.String()), nil
}

// oneLine tells whether s holds no control character.
func oneLine(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7F })
}

// digestOf labels the SHA-256 of b as WARC tools write it, in base 32.
func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return label(sum[:])
}

func label(sum []byte) string { return "sha256:" + base32.StdEncoding.EncodeToString(sum) }

// identifier makes a UUID (version 8, RFC 9562) of a record's place in the file
// and its header, which holds the digest of its block: whatever is changed in a
// record, its identifier is another.
func identifier(place int, head string) string {
	u := sha256.Sum256([]byte(fmt.Sprint(place) + "\r\n" + head))
	u[6] = u[6]&0x0F | 0x80
	u[8] = u[8]&0x3F | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16])
}
