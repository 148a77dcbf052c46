package delimited

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/read/charset"
	"leadlint/scanner/finding"
)

// headSize is how many bytes are read to find the dialect and the encoding.
const headSize = 1 << 20

// table is a delimited file.
type table struct {
	blob    *blob.Blob
	charset charset.Charset
	dialect dialect

	blockSize, recordMax int
	// records is about how many there are, 0 when that is not known.
	records int64
	// mark and head are what stands before the first record; see dataset.Form.
	mark, head []byte
	lineEnd    string
}

var (
	_ dataset.Table     = (*table)(nil)
	_ dataset.Estimator = (*table)(nil)
)

// Estimate goes by the lines of the file's first part.
func (t *table) Estimate() int64 { return t.records }

// Open finds out how a delimited file is to be read. The format is "csv" or
// "tsv", the detail names delimiter, encoding and the header's line. There is no
// table when the input holds no text, which an issue tells.
func Open(b *blob.Blob) (format string, tables []dataset.Table, detail string, issues []finding.Issue, err error) {
	t, issues, err := open(b)
	if err != nil {
		return "", nil, "", nil, err
	}
	if t == nil {
		return "csv", nil, "empty", issues, nil
	}
	format = "csv"
	if t.dialect.delimiter == '\t' {
		format = "tsv"
	}
	return format, []dataset.Table{t}, t.detail(), issues, nil
}

// open makes the table; nil when there is no text.
func open(b *blob.Blob) (*table, []finding.Issue, error) {
	head, err := b.Head(headSize)
	if err != nil && len(head) == 0 {
		return nil, nil, err
	}
	whole := b.Whole() && err == nil
	t := &table{blob: b, blockSize: blockSize, recordMax: recordMax}
	t.charset = charset.Detect(ended(head, whole), t.pieces()...)
	text := t.decode(head, whole)
	if whole && len(bytes.TrimSpace(text)) == 0 {
		return nil, empty(), nil
	}
	t.dialect, err = sniff(text, whole)
	if err != nil {
		return nil, nil, fmt.Errorf("%q cannot be read as a table: %w", b.Name, err)
	}
	if t.dialect.width == 0 {
		return nil, empty(), nil
	}
	t.dialect.utf8 = t.charset.UTF8()
	t.mark, t.head = bytes.Clone(head[:min(t.charset.Mark, len(head))]), bytes.Clone(text[:min(t.dialect.body, len(text))])
	t.lineEnd = lineEnd(text, t.dialect.form.end)
	if b.Compression == "" && b.Size > 0 && len(head) > 0 {
		lines := bytes.Count(head, []byte{t.dialect.form.end})
		t.records = int64(float64(lines) * float64(b.Size) / float64(len(head)))
	}
	return t, t.remarks(text, whole), nil
}

// ended adds a line end to a whole text, so that its last byte is not taken for
// the first half of a character.
func ended(head []byte, whole bool) []byte {
	if !whole || len(head) < 2 || len(head)%2 == 0 && head[len(head)-1] == 0 {
		return head
	}
	return append(head[:len(head):len(head)], '\n')
}

// decode gives the text of a head. A character cut at its end is left out,
// unless the head is the whole input.
func (t *table) decode(head []byte, whole bool) []byte {
	head = head[min(t.charset.Mark, len(head)):]
	if whole && t.charset.UTF8() {
		return head
	}
	return t.charset.Decode(head)
}

// empty tells that there is nothing to read.
func empty() []finding.Issue {
	return []finding.Issue{issue("warning", 0,
		"the file is empty: there is nothing to examine",
		"le fichier est vide : il n'y a rien à examiner")}
}

// remarks tells what is odd about the header.
func (t *table) remarks(text []byte, whole bool) []finding.Issue {
	d := &t.dialect
	var out []finding.Issue
	if d.header == nil {
		out = append(out, issue("warning", d.bodyLine,
			"the first record holds data, not headers; the columns are named column_1, column_2 and so on: map them in a mapping file or add a header",
			"la première ligne contient des données et non des en-têtes ; les colonnes sont nommées column_1, column_2, etc. : associez-les dans un fichier de correspondance ou ajoutez un en-tête"))
	}
	if d.extended > 0 {
		out = append(out, issue("warning", d.headerLine,
			"the records have more cells than the header has names; the columns without a name are named by their number",
			"les lignes ont plus de cellules que l'en-tête n'a de noms ; les colonnes sans nom sont nommées par leur numéro"))
	}
	if d.preamble > 0 {
		out = append(out, issue("note", 1,
			"the lines before the header were taken for a preamble and left out",
			"les lignes qui précèdent l'en-tête sont considérées comme un préambule et laissées de côté"))
	}
	if d.header != nil && whole && len(bytes.TrimSpace(text[min(d.body, len(text)):])) == 0 {
		out = append(out, issue("warning", d.headerLine,
			"the file holds a header and no record: there is nothing to examine",
			"le fichier contient un en-tête et aucune ligne : il n'y a rien à examiner"))
	}
	return out
}

// issue makes an issue that was met once.
func issue(severity string, line int64, en, fr string) finding.Issue {
	return finding.Issue{Severity: severity, Line: line, Count: 1, Message: finding.Text{EN: en, FR: fr}}
}

// detail describes the dialect for the trace.
func (t *table) detail() string {
	d := &t.dialect
	parts := []string{"delimiter " + name(d.delimiter), t.charset.Name}
	if d.width == 1 {
		parts[0] = "one column"
	}
	switch {
	case d.header == nil:
		parts = append(parts, "no header")
	default:
		parts = append(parts, fmt.Sprintf("header on line %d", d.headerLine))
	}
	if d.wrapped {
		parts = append(parts, "records wrapped in quotes")
	}
	if d.form.end == '\r' {
		parts = append(parts, "lines end with CR")
	}
	return strings.Join(parts, ", ")
}

// name shows a delimiter.
func name(delimiter byte) string {
	switch delimiter {
	case '\t':
		return "tab"
	case 1:
		return "^A"
	}
	return "'" + string(rune(delimiter)) + "'"
}

// stream is the decoded text from the first record on.
type stream struct {
	*blob.Stream
	decoded io.Reader // nil when Stream is UTF-8
}

// ReadBlock reads text; hold is told when the hash no longer needs p.
func (s *stream) ReadBlock(p []byte, hold *sync.WaitGroup) (int, error) {
	if s.decoded != nil {
		return s.decoded.Read(p)
	}
	return s.Stream.ReadBlock(p, hold)
}

// open gives the text from the first record on.
func (t *table) open() (*stream, error) {
	raw, err := t.blob.Open()
	if err != nil {
		return nil, err
	}
	s := &stream{Stream: raw}
	err = discard(raw, t.charset.Mark)
	if err == nil && !t.charset.UTF8() {
		s.decoded = t.charset.Reader(raw)
		err = discard(s.decoded, t.dialect.body)
	} else if err == nil {
		err = discard(raw, t.dialect.body)
	}
	if err != nil && err != io.EOF {
		raw.Close() //nolint:errcheck // the reading error says more
		return nil, err
	}
	return s, nil
}

// Sample gives records from the start and from places spread over the file; of
// a pipe, from what is buffered. See dataset.Table.
func (t *table) Sample(ctx context.Context, n int) ([][][]byte, error) {
	return blob.Await(ctx, func() ([][][]byte, error) { return t.sample(ctx, n) }, nil)
}
