package document

import (
	"context"
	"errors"
	"fmt"
)

// Read makes a document of an input. The name only helps to tell the format and
// appears in no result. What is wrong with the input is told as
// Document.Problem; the error is the context's, or says what the caller did
// wrong (no name and no data at all).
func Read(ctx context.Context, name string, data []byte, opt Options) (*Document, error) {
	if name == "" && data == nil {
		return nil, errors.New("nothing to read: give the document's name and its content")
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	opt = opt.withDefaults()
	doc := &Document{Format: Sniff(name, data)}
	if len(data) == 0 {
		doc.Problem = Empty
		return doc, nil
	}
	if len(data) > opt.MaxBytes {
		data, doc.Truncated = data[:opt.MaxBytes], true
	}
	if err := readAs(ctx, doc, data, opt); err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	promote(doc)
	return doc, nil
}

func readAs(ctx context.Context, doc *Document, data []byte, opt Options) error {
	switch doc.Format {
	case FormatHTML:
		return readHTML(ctx, doc, decode(data, "", true), opt)
	case FormatMarkdown:
		return readMarkdown(ctx, doc, decode(data, "", false), opt)
	case FormatText:
		return readText(ctx, doc, string(decode(data, "", false)), opt)
	case FormatDOCX:
		return readDOCX(ctx, doc, data, opt)
	case FormatPDF:
		return readPDF(ctx, doc, data, opt)
	case FormatEML:
		return readMail(ctx, doc, data, opt)
	}
	doc.Problem = Binary
	return nil
}
