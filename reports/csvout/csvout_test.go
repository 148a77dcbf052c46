package csvout_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadlint/reports/csvout"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

func write(t *testing.T, r *finding.Report, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := csvout.Write(&b, r, view.Options{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read gives the rows of a file by column.
func read(t *testing.T, data []byte, separator rune) []map[string]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(all[0], csvout.Columns()) {
		t.Fatalf("the heads are %q", all[0])
	}
	var out []map[string]string
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, v := range record {
			row[all[0][i]] = v
		}
		out = append(out, row)
	}
	return out
}

func TestGolden(t *testing.T) {
	for name, got := range map[string][]byte{
		"living.en": write(t, specimen.Living(), "en"), "living.fr": write(t, specimen.Living(), "fr"),
		"incomplete.en": write(t, specimen.Incomplete(), "en"), "code.en": write(t, specimen.Code(), "en"),
		"sampled.en": write(t, specimen.Sampled(), "en"),
	} {
		path := filepath.Join("..", "testdata", name+".csv")
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

func TestFrenchExcel(t *testing.T) {
	en, fr := write(t, specimen.Living(), "en"), write(t, specimen.Living(), "fr")
	if bytes.HasPrefix(en, []byte("\ufeff")) || !bytes.HasPrefix(fr, []byte("\ufeff")) {
		t.Error("the byte order mark belongs to the French file alone")
	}
	english, french := read(t, en, ','), read(t, bytes.TrimPrefix(fr, []byte("\ufeff")), ';')
	if len(english) != len(french) {
		t.Fatalf("%d rows in English, %d in French", len(english), len(french))
	}
	for i := range english {
		for _, column := range csvout.Columns() {
			worded := slices.Contains([]string{"title", "remedy", "evidence", "message"}, column)
			if !worded && english[i][column] != french[i][column] {
				t.Errorf("row %d: %s is %q in English and %q in French", i, column, english[i][column], french[i][column])
			}
		}
	}
	if bytes.Contains(bytes.ReplaceAll(en, []byte("\r\n"), nil), []byte("\n")) || !bytes.HasSuffix(en, []byte("\r\n")) {
		t.Error("a line does not end in CR LF")
	}
}

// TestRows: every finding, waiver and issue has its row, and the last says what was
// covered.
func TestRows(t *testing.T) {
	for name, r := range map[string]*finding.Report{"living": specimen.Living(), "code": specimen.Code(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			rows := read(t, write(t, r, "en"), ',')
			count := map[string]int{}
			for _, row := range rows {
				count[row["record"]]++
			}
			if count["finding"] != len(r.Findings) || count["waiver"] != len(r.Waivers) || count["issue"] != len(r.Coverage.Issues) || count["coverage"] != 1 {
				t.Errorf("got %v", count)
			}
			last := rows[len(rows)-1]
			want := map[bool]string{true: "complete", false: "incomplete"}[r.Coverage.Complete]
			if last["record"] != "coverage" || last["status"] != want {
				t.Errorf("the last row is %v", last)
			}
		})
	}
	rows := read(t, write(t, specimen.Living(), "en"), ',')
	if first := rows[0]; first["counts"] != "false" || first["waived_by"] != "head of data" || first["waived_until"] != "2026-03-31" || first["breach"] != "1293660" {
		t.Errorf("got %v", first)
	}
	if rows[1]["state"] != "same" || rows[1]["counts"] != "false" || rows[2]["counts"] != "true" {
		t.Errorf("got %v and %v", rows[1], rows[2])
	}
}

// TestFormulas: no cell of a report whose texts are formulas is one.
func TestFormulas(t *testing.T) {
	r := specimen.Living()
	specimen.Strings(r, func(s string) string { return "=cmd|'/C calc'!A0;=1" + s })
	for _, row := range read(t, write(t, r, "en"), ',') {
		for column, v := range row {
			if strings.HasPrefix(v, "=") || strings.Contains(v, ";=") {
				t.Errorf("%s is %.60q", column, v)
			}
		}
	}
}

// TestDocumented: the page on the format names every column.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "formats-of-reports.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "## CSV")
	for _, column := range csvout.Columns() {
		if !strings.Contains(table, "`"+column+"`") {
			t.Errorf("the column %q is not documented", column)
		}
	}
}
