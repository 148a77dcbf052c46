package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"

	"leadlint/reports/decision"
	"leadlint/reports/docx"
)

// element is an element of a part, with names as they are written in it.
type element struct {
	name  string
	attrs map[string]string
	kids  []*element
	text  string
}

// all gives the element and everything below it, in the order of the text.
func (e *element) all() []*element {
	out := []*element{e}
	for _, k := range e.kids {
		out = append(out, k.all()...)
	}
	return out
}

func (e *element) named(name string) []*element {
	var out []*element
	for _, x := range e.all() {
		if x.name == name {
			out = append(out, x)
		}
	}
	return out
}

// said gives the text of an element's runs.
func (e *element) said() string {
	var b strings.Builder
	for _, t := range e.named("w:t") {
		b.WriteString(t.text)
	}
	return b.String()
}

func render(t testing.TB, d *decision.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Render(&b, d, "2026-01-05"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack gives the parts of a document by name; one that is not XML is an error.
func unpack(t testing.TB, data []byte) map[string]*element {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*element{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = parse(r); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		r.Close()
	}
	return out
}

func parse(r io.Reader) (*element, error) {
	d := xml.NewDecoder(r)
	root := &element{}
	stack := []*element{root}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return root.kids[0], nil
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: written(token.Name), attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[written(a.Name)] = a.Value
			}
			top.kids = append(top.kids, e)
			stack = append(stack, e)
		case xml.EndElement:
			if written(token.Name) != top.name {
				return nil, errors.New("unbalanced " + top.name)
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
}

func written(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// checkPackage says what would keep a program from opening the document.
func checkPackage(t testing.TB, parts map[string]*element) {
	t.Helper()
	typed := map[string]bool{}
	for _, o := range parts["[Content_Types].xml"].named("Override") {
		name := strings.TrimPrefix(o.attrs["PartName"], "/")
		typed[name] = true
		if parts[name] == nil {
			t.Errorf("a content type for %s, which is not there", name)
		}
	}
	for name := range parts {
		if !typed[name] && !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml" {
			t.Errorf("%s has no content type", name)
		}
	}
	ids := map[string]bool{}
	for name, p := range parts {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		for _, r := range p.named("Relationship") {
			if ids[name+r.attrs["Id"]] {
				t.Errorf("%s: relationship %s twice", name, r.attrs["Id"])
			}
			ids[name+r.attrs["Id"]] = true
			target := path.Join(path.Dir(path.Dir(name)), r.attrs["Target"])
			if r.attrs["TargetMode"] != "External" && parts[target] == nil {
				t.Errorf("%s leads to %s, which is not there", name, target)
			}
		}
	}
	for _, e := range parts["word/document.xml"].all() {
		if id := e.attrs["r:id"]; id != "" && !ids["word/_rels/document.xml.rels"+id] {
			t.Errorf("<%s> wants relationship %s, which is not there", e.name, id)
		}
	}
}

// checkStyles: what is used is defined.
func checkStyles(t testing.TB, parts map[string]*element) {
	t.Helper()
	defined := map[string]string{}
	for _, s := range parts["word/styles.xml"].named("w:style") {
		if defined[s.attrs["w:styleId"]] != "" {
			t.Errorf("style %s twice", s.attrs["w:styleId"])
		}
		defined[s.attrs["w:styleId"]] = s.attrs["w:type"]
	}
	kinds := map[string]string{"w:pStyle": "paragraph", "w:rStyle": "character", "w:tblStyle": "table", "w:next": "paragraph"}
	for name, p := range parts {
		for _, e := range p.all() {
			if kind := kinds[e.name]; kind != "" && defined[e.attrs["w:val"]] != kind {
				t.Errorf("%s: <%s> wants the %s style %q", name, e.name, kind, e.attrs["w:val"])
			}
			if e.name == "w:basedOn" && defined[e.attrs["w:val"]] == "" {
				t.Errorf("%s: a style is based on %q", name, e.attrs["w:val"])
			}
		}
	}
	lists := map[string]bool{}
	for _, n := range parts["word/numbering.xml"].named("w:num") {
		lists[n.attrs["w:numId"]] = true
	}
	for _, n := range parts["word/document.xml"].named("w:numId") {
		if !lists[n.attrs["w:val"]] {
			t.Errorf("list %s is not defined", n.attrs["w:val"])
		}
	}
}

// checkMarks: bookmarks are unique, closed, and named as Word wants; links find theirs.
func checkMarks(t testing.TB, main *element) {
	t.Helper()
	open, names, ids := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range main.all() {
		switch e.name {
		case "w:bookmarkStart":
			name, id := e.attrs["w:name"], e.attrs["w:id"]
			if names[strings.ToLower(name)] || ids[id] {
				t.Errorf("bookmark %s (%s) twice", name, id)
			}
			if len(name) > 40 || strings.ContainsFunc(name, func(r rune) bool { return r > 'z' || r == '-' || r == ' ' }) {
				t.Errorf("Word takes no bookmark %q", name)
			}
			names[strings.ToLower(name)], ids[id], open[id] = true, true, true
		case "w:bookmarkEnd":
			if !open[e.attrs["w:id"]] {
				t.Errorf("bookmark %s ends before it begins", e.attrs["w:id"])
			}
			delete(open, e.attrs["w:id"])
		}
	}
	if len(open) > 0 {
		t.Errorf("%d bookmarks do not end", len(open))
	}
	for _, e := range main.named("w:hyperlink") {
		if a := e.attrs["w:anchor"]; a != "" && !names[strings.ToLower(a)] {
			t.Errorf("a link leads to bookmark %q, which is not there", a)
		}
	}
}
