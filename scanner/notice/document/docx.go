package document

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// docxFile is the part of a DOCX archive that is read here.
type docxFile struct {
	parts map[string]*zip.File
	left  int64 // bytes that may still be unpacked
	more  bool  // a part was cut off
}

// readDOCX fills the document from a Word file.
func readDOCX(ctx context.Context, doc *Document, data []byte, opt Options) error {
	if bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		doc.Problem = Damaged
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			doc.Problem = Encrypted
		}
		return nil
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		doc.Problem = Damaged
		return nil
	}
	f := &docxFile{parts: map[string]*zip.File{}, left: 2 * int64(opt.MaxBytes)}
	for _, part := range archive.File {
		f.parts[strings.TrimPrefix(part.Name, "/")] = part
	}
	err = f.read(ctx, doc, opt)
	doc.Truncated = doc.Truncated || f.more
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if doc.Problem = textProblem(doc); err != nil && doc.Words() < 20 {
		doc.Problem = Damaged
	}
	return nil
}

var errNoBody = errors.New("no document part")

func (f *docxFile) read(ctx context.Context, doc *Document, opt Options) error {
	body := f.mainPart()
	if body == "" {
		return errNoBody
	}
	dir := path.Dir(body)
	styles, lang := f.styles(path.Join(dir, "styles.xml"))
	doc.Title, doc.Lang = f.core(lang)
	b := newBuilder(ctx, doc, opt, opt.MaxBytes)
	read := func(name string, aside bool) error {
		r := &docxReader{
			w: &walker{b: b, page: &pageSurvey{}}, styles: styles, aside: aside,
			targets: f.targets(path.Join(dir, "_rels", path.Base(name)+".rels")),
		}
		err := f.tokens(ctx, name, r.token)
		r.close()
		return err
	}
	err := read(body, false)
	for _, name := range f.extra(dir, "footnotes", "endnotes") {
		_ = read(name, false) // notes are extra: what can be read of them is kept
	}
	for _, name := range f.extra(dir, "header", "footer") {
		_ = read(name, true)
	}
	return err
}

// mainPart finds the part that holds the text.
func (f *docxFile) mainPart() string {
	if f.parts["word/document.xml"] != nil {
		return "word/document.xml"
	}
	found := ""
	_ = f.tokens(context.Background(), "[Content_Types].xml", func(t xml.Token) {
		if e, ok := t.(xml.StartElement); ok && strings.Contains(value(e, "ContentType"), "document.main+xml") && value(e, "PartName") != "" {
			found = strings.TrimPrefix(value(e, "PartName"), "/")
		}
	})
	if f.parts[found] == nil {
		return ""
	}
	return found
}

// extra lists the parts whose names begin so, in order of their names.
func (f *docxFile) extra(dir string, kinds ...string) []string {
	var out []string
	for name := range f.parts {
		for _, k := range kinds {
			if path.Dir(name) == dir && strings.HasPrefix(path.Base(name), k) && path.Ext(name) == ".xml" {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out[:min(len(out), 20)]
}

// tokens gives a part's XML token by token. A part that is not there has none.
func (f *docxFile) tokens(ctx context.Context, name string, use func(xml.Token)) error {
	part := f.parts[name]
	if part == nil {
		return nil
	}
	rc, err := part.Open()
	if err != nil {
		return err
	}
	defer func() { _ = rc.Close() }()
	limited := &io.LimitedReader{R: rc, N: f.left}
	defer func() {
		f.left = limited.N
		f.more = f.more || limited.N == 0
	}()
	d := xml.NewDecoder(&ctxReader{ctx: ctx, r: limited})
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		use(t)
	}
}

func value(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// targets reads the addresses of a part's hyperlinks.
func (f *docxFile) targets(name string) map[string]string {
	out := map[string]string{}
	_ = f.tokens(context.Background(), name, func(t xml.Token) {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && strings.HasSuffix(value(e, "Type"), "/hyperlink") {
			out[value(e, "Id")] = value(e, "Target")
		}
	})
	return out
}

// core reads title and language of the file's properties.
func (f *docxFile) core(lang string) (title, language string) {
	open := ""
	_ = f.tokens(context.Background(), "docProps/core.xml", func(t xml.Token) {
		switch t := t.(type) {
		case xml.StartElement:
			open = t.Name.Local
		case xml.EndElement:
			open = ""
		case xml.CharData:
			switch open {
			case "title":
				title = clean(string(t))
			case "language":
				language = primary(string(t))
			}
		}
	})
	if language == "" {
		language = lang
	}
	return title, language
}
