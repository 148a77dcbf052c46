package rows

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
)

// collector keeps every row as text.
type collector struct{ rows []string }

func (c *collector) Row(at dataset.Place, cells [][]byte) {
	c.rows = append(c.rows, fmt.Sprintf("%d: %s", at.Line, shown(cells)))
}

// shown gives cells as one text.
func shown(cells [][]byte) string {
	text := make([]string, len(cells))
	for i, cell := range cells {
		text[i] = "∅"
		if cell != nil {
			text[i] = strings.ReplaceAll(string(cell), string(rune(dataset.MultiSep)), "+")
		}
	}
	return strings.Join(text, "|")
}

func scanned(t testing.TB, in string, columns ...Column) ([]string, dataset.Stats, error) {
	t.Helper()
	table, err := Open(strings.NewReader(in), columns)
	if err != nil {
		t.Fatal(err)
	}
	c := &collector{}
	stats, err := table.Scan(context.Background(), []dataset.Sink{c})
	return c.rows, stats, err
}

func TestRows(t *testing.T) {
	columns := []Column{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	tests := []struct {
		name, in, want string
		skipped        int64
	}{
		{name: "none", in: ""},
		{name: "all absent", in: "{}\n", want: "0: ∅|∅|∅"},
		{name: "numbers, booleans and null", in: `{"0":1.50,"1":true,"2":null}` + "\n", want: "0: 1.50|true|∅"},
		{name: "an empty text is there", in: `{"1":""}` + "\n", want: "0: ∅||∅"},
		{name: "escapes", in: `{"0":"a\tb\nc\\d\"é\u0001\ud83d\ude00\ud800x\ud800\u0041\/"}` + "\n", want: "0: a\tb\nc\\d\"é\x01😀\uFFFDx\uFFFDA/|∅|∅"},
		{name: "arrays", in: `{"0":["x",null,"","y\n"],"1":[],"2":[[1,2],[3]]}` + "\n", want: "0: x++y\n|∅|1+2+3"},
		{name: "row numbers", in: `{"l":0,"0":"x"}` + "\n" + `{"l":41}` + "\n", want: "1: x|∅|∅; 42: ∅|∅|∅"},
		{name: "a row that is no cells", in: `{"0":"x"}` + "\n" + `{"l":1,"0":"y","x":"y,z,z,z"}` + "\n", want: "0: x|∅|∅", skipped: 1},
		{name: "longer than the buffer", in: `{"0":"` + strings.Repeat("x", 3<<20) + `"}` + "\n" + `{"0":1}` + "\n",
			want: "0: " + strings.Repeat("x", 3<<20) + "|∅|∅; 0: 1|∅|∅"},
		{name: "too long", in: `{"0":"` + strings.Repeat("x", MaxRecord) + `"}` + "\n" + `{"0":1}` + "\n", want: "0: 1|∅|∅", skipped: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, stats, err := scanned(t, tt.in, columns...)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(rows, "; "); got != tt.want {
				t.Errorf("got %.200q, want %.200q", got, tt.want)
			}
			if stats.Skipped != tt.skipped || stats.Rows != int64(len(rows)) || tt.skipped > 0 && (len(stats.Issues) != 1 || stats.Issues[0].Severity != "lost") {
				t.Errorf("got %+v, want %d skipped and told as lost", stats, tt.skipped)
			}
		})
	}
}

func TestForeignRowsAreAnErrorThatQuotesNothing(t *testing.T) {
	for _, in := range []string{"x", "[1]", `{"0":"secret}`, `{"7":"secret"}`, `{"name":"secret"}`, `{"0":"secret"} `, `{"0":1,"0":2}`,
		`{"0":{"a":"secret"}}`, `{"0":"\q"}`, `{"0":"\u12"}`, `{"l":-1}`, `{"0":` + strings.Repeat("[", 100) + `}`, "", `{"0":1,}`} {
		_, _, err := scanned(t, in+"\n", Column{Name: "a"})
		if !errors.Is(err, errForeign) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: got %v, want the row refused", in, err)
		}
	}
	if _, _, err := scanned(t, `{"0":1}`+"\n"+`{"0":2}`, Column{}); !errors.Is(err, errCut) {
		t.Errorf("a last row without its end: got %v, want errCut", err)
	}
}

func TestKinds(t *testing.T) {
	tests := []struct {
		kind     Kind
		in, want string
	}{
		{Decimal, `1.50`, "1.50"}, {Decimal, `0E-7`, "0.0000000"}, {Decimal, `1E-7`, "0.0000001"}, {Decimal, `-1.2E-8`, "-0.000000012"},
		{Decimal, `1E+3`, "1000"}, {Decimal, `1.25E1`, "12.5"}, {Decimal, `1E999999`, "∅"}, {Decimal, `12345678901234567890`, "12345678901234567890"},
		{Float64, `3.363998E10`, "33639980000"}, {Float64, `1.0`, "1"}, {Float64, `-0.5`, "-0.5"}, {Float64, `"NaN"`, "∅"}, {Float64, `"-Infinity"`, "∅"},
		{Float64, `1.0E22`, "1e+22"}, {Float32, `0.1`, "0.1"}, {Float32, `1.6777216E7`, "16777216"},
		{Timestamp, `"2024-02-29T13:05:09.120000Z"`, "2024-02-29T13:05:09.12Z"}, {Timestamp, `"2024-02-29T13:05:09.000000Z"`, "2024-02-29T13:05:09Z"},
		{Timestamp, `"2024-02-29T13:05:09"`, "2024-02-29T13:05:09"}, {Timestamp, `"+12024-02-29T13:05:09.500000Z"`, "+12024-02-29T13:05:09.5Z"},
		{Timestamp, `"soon"`, "soon"}, {Local, `"2024-02-29T13:05:09.120000Z"`, "2024-02-29T13:05:09.12"}, {Local, `"2024-02-29T13:05:09.120000"`, "2024-02-29T13:05:09.12"},
		{Binary, `"b2s="`, "ok"}, {Binary, `"/w=="`, "∅"}, {Binary, `""`, ""}, {UUID, `"ASMAAAAAAAAAAAAAAAAA/w=="`, "01230000-0000-0000-0000-0000000000ff"},
		{UUID, `"ASM="`, "∅"}, {None, `"anything"`, "∅"}, {Float64, `[1.0,2.5]`, "1+2.5"},
	}
	for _, tt := range tests {
		rows, stats, err := scanned(t, `{"0":`+tt.in+"}\n", Column{Name: "a", Kind: tt.kind})
		if err != nil || rows[0] != "0: "+tt.want {
			t.Errorf("kind %d, %s: got %v, %v, want %q", tt.kind, tt.in, rows, err, tt.want)
		}
		if told := len(stats.Issues) == 1; told != (tt.want == "∅" && tt.kind != None) {
			t.Errorf("kind %d, %s: got issues %v", tt.kind, tt.in, stats.Issues)
		}
	}
	if _, err := Open(strings.NewReader(""), []Column{{Kind: kinds}}); err == nil {
		t.Error("a kind that is not known: got no error")
	}
}

func TestPartition(t *testing.T) {
	table, _ := Open(strings.NewReader(`{"p":7}`+"\n"+`{"p":7}`+"\n"), nil)
	if got := table.Partition(); got != -1 {
		t.Errorf("before its rows are read: got %d, want -1", got)
	}
	if _, err := table.Scan(context.Background(), []dataset.Sink{nowhere{}}); err != nil || table.Partition() != 7 {
		t.Errorf("got %d, %v, want 7", table.Partition(), err)
	}
	if _, _, err := scanned(t, `{"p":7}`+"\n"+`{"p":8}`+"\n"); !errors.Is(err, errForeign) {
		t.Errorf("rows of two partitions: got %v, want them refused", err)
	}
}

func TestCancelled(t *testing.T) {
	table, _ := Open(strings.NewReader("{}\n"), nil)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := table.Scan(ctx, []dataset.Sink{&collector{}}); err != context.Canceled {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

// What encoding/json writes of an object of strings is read as those strings.
func FuzzRows(f *testing.F) {
	f.Add("a\tb\"", "é", []byte(`{"0":["x",1.5E3],"l":3}`))
	f.Add("", "\u2028\x00\x7f", []byte(`{"1":"\ud83d\ude00","x":""}`))
	f.Fuzz(func(t *testing.T, a, b string, raw []byte) {
		line, err := json.Marshal(map[string]string{"0": a, "1": b})
		if err != nil {
			t.Skip()
		}
		p := newParser([]Column{{}, {}})
		if err := p.record(line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		var want map[string]string
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		if string(p.cells[0]) != want["0"] || string(p.cells[1]) != want["1"] {
			t.Errorf("%s: got %q, %q", line, p.cells[0], p.cells[1])
		}
		// Any other bytes are cells or an error, and JSON where they are cells.
		every := make([]Column, kinds)
		for i := range every {
			every[i].Kind = Kind(i)
		}
		if p = newParser(every); p.record(raw) == nil && !loose(raw) && !json.Valid(raw) {
			t.Errorf("%q: read, though it is no JSON", raw)
		}
	})
}

// loose says whether a text has what is read with less care than JSON asks: bare words
// and characters that must be escaped.
func loose(raw []byte) bool {
	inside := false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\\' && inside:
			i++
		case c == '"':
			inside = !inside
		case inside && c < ' ', !inside && strings.IndexByte(`{}[]:,`, c) < 0:
			return true
		}
	}
	return false
}

func BenchmarkScan(b *testing.B) {
	var in strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&in, `{"0":%d,"1":"Ada","2":"Test%d","3":"ada.%d@north.example","4":"+33 6 39 98 00 %02d","5":"Head of \"Growth\"","6":"North Example","7":"FR","8":"2024-03-%02d","9":"2024-05-01T10:00:00.000000Z","10":"given","11":false,"12":["a","b"],"l":%d}`+"\n",
			i, i, i, i%100, i%28+1, i)
	}
	columns := make([]Column, 13)
	columns[9].Kind = Timestamp
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		table, _ := Open(strings.NewReader(in.String()), columns)
		if _, err := table.Scan(context.Background(), []dataset.Sink{nowhere{}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*1e5/b.Elapsed().Seconds(), "rows/s")
}

type nowhere struct{}

func (nowhere) Row(dataset.Place, [][]byte) {}
