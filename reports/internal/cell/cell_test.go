package cell_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/internal/cell"
)

func TestGuard(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"words", "Work e-mail", "Work e-mail"},
		{"formula", "=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"},
		{"command", "=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"},
		{"sum", "+SUM(A1)", "'+SUM(A1)"},
		{"minus", "-1+cmd|'x'!A1", "'-1+cmd|'x'!A1"},
		{"at", "@SUM(1)", "'@SUM(1)"},
		{"after white space", "  =1", "  '=1"},
		{"tab", "\t=1", "'\t'=1"},
		{"full width", "＝1", "'＝1"},
		{"telephone", "+33 6 ** ** ** 12", "'+33 6 ** ** ** 12"},
		{"dash alone", "-", "'-"},
		{"behind another separator", "name;=1+1", "name;'=1+1"},
		{"quoted behind another separator", `name;"=1+1`, `name;"'=1+1`},
		{"address inside", "l***@e***.example", "l***@e***.example"},
		{"equals inside", "a = b", "a = b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := cell.Guard(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for s, want := range map[string]bool{"+33 6 ** ** ** 12": true, "-12.5": true, "+1 (555) •••-••12": true, "+SUM(1)": false, "-1+A1": false,
		"=1": false, "-": false, "": false, "+1|x": false} {
		if got := cell.Number(s); got != want {
			t.Errorf("%q: got %v", s, got)
		}
	}
}

// TestNoSeparatorMakesAFormula: however a spreadsheet cuts a record, no cell of it begins
// as a formula.
func TestNoSeparatorMakesAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.StringMatching(`[=+\-@;,|\t" a1(]{0,12}`), 1, 5).Draw(t, "values")
		record := cell.Record(rapid.SampledFrom([]rune{',', ';'}).Draw(t, "separator"), values)
		for _, cut := range []string{",", ";", "\t", "|"} {
			for _, part := range strings.Split(record, cut) {
				part = strings.TrimLeft(part, " \"")
				if part == "" {
					continue
				}
				if strings.ContainsRune("=@+-", rune(part[0])) {
					t.Fatalf("%q cut at %q has a cell %q", record, cut, part)
				}
			}
		}
	})
}

func TestRecordIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.StringMatching(`[^\r\x00]{0,20}`), 2, 5).Draw(t, "values")
		separator := rapid.SampledFrom([]rune{',', ';'}).Draw(t, "separator")
		r := csv.NewReader(strings.NewReader(cell.Record(separator, values) + "\r\n"))
		r.Comma = separator
		got, err := r.Read()
		if err != nil {
			t.Fatal(err)
		}
		for i := range values {
			values[i] = cell.Guard(values[i])
		}
		if !slices.Equal(got, values) {
			t.Errorf("got %q, want %q", got, values)
		}
	})
}
