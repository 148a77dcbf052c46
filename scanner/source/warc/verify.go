package warc

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
)

// ErrDigest says that a record is not what was written: its digest differs.
var ErrDigest = errors.New("the record does not match its digest: it was changed after it was written")

// ErrFormat says that a file is not one that this package writes, or was cut.
var ErrFormat = errors.New("this is no whole record of WARC/1.1")

// maxHead bounds the header of a record, in bytes.
const maxHead = 64 << 10

// ErrUnfinished says that a file has no last record, as when records were cut off behind
// it or its writing was broken off.
var ErrUnfinished = errors.New("the file ends before its last record: it was cut, or its writing was broken off")

// Summary is what is known of a file that was verified.
type Summary struct {
	// Records is the number of records that hold.
	Records int
	// Expires is the last day on which the file may be kept, as it says itself; empty
	// when it does not.
	Expires string
}

// Verify reads a file as Writer writes it and computes every digest again, of
// each record and of the payload of each HTTP message, and the identifier of each
// record from its place and header; it also counts the records. This shows damage and
// careless changes; it is no signature, so whoever can write the file can write another.
// It gives what holds, and an error that wraps ErrDigest, ErrFormat or ErrUnfinished for
// the first record that does not, naming its number. An empty file is not a whole file.
// Memory does not depend on the length of the file.
func Verify(r io.Reader) (s Summary, err error) {
	in := bufio.NewReader(r)
	for ended := false; ; s.Records++ {
		if _, err := in.Peek(1); err == io.EOF && ended {
			return s, nil
		} else if err == io.EOF && s.Records > 0 {
			return s, fmt.Errorf("record %d: %w", s.Records+1, ErrUnfinished)
		}
		said, err := verifyRecord(in, s.Records)
		if err == nil && ended {
			err = ErrFormat
		}
		if err != nil {
			return s, fmt.Errorf("record %d: %w", s.Records+1, err)
		}
		if s.Records == 0 {
			s.Expires = fieldOf(said, "expires: ")
		}
		ended = fieldOf(said, endField) == strconv.Itoa(s.Records+1)
	}
}

// Expires gives the last day on which a file may be kept, as its first record says;
// empty when it says none, or is no file of this package. Nothing else is read.
func Expires(r io.Reader) string {
	said, err := verifyRecord(bufio.NewReader(r), 0)
	if err != nil {
		return ""
	}
	return fieldOf(said, "expires: ")
}

// fieldOf gives the value of a field of a block, empty when it is not there.
func fieldOf(block []byte, name string) string {
	for line := range strings.SplitSeq(string(block), "\r\n") {
		if value, found := strings.CutPrefix(line, name); found {
			return value
		}
	}
	return ""
}

// maxSaid bounds what is kept of a block of fields, in bytes.
const maxSaid = 4 << 10

// verifyRecord reads one record with the two line ends behind it, and gives the start of
// its block where that is one of fields.
func verifyRecord(in *bufio.Reader, place int) (said []byte, err error) {
	head, written, err := readHead(in)
	if err != nil {
		return nil, err
	}
	length, err := strconv.ParseInt(head["content-length"], 10, 64)
	if err != nil || length < 0 || head["warc-type"] == "" || head["warc-record-id"] == "" || head["warc-date"] == "" {
		return nil, ErrFormat
	}
	fields := head["content-type"] == "application/warc-fields"
	if fields {
		start, err := in.Peek(int(min(length, maxSaid)))
		if err != nil && err != io.EOF {
			return nil, err
		}
		said = bytes.Clone(start)
	}
	block := sha256.New()
	payload := &payloadHash{hash: sha256.New()}
	if n, err := io.Copy(io.MultiWriter(block, payload), io.LimitReader(in, length)); err != nil {
		return nil, err
	} else if n != length {
		return nil, ErrFormat
	}
	var end [4]byte
	if _, err := io.ReadFull(in, end[:]); err != nil || string(end[:]) != "\r\n\r\n" {
		return nil, ErrFormat
	}
	if head["warc-block-digest"] != label(block.Sum(nil)) || head["warc-record-id"] != identifier(place, written) {
		return nil, ErrDigest
	}
	if strings.HasPrefix(head["content-type"], "application/http") && head["warc-payload-digest"] != label(payload.hash.Sum(nil)) {
		return nil, ErrDigest
	}
	return said, nil
}

// readHead reads the header of a record: its fields by name in lower case, of which
// none may come twice, and the text that the identifier is made of.
func readHead(in *bufio.Reader) (head map[string]string, written string, err error) {
	head, left := map[string]string{}, maxHead
	var text strings.Builder
	line, err := readLine(in, &left)
	if err != nil {
		return nil, "", err
	}
	if line != "WARC/1.1" {
		return nil, "", ErrFormat
	}
	for {
		line, err := readLine(in, &left)
		if err != nil {
			return nil, "", err
		}
		if line == "" {
			return head, text.String(), nil
		}
		name, value, found := strings.Cut(line, ": ")
		if name != idField {
			text.WriteString(line + "\r\n")
		}
		name = strings.ToLower(name)
		if _, twice := head[name]; twice || !found {
			return nil, "", ErrFormat
		}
		head[name] = value
	}
}

// readLine reads a line that ends with CR LF, within what is left.
func readLine(in *bufio.Reader, left *int) (string, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		*left -= len(part)
		switch {
		case *left < 0 || err == io.EOF:
			return "", ErrFormat
		case err == bufio.ErrBufferFull:
			continue
		case err != nil:
			return "", err
		}
		text, found := strings.CutSuffix(string(line), "\r\n")
		if !found {
			return "", ErrFormat
		}
		return text, nil
	}
}

// payloadHash hashes what follows the first empty line of an HTTP message.
type payloadHash struct {
	hash hash.Hash
	// seen is how much of the empty line was seen at the end of what came.
	seen   int
	inside bool
}

// Write never fails.
func (p *payloadHash) Write(b []byte) (int, error) {
	const end = "\r\n\r\n"
	for i := 0; i < len(b) && !p.inside; i++ {
		switch {
		case b[i] == end[p.seen]:
			p.seen++
		case b[i] == '\r':
			p.seen = 1
		default:
			p.seen = 0
		}
		if p.seen == len(end) {
			p.inside = true
			p.hash.Write(b[i+1:])
			return len(b), nil
		}
	}
	if p.inside {
		p.hash.Write(b)
	}
	return len(b), nil
}
