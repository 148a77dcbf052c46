package pdf_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"leadlint/reports/decision"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/l10n"
	"leadlint/reports/pdf"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func write(t testing.TB, r *finding.Report, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.Write(&b, r, view.Options{Lang: lang}); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.Bytes()
}

func specimens() map[string]*finding.Report {
	return map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "living": specimen.Living(), "code": specimen.Code(), "hostile": specimen.Hostile(),
	}
}

func TestSameBytes(t *testing.T) {
	for name, r := range specimens() {
		for _, lang := range []string{"en", "fr"} {
			if !bytes.Equal(write(t, r, lang), write(t, r, lang)) {
				t.Errorf("%s.%s: the same report gave other bytes", name, lang)
			}
		}
	}
}

// reader reads PDF files with PDFium.
type reader struct {
	pdf pdfium.Pdfium
	t   *testing.T
}

func newReader(t *testing.T) *reader {
	t.Helper()
	features := api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling
	pool, err := webassembly.Init(webassembly.Config{
		Context: t.Context(), MaxTotal: 1, Stdout: io.Discard, Stderr: io.Discard, FSConfig: wazero.NewFSConfig(),
		RuntimeConfig: wazero.NewRuntimeConfig().WithCoreFeatures(features),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	instance, err := pool.GetInstance(time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = instance.Kill() })
	return &reader{instance, t}
}

func (r *reader) open(data []byte) references.FPDF_DOCUMENT {
	r.t.Helper()
	opened, err := r.pdf.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		r.t.Fatalf("open: %v", err)
	}
	return opened.Document
}

// pages gives the text of each page without its white space.
func (r *reader) pages(doc references.FPDF_DOCUMENT) []string {
	r.t.Helper()
	count, err := r.pdf.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
	if err != nil {
		r.t.Fatal(err)
	}
	var out []string
	for i := range count.PageCount {
		text, err := r.pdf.GetPageText(&requests.GetPageText{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}})
		if err != nil {
			r.t.Fatalf("page %d: %v", i+1, err)
		}
		out = append(out, bare(text.Text))
	}
	return out
}

// bare leaves out white space and what no page shows.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

func text(runs []decision.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// TestAsItIsRead reads what was written with PDFium, which takes seconds to start.
func TestAsItIsRead(t *testing.T) {
	read := newReader(t)
	t.Run("everything is there", read.everything)
	t.Run("incomplete is said first and last", read.incomplete)
	t.Run("outline leads to the heads", read.outline)
	t.Run("properties", read.properties)
}

func (read *reader) everything(t *testing.T) {
	for _, name := range []string{"breaching", "living", "code"} {
		for _, lang := range []string{"en", "fr"} {
			t.Run(name+"."+lang, func(t *testing.T) {
				r := specimens()[name]
				all := strings.Join(read.pages(read.open(write(t, r, lang))), "")
				has := func(what, s string) {
					if !strings.Contains(all, bare(s)) {
						t.Errorf("the %s %q is not in the text", what, s)
					}
				}
				d := decision.New(l10n.New(lang), view.New(r))
				results, orders := 0, 0
				d.Walk(func(s *decision.Section, _ int) {
					has("head", s.Title)
					if s.Role == decision.Result {
						results++
					}
					for _, b := range s.Blocks {
						if l, ok := b.(*decision.List); ok && l.Operative {
							for _, item := range l.Items {
								orders++
								has("order", text(item.Runs))
							}
						}
					}
				})
				for _, p := range d.Head {
					has("head", text(p.Text))
				}
				if fired := len(view.New(r).Fired()); results != fired || orders == 0 {
					t.Errorf("got %d findings and %d orders, want %d findings and some orders", results, orders, fired)
				}
			})
		}
	}
}

func (read *reader) incomplete(t *testing.T) {
	many := specimen.Incomplete()
	for range 60 {
		many.Coverage.Issues = append(many.Coverage.Issues, many.Coverage.Issues[0])
	}
	for name, r := range map[string]*finding.Report{"one": specimen.Incomplete(), "many": many} {
		for _, lang := range []string{"en", "fr"} {
			pages := read.pages(read.open(write(t, r, lang)))
			title := bare(l10n.New(lang).T("incomplete.title"))
			if !strings.Contains(pages[0], title) || !strings.Contains(pages[len(pages)-1], title) {
				t.Errorf("%s.%s: the first and the last page have to say that the audit is incomplete", name, lang)
			}
		}
	}
	for _, page := range read.pages(read.open(write(t, specimen.Breaching(), "en"))) {
		if strings.Contains(page, bare(l10n.New("en").T("incomplete.title"))) {
			t.Error("a complete audit is said to be incomplete")
		}
	}
}

func (read *reader) outline(t *testing.T) {
	doc := read.open(write(t, specimen.Breaching(), "fr"))
	pages := read.pages(doc)
	marks, err := read.pdf.GetBookmarks(&requests.GetBookmarks{Document: doc})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	var walk func(list []responses.GetBookmarksBookmark)
	walk = func(list []responses.GetBookmarksBookmark) {
		for _, b := range list {
			n++
			if b.DestInfo == nil || !strings.Contains(pages[b.DestInfo.PageIndex], bare(b.Title)) {
				t.Errorf("the bookmark %q leads to %+v, where no such head stands", b.Title, b.DestInfo)
				continue
			}
			walk(b.Children)
		}
	}
	walk(marks.Bookmarks)
	heads, top := 0, 0
	d := decision.New(l10n.New("fr"), view.New(specimen.Breaching()))
	d.Walk(func(s *decision.Section, depth int) {
		if s.Role != decision.Move {
			heads++
		}
		if depth == 1 {
			top++
		}
	})
	if n != heads || len(marks.Bookmarks) != top {
		t.Errorf("the outline has %d entries, %d of them at the top, want %d and %d", n, len(marks.Bookmarks), heads, top)
	}
}

func (read *reader) properties(t *testing.T) {
	r := specimen.Breaching()
	data := write(t, r, "fr")
	doc := read.open(data)
	for tag, want := range map[string]string{"Title": r.Controller.Title, "Author": "leadlint 0.1.0", "CreationDate": "D:20260105000000", "ModDate": "D:20260105000000"} {
		got, err := read.pdf.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc, Tag: tag})
		if err != nil || got.Value != want {
			t.Errorf("%s is %v (%v), want %q", tag, got, err, want)
		}
	}
	if !bytes.Contains(data, []byte("/Lang (fr)")) {
		t.Error("the file does not say that it is French")
	}
	r.Now = "not a day"
	if !bytes.Equal(write(t, r, "en"), write(t, r, "en")) {
		t.Error("without a day the bytes vary")
	}
}

func TestNoActionNorRemoteFile(t *testing.T) {
	for name, r := range specimens() {
		data := write(t, r, "en")
		for _, bad := range []string{"/JavaScript", "/Launch", "/SubmitForm", "/GoToR", "(javascript:", "/EmbeddedFile "} {
			if bytes.Contains(data, []byte(bad)) {
				t.Errorf("%s: the file holds %q", name, bad)
			}
		}
	}
}

func BenchmarkWrite300Findings(b *testing.B) {
	r := specimen.Large(300)
	for b.Loop() {
		write(b, r, "en")
	}
}
