package delimited

import (
	"bytes"

	"leadlint/scanner/dataset"
)

var (
	_ dataset.Ordered = (*table)(nil)
	_ dataset.Formed  = (*table)(nil)
)

// Ordered: the blocks are numbered.
func (t *table) Ordered() bool { return true }

// Form tells the dialect. Lines end as the first does.
func (t *table) Form() dataset.Form {
	f := dataset.Form{
		Charset: t.charset.Name, Mark: t.mark, Head: t.head,
		Header: -1, Delimiter: t.dialect.delimiter, Wrapped: t.dialect.wrapped, LineEnd: t.lineEnd,
	}
	if t.dialect.header != nil {
		f.Header = min(t.dialect.headerAt, len(t.head))
	}
	if f.Delimiter == noDelimiter {
		f.Delimiter = 0
	}
	return f
}

// lineEnd gives the end of the first line of a text.
func lineEnd(text []byte, end byte) string {
	if end == '\r' {
		return "\r"
	}
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
