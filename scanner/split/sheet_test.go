package split

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/take"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// TestSheetTexts holds that a workbook gives back every text that was put into it, by our
// own reader and by another, whatever XML makes of it, as text and not as a formula.
func TestSheetTexts(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		sheet := rapid.SampledFrom([]string{"Leads", `A & "B" <C>`, "", "a/b:c", strings.Repeat("é", 40)}).Draw(t, "sheet")
		texts := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{"=1+1", " a ", "a\nb", "a\rb", "<&>\"'", "_x0041_", "_x00e9_ _x", "\x01\x1f", "00123", "\uFFFE", "é😀", "]]>"}),
			rapid.StringMatching(`[a-z0-9 =+_x&<>é]{1,20}`),
		), 1, 8).Draw(t, "texts")
		path := filepath.Join(folder, "a.xlsx")
		if err := os.WriteFile(path, sheetOf(t, sheet, texts), 0o600); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		for i, want := range texts {
			at, _ := excelize.CoordinatesToCellName(1, i+2)
			got, err := book.GetCellValue(sheetName(sheet), at)
			if err != nil || got != want {
				t.Fatalf("another reader: got %q and %v, want %q", got, err, want)
			}
			if f, _ := book.GetCellFormula(sheetName(sheet), at); f != "" {
				t.Fatalf("%q became the formula %q", want, f)
			}
		}
		if got := cellsOf(t, path); strings.Join(got, "\x00") != strings.Join(texts, "\x00") {
			t.Fatalf("got %q, want %q", got, texts)
		}
	})
}

// TestSheetStays holds that the same rows give the same bytes.
func TestSheetStays(t *testing.T) {
	if a, b := sheetOf(t, "Leads", []string{"x", "y"}), sheetOf(t, "Leads", []string{"x", "y"}); !bytes.Equal(a, b) {
		t.Error("two workbooks of the same rows differ")
	}
}

func TestLetters(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := letters(i); got != want {
			t.Errorf("%d: got %q, want %q", i, got, want)
		}
	}
}

// columned is a table with columns and nothing else.
type columned struct {
	dataset.Table
	columns []string
}

func (c columned) Columns() []string { return c.columns }

type fatal interface{ Fatal(...any) }

func sheetOf(t fatal, name string, texts []string) []byte {
	var out bytes.Buffer
	s := newSheet(&take.Table{Name: name, Source: columned{columns: []string{"Note"}}}, &out, false)
	err := s.head()
	for _, text := range texts {
		err = errors.Join(err, s.row(&take.Row{Cells: [][]byte{[]byte(text)}}, nil))
	}
	if err := errors.Join(err, s.end()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// cellsOf reads the first column as an audit does.
func cellsOf(t fatal, path string) []string {
	src, err := read.Open(context.Background(), path, nil, read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	rows, err := src.Tables[0].Sample(context.Background(), 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range rows {
		out = append(out, string(row[0]))
	}
	return out
}
