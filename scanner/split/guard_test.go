package split

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
)

func TestRuns(t *testing.T) {
	for cell, want := range map[string]bool{
		"": false, "a": false, "=1": true, "@x": true, "\tx": true, "\rx": true, "+33 6 39 98 00 01": false, "+1 (555) 010-0123": false,
		"-5": false, "-5.25": false, "-": false, "+": false, "-1e5": true, "-1,5": false, "-5 %": false, "+cmd|' /C calc'!A0": true, "-2+3": true, "'=1": false, " =1": true, "\u00a0@x": true,
		" - a note": false, "  -2+3": false, "\x00=1": true, "\x00+x": true, "\u200b-x": true, "\ufeff=1": true, "\n=1": true, "＝1": true, "＋x": true, "－5": false,
		"＠x": true, "\ufeffx": false, "ｘ=1": false, " ": false, "\x00": false,
		"a=1": false, "ada@nord.example": false,
	} {
		if got := runs([]byte(cell)); got != want {
			t.Errorf("%q: got %v, want %v", cell, got, want)
		}
	}
}

func TestGuard(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
		delimiter      byte
		cells          int64
	}{
		{"nothing to do", "a,b\n", "a,b\n", ',', 0},
		{"first, middle, last", "=a,@b,-c\r\n", "'=a,'@b,'-c\r\n", ',', 3},
		{"quoted", `"=a,b","x",=c` + "\n", `"'=a,b","x",'=c` + "\n", ',', 2},
		{"within quotes it is text", `"a,=b",c` + "\n", `"a,=b",c` + "\n", ',', 0},
		{"doubled quote in a cell", `"a"",=b",c` + "\n", `"a"",=b",c` + "\n", ',', 0},
		{"line end within quotes", "\"a\n=b\",=c\n", "\"a\n=b\",'=c\n", ',', 1},
		{"quote that is never closed", "\"a,=b\n", "\"a,'=b\n", ',', 1},
		{"empty last cell", "a,\r\n", "a,\r\n", ',', 0},
		{"tab in a table of tabs", "a\t=b\t\n", "a\t'=b\t\n", '\t', 1},
		{"numbers", "+33 1 99 00 00 01;-4.5\n", "+33 1 99 00 00 01;-4.5\n", ';', 0},
		{"amounts", "-4,5;\"-4,5\";-3%\n", "-4,5;\"-4,5\";-3%\n", ';', 0},
		{"a line end of others", "a,b\r=c,d\n", "a,b\r'=c,d\n", ',', 1},
		{"several of them", "a\rb\r+c\r\n", "a\rb\r'+c\r\n", ',', 1},
		{"what is not seen", "\x00=a,\u200b+b, @c\n", "'\x00=a,'\u200b+b,' @c\n", ',', 3},
		{"in quotes", "\"\x00=a\",\"＝b\"\n", "\"'\x00=a\",\"'＝b\"\n", ',', 2},
		{"one column", "=a,b\n", "'=a,b\n", 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := guard{tt.delimiter, '\n'}
			got, n := g.append(nil, []byte(tt.in))
			if string(got) != tt.want || n != tt.cells {
				t.Errorf("got %q and %d, want %q and %d", got, n, tt.want, tt.cells)
			}
			if tt.cells > 0 && !g.needed([]byte(tt.in)) {
				t.Error("the first look finds nothing")
			}
		})
	}
}

// FuzzGuard: no cell of the record that comes out is one that a spreadsheet would run, as
// another reader of CSV sees it; nothing but apostrophes is added; and where the first look
// finds nothing there is nothing.
func FuzzGuard(f *testing.F) {
	for _, s := range []string{"=a,b\n", `"=a","b"` + "\n", `a,"b,=c"` + "\n", "a,+33,+x\n", `"a,=b` + "\n", `a"",=b` + "\n", "a\r=b,\x00=c\n", "\u200b=a,＝b, =c\n", "a\r\n=b"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		g := guard{',', '\n'}
		got, n := g.append(nil, raw)
		if int64(len(got)-len(raw)) != n || n == 0 && !bytes.Equal(got, raw) {
			t.Fatalf("%q became %q with %d apostrophes", raw, got, n)
		}
		if !g.needed(raw) && n > 0 {
			t.Fatalf("the first look at %q finds nothing, the second %d", raw, n)
		}
		if again, more := g.append(nil, got); more != 0 || !bytes.Equal(again, got) {
			t.Fatalf("%q is not safe: %q", got, again)
		}
		r := csv.NewReader(bytes.NewReader(got))
		r.FieldsPerRecord = -1
		record, err := r.Read()
		if err != nil || strings.ContainsAny(string(raw), "\r\x00") {
			return // a dialect that the other reader does not read
		}
		for _, cell := range record {
			if runs([]byte(cell)) {
				t.Errorf("%q: the cell %q would be run", got, cell)
			}
		}
	})
}

// TestGuardAboveHeader holds that lines above the header are no way around the guard.
func TestGuardAboveHeader(t *testing.T) {
	above := "=1+1;x\n\n"
	for _, form := range []dataset.Form{
		{Charset: "UTF-8", Delimiter: ';', LineEnd: "\n", Head: []byte(above + "a;@b\n"), Header: len(above)},
		{Charset: "UTF-8", Delimiter: ';', LineEnd: "\n", Head: []byte(above + "a;@b\n"), Header: -1},
	} {
		var out bytes.Buffer
		d := newDelimited(&out, form, false)
		if err := errors.Join(d.head(), d.end()); err != nil {
			t.Fatal(err)
		}
		if got, want := out.String(), "'=1+1;x\n\na;'@b\n"; got != want || d.guarded() != 2 {
			t.Errorf("header at %d: got %q and %d cells, want %q and 2", form.Header, got, d.guarded(), want)
		}
	}
}
