package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	maxPDFPages  = 1000
	maxPDFTime   = 2 * time.Minute // where the context sets no earlier end
	maxPDFMemory = 8192            // pages of 64 KiB that the PDF's interpreter may use
	maxPageChars = 200_000
	manyPages    = 25 // from here on compiling the reader first is quicker than interpreting it
)

var errManyPages = errors.New("too many pages for the interpreter")

// readPDF fills the document from a PDF. PDFium reads it, compiled to
// WebAssembly and run in a sandbox: without files, with bounded memory, ended
// with the context. A hostile file can break that run and nothing else.
func readPDF(ctx context.Context, doc *Document, data []byte, opt Options) error {
	run, cancel := context.WithTimeout(ctx, maxPDFTime)
	defer cancel()
	lines, err := pdfLines(run, doc, data, wazero.NewRuntimeConfigInterpreter(), manyPages)
	if errors.Is(err, errManyPages) {
		lines, err = pdfLines(run, doc, data, wazero.NewRuntimeConfig(), maxPDFPages)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		doc.Problem = Encrypted
		return nil
	case err != nil && len(lines) == 0:
		doc.Problem = Damaged
		return nil
	case err != nil:
		doc.Truncated = true
	}
	layOut(newBuilder(ctx, doc, opt, len(data)+1<<20), lines)
	if doc.Problem = textProblem(doc); doc.Problem == Empty || doc.Words() < 3*doc.Pages && doc.Words() < 20 {
		doc.Problem = NoText
	}
	return ctx.Err()
}

// pdfLines gives the lines of all pages in the order the file has them. What
// was read before an error is given with it; more pages than most are not begun.
func pdfLines(ctx context.Context, doc *Document, data []byte, rc wazero.RuntimeConfig, most int) (lines []pdfLine, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the PDF reader gave up: %T", r)
		}
	}()
	features := api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MaxTotal: 1, Stdout: io.Discard, Stderr: io.Discard, FSConfig: wazero.NewFSConfig(),
		RuntimeConfig: rc.WithCoreFeatures(features).WithCloseOnContextDone(true).WithMemoryLimitPages(maxPDFMemory),
	})
	if err != nil {
		return nil, fmt.Errorf("start the PDF reader: %w", err)
	}
	defer func() { _ = pool.Close() }()
	instance, err := pool.GetInstance(maxPDFTime)
	if err != nil {
		return nil, fmt.Errorf("start the PDF reader: %w", err)
	}
	defer func() { _ = instance.Kill() }()
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, fmt.Errorf("open the PDF: %w", err)
	}
	r := &pdfReader{pdf: instance, doc: opened.Document}
	return r.pages(ctx, doc, most)
}

type pdfReader struct {
	pdf pdfium.Pdfium
	doc references.FPDF_DOCUMENT
}

func (r *pdfReader) pages(ctx context.Context, doc *Document, most int) ([]pdfLine, error) {
	count, err := r.pdf.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.doc})
	if err != nil {
		return nil, fmt.Errorf("count the pages: %w", err)
	}
	if count.PageCount > most && most < maxPDFPages {
		return nil, errManyPages
	}
	doc.Pages = count.PageCount
	if title, err := r.pdf.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: r.doc, Tag: "Title"}); err == nil {
		doc.Title = clean(title.Value)
	}
	var lines []pdfLine
	var first error
	for i := range min(count.PageCount, maxPDFPages) {
		if ctx.Err() != nil {
			return lines, ctx.Err()
		}
		page, err := r.page(i)
		lines = append(lines, page...)
		if err != nil && first == nil {
			first = fmt.Errorf("read page %d: %w", i+1, err)
		}
	}
	if count.PageCount > maxPDFPages {
		doc.Truncated = true
	}
	return lines, first
}

func (r *pdfReader) page(index int) ([]pdfLine, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: r.doc, Index: index}}
	loaded, err := r.pdf.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, err
	}
	text := loaded.TextPage
	defer func() { _, _ = r.pdf.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text}) }()
	count, err := r.pdf.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil || count.Count <= 0 {
		return nil, err
	}
	chars, err := r.chars(text, min(count.Count, maxPageChars))
	if err != nil {
		return nil, err
	}
	return r.lines(text, chars, index+1)
}

// chars gives the page's characters by their index: in one call where every
// character has exactly one code point, else one by one.
func (r *pdfReader) chars(text references.FPDF_TEXTPAGE, n int) ([]rune, error) {
	all, err := r.pdf.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: text, Count: n})
	if err != nil {
		return nil, err
	}
	runes := []rune(all.Text)
	if len(runes) == n+1 && runes[n] == 0 {
		runes = runes[:n]
	}
	if len(runes) == n {
		return runes, nil
	}
	runes = make([]rune, n)
	for i := range runes {
		c, err := r.pdf.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return nil, err
		}
		runes[i] = rune(c.Unicode)
	}
	return runes, nil
}
