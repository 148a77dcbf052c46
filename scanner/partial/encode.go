package partial

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// magic begins every partial; the version and a line feed follow.
const magic = "leadlint partial "

// Limits keep a partial from elsewhere from taking more memory than any audit needs.
const (
	// mostStored is the greatest length of a partial as stored.
	mostStored = 1 << 30
	// mostDocument is the greatest length of the document in it, and mostBehind of what
	// stands behind.
	mostDocument, mostBehind = 256 << 20, 1 << 30
	// mostCost bounds the memory that the document takes once it is decoded (see cost).
	mostCost = 2 << 30
	// window is that of the compression.
	window = 8 << 20
)

// Encode writes a partial. Equal partials give equal bytes. It fails on a partial that
// Decode would refuse, before anything is written.
func Encode(w io.Writer, p *Partial) error {
	if err := p.check(); err != nil {
		return fmt.Errorf("encode the partial: %w", err)
	}
	document, behind, err := content(p)
	if err != nil {
		return err
	}
	sum := sha256.New()
	out := io.MultiWriter(w, sum)
	if _, err := fmt.Fprintf(out, "%s%d\n", magic, Version); err != nil {
		return err
	}
	z, err := zstd.NewWriter(out, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window))
	if err != nil {
		return err
	}
	for _, part := range append([][]byte{document}, behind...) {
		if _, err := z.Write(part); err != nil {
			return errors.Join(err, z.Close())
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err = w.Write(sum.Sum(nil))
	return err
}

// content gives the document of a partial, ended by a line feed, and what stands behind it.
func content(p *Partial) (document []byte, behind [][]byte, err error) {
	doc, behind, err := wire(p)
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(doc); err != nil {
		return nil, nil, fmt.Errorf("encode the partial: %w", err)
	}
	size, counters := int64(0), 0
	for _, part := range behind {
		size += int64(len(part))
	}
	for i := range p.Datasets {
		for k := range p.Datasets[i].Tables {
			if c := p.Datasets[i].Tables[k].Count; c != nil {
				counters += cells(c)
			}
		}
	}
	if counters > mostCells || cost(b.Bytes()) > mostCost {
		return nil, nil, fmt.Errorf("encode the partial: %w; audit fewer datasets at a time", tooMany())
	}
	if b.Len() > mostDocument || size > mostBehind {
		return nil, nil, fmt.Errorf("the partial is too large to be written: its counts take %d bytes and what it joins %d, expected at most %d and %d; use more shards", b.Len(), size, mostDocument, mostBehind)
	}
	return b.Bytes(), behind, nil
}

// Decode reads a partial. Errors name it, and say what was expected of it; whatever it
// holds, the memory taken is bounded.
func Decode(name string, r io.Reader) (*Partial, error) {
	p, err := decode(r)
	if err != nil {
		return nil, fmt.Errorf("partial %q: %w", name, err)
	}
	return p, nil
}

func decode(r io.Reader) (*Partial, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostStored+1))
	if err != nil {
		return nil, err
	}
	if len(data) > mostStored {
		return nil, fmt.Errorf("it is larger than %d bytes, which no partial is", mostStored)
	}
	packed, err := opened(data)
	if err != nil {
		return nil, err
	}
	z, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window))
	if err != nil {
		return nil, damaged(err)
	}
	defer z.Close()
	return parse(z)
}

// opened checks what stands around the compressed content, and gives that.
func opened(data []byte) ([]byte, error) {
	head, _, ok := bytes.Cut(data[:min(len(data), len(magic)+12)], []byte{'\n'})
	number, found := strings.CutPrefix(string(head), magic)
	if !ok || !found {
		return nil, errors.New("it is none: expected a file that leadlint audit --partial wrote")
	}
	version, err := strconv.Atoi(number)
	switch {
	case err != nil || version < 1:
		return nil, fmt.Errorf("it has no version: expected %q at its beginning", fmt.Sprint(magic, Version))
	case version > Version:
		return nil, fmt.Errorf("it was written by a newer leadlint (version %d of the form): expected version %d; update leadlint", version, Version)
	case version < Version:
		return nil, fmt.Errorf("it was written by an older leadlint (version %d of the form): expected version %d; make it again", version, Version)
	}
	end := len(data) - sha256.Size
	if end <= len(head) || sha256.Sum256(data[:end]) != [sha256.Size]byte(data[end:]) {
		return nil, errors.New("it was cut short or changed: its checksum is another; make it again")
	}
	return data[len(head)+1 : end], nil
}

func damaged(err error) error { return fmt.Errorf("it is damaged: %w; make it again", err) }

// parse reads the content of a partial.
func parse(r io.Reader) (*Partial, error) {
	content := &io.LimitedReader{R: r, N: mostDocument + mostBehind + 1}
	document, rest, err := untilLine(content)
	if err != nil {
		return nil, err
	}
	if cost(document) > mostCost {
		return nil, errors.New("it would take more memory than any audit does")
	}
	d := json.NewDecoder(bytes.NewReader(document))
	d.DisallowUnknownFields()
	var w wirePartial
	if err := d.Decode(&w); err != nil {
		return nil, damaged(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, damaged(errors.New("there is more than one document in it"))
	}
	p, err := w.partial()
	if err != nil {
		return nil, damaged(err)
	}
	if err := w.fill(p, io.MultiReader(bytes.NewReader(rest), content)); err != nil {
		return nil, damaged(err)
	}
	if err := p.check(); err != nil {
		return nil, damaged(err)
	}
	return p, nil
}

// untilLine reads up to the first line feed, and gives what was read beyond it.
func untilLine(r io.Reader) (line, rest []byte, err error) {
	var b bytes.Buffer
	for b.Len() <= mostDocument {
		from := b.Len()
		n, err := io.CopyN(&b, r, 64<<10)
		if i := bytes.IndexByte(b.Bytes()[from:], '\n'); i >= 0 {
			return b.Bytes()[:from+i], b.Bytes()[from+i+1:], nil
		}
		switch {
		case err == io.EOF || err == nil && n == 0:
			return nil, nil, damaged(io.ErrUnexpectedEOF)
		case err != nil:
			return nil, nil, damaged(err)
		}
	}
	return nil, nil, fmt.Errorf("its counts are larger than %d bytes, which those of no audit are", mostDocument)
}

// fill reads what tables join, which stands behind the document.
func (w *wirePartial) fill(p *Partial, r io.Reader) error {
	var sum int64
	for i := range w.Datasets {
		for k := range w.Datasets[i].Tables {
			for _, j := range w.Datasets[i].Tables[k].Joined {
				if j.Bytes < 0 || j.Bytes > mostBehind-sum {
					return errors.New("the rows joined have no length that can be")
				}
				sum += j.Bytes
				var b bytes.Buffer // grows with what is there, not with what is said to be
				if _, err := io.CopyN(&b, r, j.Bytes); err != nil {
					return fmt.Errorf("the rows joined are cut short: %w", err)
				}
				if j.Bytes > 0 {
					p.Datasets[i].Tables[k].Joined[j.ID].Data = b.Bytes()
				}
			}
		}
	}
	if n, err := io.CopyN(io.Discard, r, 1); n > 0 || err != io.EOF {
		return errors.New("there is more in it than it says")
	}
	return nil
}

// cost estimates from above the memory that a JSON document takes when it is decoded: a
// few bytes of it may stand for a large structure.
func cost(document []byte) int64 {
	var sum int64
	quoted := false
	for i := 0; i < len(document); i++ {
		switch c := document[i]; {
		case c == '"':
			quoted = !quoted
		case quoted && c == '\\':
			i++
		case quoted:
		case c == '{':
			sum += 512
		case c == '[', c == ',':
			sum += 32
		}
	}
	return sum + int64(len(document))
}
