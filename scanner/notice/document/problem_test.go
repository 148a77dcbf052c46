package document

import (
	"context"
	"strings"
	"testing"
)

func TestProblems(t *testing.T) {
	long := strings.Repeat("We process the contact data of companies. ", 60)
	cases := []struct {
		name, file, data string
		want             Problem
	}{
		{"nothing", "a.html", "", Empty},
		{"blanks", "a.txt", " \n\n ", Empty},
		{"empty page", "a.html", "<html><body></body></html>", Empty},
		{"image", "a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Binary},
		{"bytes named as page", "a.html", "\x00\x01\x02\x03\x00\x05", Binary},
		{"missing page", "a.html", "<html><title>404</title><body><h1>Oops</h1></body></html>", NotFoundPage},
		{"missing page by heading", "a.html", "<html><h1>Seite nicht gefunden</h1><p>Bitte gehen Sie zur Startseite.</p>", NotFoundPage},
		{"missing page in text", "a.txt", "Página no encontrada\n\nVuelva al inicio.", NotFoundPage},
		{"missing page in Greek", "a.md", "# Η σελίδα δεν βρέθηκε\n", NotFoundPage},
		{"a notice that mentions one", "a.html", "<html><p>" + long + "<p>If a page is not found, tell us. Page not found errors are logged.", ""},
		{"script application", "a.html", `<html><body><div id="root"></div><script src=a.js></script>`, ScriptOnly},
		{"script asked for", "a.html", `<html><body><p>You need to enable JavaScript to run this app.</p>`, ScriptOnly},
		{"script asked for in noscript", "a.html", `<html><body><noscript>Bitte aktivieren Sie JavaScript: JavaScript aktivieren</noscript><div class=x></div><script></script>`, ScriptOnly},
		{"a notice beside a script root", "a.html", `<html><body><div id="root"><p>` + long + `</p></div><script></script>`, ""},
		{"banner alone", "a.html", `<html><body><div class="cookie-banner"><p>We use cookies to improve this site.</p><button>Accept all</button></div>`, CookieBannerOnly},
		{"banner without markup", "a.txt", "This site uses cookies. Some cookies are needed.\n\nAccept all   Reject", CookieBannerOnly},
		{"short notice on cookies", "a.txt", "Cookies. The controller is Acorn Ltd. We set two cookies; you may accept them or not.", ""},
		{"sound", "a.html", "<html><p>" + long, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if d := read(t, c.file, c.data); d.Problem != c.want {
				t.Errorf("got %q, want %q (%v)", d.Problem, c.want, sketch(d))
			}
		})
	}
}

func TestSniff(t *testing.T) {
	cases := []struct{ name, head, want string }{
		{"a.html", "<!DOCTYPE html>", FormatHTML},
		{"a.php", "<!-- x -->\n<html>", FormatHTML},
		{"a", "<div><p>x</p></div>", FormatHTML},
		{"a.xhtml", "<?xml version=\"1.0\"?>\n<html>", FormatHTML},
		{"a.txt", "# One\n\n## Two\n", FormatMarkdown},
		{"a.txt", "Plain <b>text", FormatText},
		{"a.md", "text", FormatMarkdown},
		{"a.bin", "%PDF-1.7\n", FormatPDF},
		{"a.pdf", "\x00\x01\x02", FormatPDF},
		{"a.zip", "PK\x03\x04.......[Content_Types].xml word/document.xml", FormatDOCX},
		{"a.zip", "PK\x03\x04.......other", ""},
		{"a.msg", "Received: by x\nFrom: a@b.example\nTo: c\n\nHi", FormatEML},
		{"a.txt", "From: here to there\nnothing else", FormatText},
		{"a.csv", "email,name\n", ""},
		{"a.json", "{}", ""},
		{"a.js", "var a = '<html>'", ""},
		{"a.txt", "\x00\x01", ""},
		{"a.txt", wide("Some wide text here"), FormatText},
		{"", "Text", FormatText},
	}
	for _, c := range cases {
		if got := Sniff(c.name, []byte(c.head)); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.name, c.head, got, c.want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	if _, err := Read(context.Background(), "", nil, Options{}); err == nil {
		t.Error("got no error for nothing at all")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, name := range []string{"a.html", "a.md", "a.txt", "a.pdf", "a.docx", "a.eml"} {
		if _, err := Read(ctx, name, []byte("x"), Options{}); err == nil {
			t.Errorf("%s: got no error from a context that is done", name)
		}
	}
}

func TestLimits(t *testing.T) {
	text := strings.Repeat("One paragraph.\n\n", 1000)
	d, err := Read(context.Background(), "a.txt", []byte(text), Options{MaxBytes: 160})
	if err != nil || !d.Truncated || len(d.Blocks) != 10 {
		t.Errorf("bytes: got %d blocks, truncated %v, error %v; want 10, true", len(d.Blocks), d.Truncated, err)
	}
	for _, name := range []string{"a.txt", "a.md"} {
		d, err = Read(context.Background(), name, []byte(text), Options{MaxBlocks: 7})
		if err != nil || !d.Truncated || len(d.Blocks) != 7 {
			t.Errorf("%s: got %d blocks, truncated %v, error %v; want 7, true", name, len(d.Blocks), d.Truncated, err)
		}
	}
	d, err = Read(context.Background(), "a.txt", []byte("x"), Options{})
	if err != nil || d.Truncated || d.Words() != 1 {
		t.Errorf("got truncated %v, %d words, error %v", d.Truncated, d.Words(), err)
	}
}
