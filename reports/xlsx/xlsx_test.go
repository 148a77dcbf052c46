package xlsx_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/reports/xlsx"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

func write(t *testing.T, r *finding.Report, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, r, view.Options{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// shown gives the sheets as a spreadsheet shows them, cells parted by tabs.
func shown(t *testing.T, data []byte) []byte {
	t.Helper()
	f := open(t, data)
	var b bytes.Buffer
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s\n", name)
		for _, row := range rows {
			fmt.Fprintln(&b, strings.TrimRight(strings.Join(row, "\t"), "\t"))
		}
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for name, data := range map[string][]byte{
		"living.en": write(t, specimen.Living(), "en"), "living.fr": write(t, specimen.Living(), "fr"),
		"incomplete.en": write(t, specimen.Incomplete(), "en"), "sampled.fr": write(t, specimen.Sampled(), "fr"), "code.fr": write(t, specimen.Code(), "fr"),
	} {
		got, path := shown(t, data), filepath.Join("..", "testdata", name+".xlsx.txt")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what is written now; look at the difference after -update", path)
		}
	}
}

func TestSameBytes(t *testing.T) {
	first := write(t, specimen.Living(), "en")
	for range 5 {
		if !bytes.Equal(first, write(t, specimen.Living(), "en")) {
			t.Fatal("the same report is written in two ways")
		}
	}
	z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if y := f.Modified.Year(); y > 1980 {
			t.Errorf("%s has a time of %v", f.Name, f.Modified)
		}
	}
	props, err := open(t, first).GetDocProps()
	if err != nil || props.Created != "2026-01-05T00:00:00Z" || props.Modified != "2026-01-05T00:00:00Z" || !strings.HasPrefix(props.Title, "Audit of the enrichment") {
		t.Errorf("the file says of itself %+v (%v)", props, err)
	}
}

// TestIncompleteIsFirst: that something was not read is the first thing on the first sheet.
func TestIncompleteIsFirst(t *testing.T) {
	f := open(t, write(t, specimen.Incomplete(), "en"))
	if name := f.GetSheetName(0); name != "Summary" {
		t.Errorf("the first sheet is %q", name)
	}
	for cell, want := range map[string]string{"A2": "Incomplete", "A3": "archive.parquet"} {
		if got, err := f.GetCellValue("Summary", cell); err != nil || got != want {
			t.Errorf("%s: got %q, want %q (%v)", cell, got, want, err)
		}
	}
}

// TestTypes: numbers are numbers and days days, so that they sort; the heads stay and are
// filtered by.
func TestTypes(t *testing.T) {
	data := write(t, specimen.Living(), "fr")
	sheets := parts(t, data, "xl/worksheets/")
	var findings string
	for _, s := range sheets {
		if strings.Contains(s, "VIS-01") && strings.Contains(s, `ref="$A$1:$AA`) {
			findings = s
		}
		if !strings.Contains(s, `state="frozen"`) {
			t.Error("the heads of a sheet scroll away")
		}
	}
	for _, want := range []string{"<autoFilter", `<v>1293660</v>`, `t="inlineStr"`} {
		if !strings.Contains(findings, want) {
			t.Errorf("the sheet of findings has no %s", want)
		}
	}
	f := open(t, data)
	if kind, err := f.GetCellType("Constats", "M2"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("the records in breach are of type %v (%v)", kind, err)
	}
	if due, err := f.GetCellValue("Constats", "T2"); err != nil || due != "2026-04-05" {
		t.Errorf("the day is shown as %q (%v)", due, err)
	}
}

// TestNoFormula: whatever a report holds, there is no formula, link or picture in the file.
func TestNoFormula(t *testing.T) {
	r := specimen.Living()
	specimen.Strings(r, func(s string) string { return "=cmd|'/C calc'!A0" + s })
	for name, data := range map[string][]byte{"formulas": write(t, r, "en"), "hostile": write(t, specimen.Hostile(), "en")} {
		for path, part := range parts(t, data, "") {
			if strings.Contains(part, "<f>") || strings.Contains(part, "<f ") || strings.Contains(part, "<hyperlink") || strings.Contains(part, "TargetMode=\"External\"") {
				t.Errorf("%s: %s has a formula or link", name, path)
			}
		}
		f := open(t, data)
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, v := range row {
					if strings.HasPrefix(v, "=") {
						t.Errorf("%s: %s holds %.40q", name, sheet, v)
					}
				}
			}
		}
	}
}

// parts gives the parts of a workbook below a folder.
func parts(t *testing.T, data []byte, below string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, below) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}
