package reports_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/notice/document"
)

// content gives all text of a file, whatever it is packed in.
func content(t testing.TB, data []byte) string {
	t.Helper()
	switch {
	case bytes.HasPrefix(data, []byte("PK")):
		var b strings.Builder
		parts := unpacked(t, data)
		names := make([]string, 0, len(parts))
		for name := range parts {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			fmt.Fprintf(&b, "%s\n", parts[name])
		}
		return b.String()
	case bytes.HasPrefix(data, []byte("%PDF")):
		return textOfPDF(t, data)
	}
	return string(data)
}

// textOfPDF reads a PDF as notices are read.
func textOfPDF(t testing.TB, data []byte) string {
	t.Helper()
	doc, err := document.Read(t.Context(), "report.pdf", data, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Problem != "" {
		t.Fatalf("the PDF cannot be read: %s", doc.Problem)
	}
	var b strings.Builder
	for i := range doc.Blocks {
		fmt.Fprintln(&b, doc.Blocks[i].Text)
	}
	return b.String()
}
