package scanner

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"leadlint/scanner/source/fetch"
)

// Bounds of the style sheets that are read for a page's forms.
const (
	maxSheet  = 2 << 20 // bytes of one
	maxSheets = 12
)

// sheetsBeside gives the style sheets that were saved with a page, by addresses
// relative to its file. What lies above the file's folder is not read.
func sheetsBeside(path string) func(href string) ([]byte, bool) {
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil
	}
	return func(href string) ([]byte, bool) {
		u, err := url.Parse(href)
		if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
			return nil, false
		}
		f, err := root.Open(filepath.FromSlash(u.Path))
		if err != nil {
			return nil, false
		}
		defer f.Close()
		css, err := io.ReadAll(io.LimitReader(f, maxSheet+1))
		return css, err == nil && len(css) <= maxSheet
	}
}

// sheetsAt fetches the style sheets of a page at an address.
func sheetsAt(ctx context.Context, f *fetch.Fetcher, page string) func(href string) ([]byte, bool) {
	base, err := url.Parse(page)
	if err != nil {
		return nil
	}
	n := 0
	return func(href string) ([]byte, bool) {
		u, err := base.Parse(href)
		if n++; err != nil || n > maxSheets {
			return nil, false
		}
		p := f.Get(ctx, u.String())
		return p.Body, p.Err == nil && p.Status == http.StatusOK && p.Body != nil && !p.Truncated
	}
}
