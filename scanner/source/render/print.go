package render

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// printTime bounds the printing of one document.
const printTime = 2 * time.Minute

// Print prints an HTML document of our own with the browser at a path, which Find gave,
// and returns the PDF file: tagged, with an outline of its heads, its page as its style
// sheet sets it, without head and foot lines of the browser. The document is handed over in
// memory and can reach no network. Two runs give files that differ in their dates.
func Print(ctx context.Context, path string, html []byte) (pdf []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, printTime)
	defer cancel()
	dir, err := os.MkdirTemp("", "leadlint-print-") // 0700
	if err != nil {
		return nil, fmt.Errorf("make a folder for the browser: %w", err)
	}
	defer func() {
		if gone := remove(dir); gone != nil && err == nil {
			err = fmt.Errorf("remove the folder of the browser: %w", gone)
		}
	}()
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("make a folder for the browser: %w", err)
	}
	o, err := Options{Path: path, Guard: nowhere}.withDefaults()
	if err != nil {
		return nil, err
	}
	until, _ := ctx.Deadline()
	way, err := newProxy(&o, until)
	if err != nil {
		return nil, fmt.Errorf("start the browser: %w", err)
	}
	defer func() { _ = way.close() }() // the listener alone can fail to close, and it ends with us
	tab, stop := start(ctx, &o, way, dir)
	defer stop()
	if pdf, err = printed(tab, html); err != nil {
		return nil, fmt.Errorf("print with the browser %q: %w", path, err)
	}
	return pdf, nil
}

// nowhere lets nothing be visited.
func nowhere(context.Context, string, string) (net.Conn, error) {
	return nil, errors.New("a document that is printed reaches no network")
}

// printed shows the document and takes the file.
func printed(tab context.Context, html []byte) ([]byte, error) {
	if err := chromedp.Do(tab); err != nil {
		return nil, err
	}
	tree, err := chromedp.Call(tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	content := page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: string(html)}
	if _, err := chromedp.Call(tab, page.SetDocumentContent, content); err != nil {
		return nil, err
	}
	yes := true
	res, err := chromedp.Call(tab, page.PrintToPDF, page.PrintToPDFParams{
		PrintBackground: &yes, PreferCSSPageSize: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes,
		PaperWidth: 8.27, PaperHeight: 11.69, // A4
	})
	if err != nil {
		return nil, err
	}
	return res.Data, nil
}
