package reports_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gmtext "github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"leadlint/reports"
)

// failer is what both testing.T and rapid.T are.
type failer interface {
	Helper()
	Error(args ...any)
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// inspect holds a file against the rules for its kind, which is that of its extension.
func inspect(t failer, f reports.Format, data []byte) {
	t.Helper()
	if len(data) == 0 {
		t.Error("nothing was written")
	}
	switch f.Extension {
	case ".xlsx", ".docx":
		inspectPacked(t, data)
		return
	case ".pdf":
		inspectPDF(t, data)
		return
	}
	inspectText(t, data)
	switch f.Extension {
	case ".jsonl":
		for line := range bytes.Lines(data) {
			inspectJSON(t, line)
		}
	case ".json", ".jsonld", ".sarif":
		inspectJSON(t, data)
	case ".xml":
		inspectXML(t, data)
	case ".html":
		inspectHTML(t, data)
	case ".csv":
		inspectCSV(t, data)
	case ".md":
		inspectMarkdown(t, data)
	case ".txt":
		if f.Name == "github" {
			inspectCommands(t, data)
		}
	default:
		t.Errorf("nothing is known of files %s: say here what they must not hold", f.Extension)
	}
}

func inspectJSON(t failer, data []byte) {
	t.Helper()
	if !json.Valid(data) {
		t.Errorf("not JSON: %.100q", data)
	}
}

// inspectText: UTF-8, and nothing in it that acts on a terminal or turns the order of
// reading.
func inspectText(t failer, data []byte) {
	t.Helper()
	if !utf8.Valid(data) {
		t.Error("not UTF-8")
	}
	for i, r := range strings.TrimPrefix(string(data), "\ufeff") {
		switch {
		case r == '\n', r == '\r' && i+1 < len(data):
		case r < 0x20, r >= 0x7f && r <= 0x9f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x61c, r == 0x200e, r == 0x200f:
			t.Fatalf("the character %U after %.60q", r, string(data[max(0, i-60):i]))
		}
	}
	if bytes.Contains(bytes.ReplaceAll(data, []byte("\r\n"), nil), []byte("\r")) {
		t.Error("a carriage return that ends no line")
	}
}

// inspectXML: well-formed to its end, without a document type.
func inspectXML(t failer, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		if _, ok := token.(xml.Directive); ok {
			t.Error("a document type or entity is declared")
		}
	}
}

// cited says whether an address is one that the program itself cites, not one of an input.
func cited(address string) bool {
	return strings.HasPrefix(address, "https://") && !strings.Contains(address, "evil")
}

// inspectHTML: no element or attribute that acts, nothing that is fetched.
func inspectHTML(t failer, data []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]string{"script", "iframe", "img", "object", "embed", "form", "input", "base", "video", "audio", "foreignobject", "template"}, n.Data) {
			t.Errorf("there is a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch key := strings.ToLower(a.Key); {
			case strings.HasPrefix(key, "on"):
				t.Errorf("<%s> has %s", n.Data, key)
			case key == "src", key == "srcset", key == "action", key == "formaction", key == "data", key == "poster", key == "background":
				t.Errorf("<%s> fetches %.60q", n.Data, value)
			case key == "href" && n.Data != "a" && n.Data != "use" || key == "href" && !strings.HasPrefix(value, "#") && !cited(value):
				t.Errorf("<%s> leads to %.60q", n.Data, value)
			case key == "style" && strings.Contains(value, "url("):
				t.Errorf("<%s> fetches by its style", n.Data)
			case key == "http-equiv" && value == "refresh":
				t.Error("the page leads away by itself")
			}
		}
		if n.Data == "style" && n.FirstChild != nil && strings.Contains(n.FirstChild.Data, "evil") {
			t.Error("a text became style")
		}
	}
}

// inspectCSV: readable, and no cell that runs, whichever separator is expected.
func inspectCSV(t failer, data []byte) {
	t.Helper()
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for _, comma := range ",;\t|" {
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, v := range row {
				if runs(v) {
					t.Errorf("with %q a cell is %.60q", comma, v)
				}
			}
		}
	}
}

// runs says whether a spreadsheet would take a cell for a formula.
func runs(v string) bool {
	v = strings.TrimLeft(v, " \"\u00a0\u202f")
	if v == "" {
		return false
	}
	return strings.ContainsRune("=@+-\t\r", rune(v[0]))
}

// command is a workflow command that nothing of a report has broken.
var command = regexp.MustCompile(`^::(error|warning|notice)( [a-zA-Z]+=[^:,\r\n]*(,[a-zA-Z]+=[^:,\r\n]*)*)?::[^\r\n]*$`)

func inspectCommands(t failer, data []byte) {
	t.Helper()
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if !command.MatchString(line) {
			t.Errorf("not one command: %.200q", line)
		}
		// What the runner makes of it: %0A and %0D would end the message, and no text has
		// any left.
		if strings.Contains(line, "%0A") || strings.Contains(line, "%0D") {
			t.Errorf("a message of two lines: %.200q", line)
		}
	}
}

// inspectMarkdown: no HTML, picture or link that the writer did not make.
func inspectMarkdown(t failer, data []byte) {
	t.Helper()
	root := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(gmtext.NewReader(data))
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML:
			if tag := string(n.Segments.Value(data)); !slices.Contains([]string{"<br>", "<sub>", "</sub>"}, tag) {
				t.Errorf("HTML: %.80q", tag)
			}
		case *ast.HTMLBlock:
			t.Errorf("HTML: %.80q", n.Lines().Value(data))
		case *ast.Image:
			t.Errorf("a picture: %.80q", n.Destination)
		case *ast.Link:
			if to := string(n.Destination); !strings.HasPrefix(to, "#") && !cited(to) {
				t.Errorf("a link to %.80q", to)
			}
		case *ast.AutoLink:
			if to := string(n.URL(data)); !cited(to) {
				t.Errorf("a link to %.80q", to)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// inspectPacked: every part is well-formed, none holds a formula, program or picture from
// elsewhere, and no relation leads out but the citations'.
func inspectPacked(t failer, data []byte) {
	t.Helper()
	for name, part := range unpacked(t, data) {
		if ext := path.Ext(name); ext == ".xml" || ext == ".rels" {
			inspectXML(t, part)
			inspectText(t, bytes.ReplaceAll(part, []byte("&#xD;"), nil))
		} else {
			t.Errorf("a part that is no XML: %s", name)
		}
		for _, bad := range []string{"<f>", "<f ", "vbaProject", "oleObject", "<!DOCTYPE", "INCLUDEPICTURE", "DDEAUTO"} {
			if bytes.Contains(part, []byte(bad)) {
				t.Errorf("%s holds %s", name, bad)
			}
		}
		for _, target := range regexp.MustCompile(`Target="([^"]*)"[^>]*TargetMode="External"`).FindAllSubmatch(part, -1) {
			if !cited(string(target[1])) {
				t.Errorf("%s leads to %.80q", name, target[1])
			}
		}
	}
}

func unpacked(t failer, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// inspectPDF: nothing that acts, and no link but to citations.
func inspectPDF(t failer, data []byte) {
	t.Helper()
	for _, bad := range []string{"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/SubmitForm", "/GoToR", "/AA"} {
		if regexp.MustCompile(regexp.QuoteMeta(bad) + `[ /<(\[]`).Match(outsideStreams(data)) {
			t.Errorf("there is a %s", bad)
		}
	}
	for _, to := range regexp.MustCompile(`/URI \(([^)]*)\)`).FindAllSubmatch(data, -1) {
		if !cited(string(to[1])) {
			t.Errorf("a link to %.80q", to[1])
		}
	}
}

// outsideStreams gives a PDF without the packed contents of its streams.
func outsideStreams(data []byte) []byte {
	return regexp.MustCompile(`(?s)\nstream\r?\n.*?\nendstream`).ReplaceAll(data, nil)
}
