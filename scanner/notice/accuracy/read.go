package accuracy

import (
	"context"
	"fmt"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/items"
	"leadlint/scanner/notice/language"
)

// ByLanguage gives a reader of notices whose language is known, without looking for
// it: for work on one language's table.
func ByLanguage(r *items.Reader) Read {
	return func(ctx context.Context, name, lang string, data []byte) (*items.Result, error) {
		doc, err := document.Read(ctx, name, data, document.Options{})
		if err != nil {
			return nil, fmt.Errorf("read a notice: %w", err)
		}
		langs := make([]string, len(doc.Blocks))
		for i := range langs {
			langs[i] = lang
		}
		return r.Read(doc, langs, false)
	}
}

// ByText gives a reader that finds out the language of each part, as an audit does.
func ByText(r *items.Reader, d *language.Detector) Read {
	return func(ctx context.Context, name, _ string, data []byte) (*items.Result, error) {
		doc, err := document.Read(ctx, name, data, document.Options{})
		if err != nil {
			return nil, fmt.Errorf("read a notice: %w", err)
		}
		parts := make([]language.Part, len(doc.Blocks))
		for i := range doc.Blocks {
			if !doc.Blocks[i].Aside {
				parts[i] = language.Part{Text: doc.Blocks[i].Text, Declared: doc.Blocks[i].Lang}
			}
		}
		return r.Read(doc, d.Document(parts).Parts, false)
	}
}
