package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
)

// collector keeps every row as text; several workers may share it.
type collector struct {
	mu   sync.Mutex
	rows map[int64]string
}

func (c *collector) Row(at dataset.Place, cells [][]byte) {
	text := make([]string, len(cells))
	for i, cell := range cells {
		text[i] = "∅"
		if cell != nil {
			text[i] = string(cell)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rows[at.Line] = strings.Join(text, "|")
}

// build makes a workbook by a function.
func build(t testing.TB, make func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := make(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// rowsOf sets rows of a sheet from A1 on.
func rowsOf(f *excelize.File, sheet string, rows ...[]any) error {
	for i, row := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	return nil
}

func scan(t testing.TB, table dataset.Table) (map[int64]string, dataset.Stats) {
	t.Helper()
	c := &collector{rows: map[int64]string{}}
	stats, err := table.Scan(context.Background(), []dataset.Sink{c, c})
	if err != nil {
		t.Fatal(err)
	}
	return c.rows, stats
}

func open(t testing.TB, data []byte) ([]dataset.Table, string, string) {
	t.Helper()
	tables, detail, issues, err := Open(blob.Bytes("in.xlsx", data))
	if err != nil {
		t.Fatal(err)
	}
	return tables, detail, fmt.Sprint(issues)
}

func TestCells(t *testing.T) {
	data := build(t, func(f *excelize.File) error {
		custom, euro := "dd/mm/yyyy", `#,##0 "days"`
		day, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		stamp, _ := f.NewStyle(&excelize.Style{NumFmt: 22})
		own, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &custom})
		clock, _ := f.NewStyle(&excelize.Style{NumFmt: 20})
		number, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &euro})
		for i, s := range []int{day, stamp, own, clock, number} {
			cell := fmt.Sprintf("%c3", 'B'+i)
			if err := f.SetCellStyle("Sheet1", cell, cell, s); err != nil {
				return err
			}
		}
		if err := rowsOf(f, "Sheet1", []any{"name", "day", "stamp", "own", "clock", "days", "phone", "flag", "range", "note"},
			nil, []any{"Ada é <x>", 45351, 45351.5, 45351, 0.5, 12, 33639980000.0, true, "nov-50", "two\nlines"}); err != nil {
			return err
		}
		if err := f.SetCellRichText("Sheet1", "A4", []excelize.RichTextRun{{Text: "rich"}, {Text: " text"}}); err != nil {
			return err
		}
		return f.SetCellValue("Sheet1", "G4", 3.36e10+0.5)
	})
	tables, detail, issues := open(t, data)
	if len(tables) != 1 || tables[0].Name() != "Sheet1" || !strings.Contains(detail, "header on row 1") || issues != "[]" {
		t.Fatalf("got %d tables, %q, %s", len(tables), detail, issues)
	}
	rows, stats := scan(t, tables[0])
	want := map[int64]string{
		3: "Ada é <x>|2024-02-29|2024-02-29T12:00:00|2024-02-29|12:00:00|12|33639980000|TRUE|nov-50|two\nlines",
		4: "rich text|∅|∅|∅|∅|∅|33600000000.5|∅|∅|∅",
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) || stats.Rows != 2 {
		t.Errorf("got %v\nwant %v", rows, want)
	}
}

func TestSheetsAndBanner(t *testing.T) {
	data := build(t, func(f *excelize.File) error {
		for _, name := range []string{"Hidden & odd", "Empty", "Only header"} {
			if _, err := f.NewSheet(name); err != nil {
				return err
			}
		}
		return errors.Join(
			rowsOf(f, "Sheet1", []any{"Leads of the spring fair"}, nil, []any{"", "exported", time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)},
				[]any{"id", "email", "country", "note"}, []any{1, "a@north.example", "FR"}, []any{2, "b@north.example", "DE", "x", "y"}),
			rowsOf(f, "Hidden & odd", []any{"a"}, []any{"1"}), rowsOf(f, "Only header", []any{"a", "b"}),
			f.SetSheetVisible("Hidden & odd", false), f.MergeCell("Sheet1", "A1", "D1"))
	})
	tables, detail, issues := open(t, data)
	if len(tables) != 3 || !strings.Contains(detail, `"Sheet1": header on row 4`) {
		t.Fatalf("got %d tables, %s", len(tables), detail)
	}
	if got := strings.Join(tables[0].Columns(), ","); got != "id,email,country,note," {
		t.Errorf("columns: got %q", got)
	}
	if rows, _ := scan(t, tables[0]); fmt.Sprint(rows) != fmt.Sprint(map[int64]string{5: "1|a@north.example|FR|∅|∅", 6: "2|b@north.example|DE|x|y"}) {
		t.Errorf("rows: got %v", rows)
	}
	if rows, _ := scan(t, tables[1]); rows[2] != "1" {
		t.Errorf("hidden sheet: got %v", rows)
	}
	for _, want := range []string{`"Hidden & odd" is hidden`, `"Empty" holds no cells`} {
		if !strings.Contains(issues, want) {
			t.Errorf("issues: got %s, want %s", issues, want)
		}
	}
}

func Test1904(t *testing.T) {
	data := build(t, func(f *excelize.File) error {
		on := true
		style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		return errors.Join(f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on}),
			rowsOf(f, "Sheet1", []any{"a", "b"}, []any{"x", 43889}), f.SetCellStyle("Sheet1", "B2", "B2", style))
	})
	tables, _, _ := open(t, data)
	if rows, _ := scan(t, tables[0]); rows[2] != "x|2024-02-29" {
		t.Errorf("got %v, want 2024-02-29", rows)
	}
}

func TestFormats(t *testing.T) {
	for code, want := range map[string]format{"dd/mm/yy": date, "General": plain, "0.00": plain, `0 "days"`: plain, "[$-409]mmm yy": date,
		"h:mm": clock, "[h]:mm": clock, "[Red]0": plain, `\d0`: plain, "yyyy-mm-dd hh:mm": date, "0;[red]d": plain, `"`: plain, "mm": plain} {
		if got := formatOfCode(code); got != want {
			t.Errorf("formatOfCode(%q) = %d, want %d", code, got, want)
		}
	}
}

// swap replaces or adds parts of a workbook.
func swap(t testing.TB, data []byte, parts map[string]string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		w, _ := z.Create(f.Name)
		if text, ok := parts[f.Name]; ok {
			_, _ = io.WriteString(w, text)
			continue
		}
		r, _ := f.Open()
		_, _ = io.Copy(w, r)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const sheet1 = "xl/worksheets/sheet1.xml"

func simple(t testing.TB) []byte {
	return build(t, func(f *excelize.File) error {
		return rowsOf(f, "Sheet1", []any{"name", "email"}, []any{"Ada", "a@north.example"})
	})
}

func TestForeignXML(t *testing.T) {
	for name, tt := range map[string]struct{ xml, want, issue string }{
		"prefixes, no references, CDATA": {`<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>h</x:t></x:is></x:c></x:row><!-- > --><x:row><x:c t='str'><x:v><![CDATA[a<b]]></x:v></x:c></x:row></x:sheetData></x:worksheet>`, "map[2:a<b]", ""},
		"phonetic and escapes":           {`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>h</t></is></c></row><row r="9"><c r="A9" t="inlineStr"><is><r><t>x_x0041_&amp;&#233;&bogus;</t></r><rPh><t>no</t></rPh></is></c></row></sheetData></worksheet>`, "map[9:xA&é&bogus;]", ""},
		"cut short":                      {`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c`, "map[2:2]", "damaged or cut short"},
		"bad shared index":               {`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>99999</v></c><c r="ZZZZZ2"><v>7</v></c></row></sheetData></worksheet>`, "map[]", ""},
		"wide late row":                  {`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>` + strings.Repeat(`<row><c><v>2</v></c></row>`, 40) + `<row r="99"><c r="A99"><v>2</v></c><c r="C99"><v>3</v></c></row></sheetData></worksheet>`, "", "to the right"},
	} {
		t.Run(name, func(t *testing.T) {
			tables, _, _ := open(t, swap(t, simple(t), map[string]string{sheet1: tt.xml}))
			rows, stats := scan(t, tables[0])
			if tt.want != "" && fmt.Sprint(rows) != tt.want {
				t.Errorf("got %v, want %s", rows, tt.want)
			}
			if told := fmt.Sprint(stats.Issues); !strings.Contains(told, tt.issue) || tt.issue == "" && told != "[]" {
				t.Errorf("issues: got %s, want %q", told, tt.issue)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	good := simple(t)
	locked := build(t, func(f *excelize.File) error { return nil })
	locked, err := excelize.Encrypt(locked, &excelize.Options{Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	bomb := strings.Repeat("<row><c><v>1</v></c></row>", 4<<20)
	lol := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"password":  {locked, "password"},
		"cut short": {good[:len(good)/2], "cut short"},
		"text":      {[]byte("name,email\n"), "zip archive"},
		"zip bomb":  {swap(t, good, map[string]string{sheet1: "<worksheet><sheetData>" + bomb}), "zip bomb"},
		"entities":  {swap(t, good, map[string]string{sheet1: lol}), "document type"},
		"UTF-16":    {swap(t, good, map[string]string{sheet1: "\xff\xfe<\x00"}), "UTF-8"},
		"styles":    {swap(t, good, map[string]string{"xl/styles.xml": "<<<"}), "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, _, err := Open(blob.Bytes("in.xlsx", tt.data)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// large makes a workbook of n rows.
func large(t testing.TB, n int) []byte {
	return build(t, func(f *excelize.File) error {
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			return err
		}
		head, row := make([]any, 10), make([]any, 10)
		for i := range head {
			head[i] = fmt.Sprintf("c%d", i)
		}
		for i := range n + 1 {
			for c := range row {
				row[c] = fmt.Sprintf("value %d of %d", c, i)
			}
			if i == 0 {
				row, head = head, row
			}
			if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
				return err
			}
			if i == 0 {
				row, head = head, row
			}
		}
		return w.Flush()
	})
}

func TestLargeStreamsWithoutTempFiles(t *testing.T) {
	data := large(t, 30_000)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	path := filepath.Join(t.TempDir(), "in.xlsx")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := blob.File(path, "in.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	tables, _, _, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	stats, err := tables[0].Scan(context.Background(), []dataset.Sink{nowhere{}})
	runtime.ReadMemStats(&after)
	if err != nil || stats.Rows != 30_000 || len(stats.Issues) > 0 {
		t.Errorf("got %d rows, %v, %v", stats.Rows, stats.Issues, err)
	}
	if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 8 {
		t.Errorf("allocated %d MiB in all", grown)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left %d temporary files", len(left))
	}
	if sum, _, err := b.Sum(); err != nil || sum != fmt.Sprintf("%x", sha256.Sum256(data)) {
		t.Errorf("the file or its sum changed: %v", err)
	}
	sample, err := tables[0].Sample(context.Background(), 20)
	if err != nil || len(sample) != 20 || string(sample[19][0]) != "value 0 of 4751" {
		t.Errorf("Sample: got %d rows, %v, last %q", len(sample), err, sample[len(sample)-1][0])
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tables[0].Scan(ctx, []dataset.Sink{nowhere{}}); err != context.Canceled {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

type nowhere struct{}

func (nowhere) Row(dataset.Place, [][]byte) {}

func BenchmarkScan(b *testing.B) {
	data := large(b, 30_000)
	for b.Loop() {
		tables, _, _ := open(b, data)
		if _, err := tables[0].Scan(context.Background(), []dataset.Sink{nowhere{}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*3e4/b.Elapsed().Seconds(), "rows/s")
}

func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>h&#233;</t></is></c></row><row><c s="1"><v>1E9</v></c></row></sheetData>`))
	f.Add([]byte(`<?x?><!-- --><a b='>'/><sheetData><row><c t="b"><v><![CDATA[1]]></v></c></row>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := &rows{book: &workbook{styles: []format{plain, date, clock}}, shared: &stringTable{}, x: newTokens(bytes.NewReader(data))}
		for range 1000 {
			if _, err := r.next(); err != nil {
				return
			}
		}
	})
}
