package jsonrows

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

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
			text[i] = strings.ReplaceAll(string(cell), string(rune(dataset.MultiSep)), "+")
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.rows[at.Line] != "" { // several records on a line
		c.rows[at.Line] += "/" + strings.Join(text, "|")
		return
	}
	c.rows[at.Line] = strings.Join(text, "|")
}

// scan reads a blob wholly with two workers.
func scan(t testing.TB, b *blob.Blob) (columns []string, rows map[int64]string, stats dataset.Stats) {
	t.Helper()
	tables, _, issues, err := Open(b)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	c := &collector{rows: map[int64]string{}}
	stats, err = tables[0].Scan(context.Background(), []dataset.Sink{c, c})
	if err != nil {
		t.Fatalf("Scan: %v", err)
	}
	stats.Issues = append(issues, stats.Issues...)
	return tables[0].Columns(), c.rows, stats
}

func TestLayouts(t *testing.T) {
	tests := []struct {
		name, in, columns string
		rows              []string // "line: cells"
		skipped           int64
		issue             string
	}{
		{name: "lines", in: "{\"a\":1,\"b\":\"x\"}\n{\"b\":null,\"a\":true}\n", columns: "a,b",
			rows: []string{"1: 1|x", "2: true|∅"}},
		{name: "lines with BOM, CRLF and a blank line", in: "\xef\xbb\xbf{\"a\":1}\r\n\r\n{\"a\":2}\r\n", columns: "a",
			rows: []string{"1: 1", "3: 2"}},
		{name: "array", in: "[\n {\"a\":1},\n {\"a\":\"x]}\\\"{\"}\n]\n", columns: "a", rows: []string{"2: 1", `3: x]}"{`}},
		{name: "array on one line", in: `[{"a":1},{"a":2}]`, columns: "a", rows: []string{"1: 1/2"}},
		{name: "empty array", in: `[]`},
		{name: "empty input", in: ``},
		{name: "wrapped", in: `{"total":2,"results":[{"id":1},{"id":2}],"paging":{"next":"x"}}`, columns: "id",
			rows: []string{"1: 1/2"}},
		{name: "wrapped twice", in: "{\"response\":{\"contacts\":[\n{\"id\":1}\n]}}", columns: "id", rows: []string{"2: 1"}},
		{name: "two arrays", in: `{"contacts":[{"id":1}],"companies":[{"c":2}]}`, columns: "id",
			rows: []string{"1: 1"}, issue: "further arrays"},
		{name: "one pretty object with nested rows", in: "{\n \"id\": 7,\n \"emails\": [{\"address\":\"a\"}],\n \"x\":{}\n}", columns: "id,emails.address,x",
			rows: []string{"1: 7|a|∅"}},
		{name: "objects one after another", in: "{\n\"a\":1\n}\n{\n\"a\":2\n}{\"a\":3}", columns: "a",
			rows: []string{"1: 1", "4: 2", "6: 3"}},
		{name: "nested", in: `{"n":{"f":"Ada","l":{"x":1}},"e":[{"a":"p","t":"w"},{"a":"q"}],"s":["u","v"],"z":[]}` + "\n", columns: "n.f,n.l.x,e.a,e.t,s,z",
			rows: []string{"1: Ada|1|p+q|w|u+v|∅"}},
		{name: "duplicate keys keep both", in: `{"a":1,"a":2}` + "\n", columns: "a", rows: []string{"1: 1+2"}},
		{name: "escapes", in: `{"a":"\u00e9\ud83d\ude00\ud800x\n\"","\u0062":"\/"}` + "\n", columns: "a,b",
			rows: []string{"1: é😀\uFFFDx\n\"|/"}},
		{name: "numbers as written", in: `{"a":1.50,"b":-3e+10,"c":33639980000,"d":NaN,"e":-Infinity}` + "\n", columns: "a,b,c,d,e",
			rows: []string{"1: 1.50|-3e+10|33639980000|∅|∅"}},
		{name: "damaged lines", in: "{\"a\":1}\nnope\n{\"a\":\n{\"a\":3}\n[1]\n", columns: "a",
			rows: []string{"1: 1", "4: 3"}, skipped: 3, issue: "must be a JSON object"},
		{name: "damaged first line", in: "# export\n{\"a\":1}\n{\"a\":2}\n", columns: "a", rows: []string{"2: 1", "3: 2"}, skipped: 1},
		{name: "array with others", in: `[{"a":1},7,"x",[2],{"a":2},]`, columns: "a", rows: []string{"1: 1/2"}, skipped: 3},
		{name: "array cut short", in: `[{"a":1},{"a":`, columns: "a", rows: []string{"1: 1"}, skipped: 1, issue: "cut short"},
		{name: "text after the array", in: `[{"a":1}] x`, columns: "a", rows: []string{"1: 1"}, issue: "after the end"},
		{name: "too deep", in: "{\"a\":1}\n{\"a\":" + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "}\n", columns: "a",
			rows: []string{"1: 1"}, skipped: 1, issue: "64 levels"},
		{name: "commas between lines", in: "{\"a\":1},\n{\"a\":2}\n", columns: "a", rows: []string{"1: 1", "2: 2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			columns, rows, stats := scan(t, blob.Bytes("in", []byte(tt.in)))
			if got := strings.Join(columns, ","); got != tt.columns {
				t.Errorf("columns: got %q, want %q", got, tt.columns)
			}
			want := map[int64]string{}
			for _, r := range tt.rows {
				var line int64
				fmt.Sscan(r, &line)
				want[line] = r[strings.Index(r, ": ")+2:]
			}
			if fmt.Sprint(rows) != fmt.Sprint(want) {
				t.Errorf("rows: got %v, want %v", rows, want)
			}
			if stats.Skipped != tt.skipped {
				t.Errorf("skipped: got %d, want %d", stats.Skipped, tt.skipped)
			}
			told := fmt.Sprint(stats.Issues)
			if !strings.Contains(told, tt.issue) || tt.issue == "" && tt.skipped == 0 && len(stats.Issues) > 0 {
				t.Errorf("issues: got %s, want one with %q", told, tt.issue)
			}
		})
	}
}

func TestIssueHasLineAndColumn(t *testing.T) {
	_, _, stats := scan(t, blob.Bytes("in", []byte("{\"a\":1}\n{\"a\" 2}\n")))
	if i := stats.Issues[0]; i.Line != 2 || i.Column != 6 {
		t.Errorf("got line %d, column %d, want 2, 6", i.Line, i.Column)
	}
}

func TestOtherEncodings(t *testing.T) {
	for name, in := range map[string]string{
		"UTF-16LE with a mark": "\xff\xfe{\x00\"\x00a\x00\"\x00:\x00\"\x00\xe9\x00\"\x00}\x00\n\x00",
		"invalid among UTF-8":  "{\"a\":\"é\",\"b\":\"\xff\"}\n" + strings.Repeat("{\"b\":\"éé\"}\n", 500),
		"windows-1252":         "{\"a\":\"\xe9\"}\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, rows, stats := scan(t, blob.Bytes("in", []byte(in))); rows[1] != "é" && rows[1] != "é|\uFFFD" || len(stats.Issues) > 0 {
				t.Errorf("got %v, %v, want é", rows, stats.Issues)
			}
		})
	}
}

func TestSilentPipeIsLetGo(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	go func() { _, _ = w.Write(invented(12_000)) }() // more than the head
	b, err := blob.Pipe("-", r)
	if err != nil {
		t.Fatal(err)
	}
	tables, _, _, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	c := &collector{rows: map[int64]string{}}
	if _, err := tables[0].Scan(ctx, []dataset.Sink{c}); err != context.DeadlineExceeded {
		t.Errorf("got %v, want context.DeadlineExceeded", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, in := range []string{"hello", "1\n2\n", `"x"`} {
		if _, _, _, err := Open(blob.Bytes("in", []byte(in))); err == nil {
			t.Errorf("Open(%q): got no error", in)
		}
	}
}

// invented writes n records of 25 keys.
func invented(n int) []byte {
	var out bytes.Buffer
	for i := range n {
		fmt.Fprintf(&out, `{"id":%d,"name":{"givenName":"Ada","familyName":"Test%d"},"email":"ada.%d@north.example","phone":"+33 6 39 98 00 %02d","title":"Head of \"Growth\"","company":"North Example","domain":"north.example","country":"FR","city":"Lyon","language":"fr","source":"trade fair","source_url":"https://north.example/p/%d","created_at":"2024-03-%02d","updated_at":"2024-05-01T10:00:00Z","consent":"given","opt_out":false,"visibility":"public_web","notice_at":null,"lawful_basis":"legitimate_interest","score":%d.5,"tags":["a","b"],"note":"met at the fair; likes long walks and longer talks","owner":"team-3","segment":"mid"}`+"\n",
			i, i, i, i%100, i, i%28+1, i%100)
	}
	return out.Bytes()
}

func TestBlocksAgreeWithEncodingJSON(t *testing.T) {
	data := invented(9000) // several blocks
	_, rows, stats := scan(t, blob.Bytes("in", data))
	if stats.Rows != 9000 || len(rows) != 9000 || len(stats.Issues) != 0 {
		t.Fatalf("got %d rows, %v", stats.Rows, stats.Issues)
	}
	for i, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		var r struct{ ID, Email, Title, Phone any }
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		cells := strings.Split(rows[int64(i+1)], "|")
		if got, want := cells[3]+cells[4]+cells[5], fmt.Sprint(r.Email, r.Phone, r.Title); !strings.Contains(want, cells[3]) || got == "" {
			t.Fatalf("row %d: got %q, want %q", i+1, got, want)
		}
	}
	array := append(append([]byte("["), bytes.ReplaceAll(bytes.TrimSpace(data), []byte("\n"), []byte(",\n"))...), ']')
	_, rows2, _ := scan(t, blob.Bytes("in", array))
	if fmt.Sprint(rows) != fmt.Sprint(rows2) {
		t.Error("the array does not give the rows that its lines give")
	}
}

func TestLateKeys(t *testing.T) {
	data := append(invented(9000), []byte(`{"id":1,"late_key":"x","later":null}`+"\n")...)
	b := blob.Bytes("in", data)
	b.Seekable = false
	_, _, stats := scan(t, b)
	if len(stats.Issues) != 1 || !strings.Contains(stats.Issues[0].Message.EN, `"late_key"`) || stats.Issues[0].Severity != "lost" {
		t.Errorf("got %v, want the late key told", stats.Issues)
	}
}

func TestLongRecords(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", 50<<20) + `"}`
	for name, in := range map[string]string{
		"lines": "{\"a\":1}\n" + long + "\n{\"a\":2}\n", "array": "[{\"a\":1},\n" + long + ",\n{\"a\":2}]",
		"lines unclosed": "{\"a\":1}\n{\"a\":\"" + strings.Repeat("{", 5<<20) + "\n{\"a\":2}\n",
	} {
		t.Run(name, func(t *testing.T) {
			b := blob.Bytes("in", []byte(in))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, rows, stats := scan(t, b)
			runtime.ReadMemStats(&after)
			if stats.Skipped != 1 || rows[1] != "1" || rows[3] != "2" {
				t.Errorf("got %d skipped, rows %v", stats.Skipped, len(rows))
			}
			if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 90 {
				t.Errorf("allocated %d MiB in all", grown)
			}
		})
	}
}

func TestInputUnchangedAndSummed(t *testing.T) {
	data := invented(5000)
	path := filepath.Join(t.TempDir(), "in.jsonl")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := blob.File(path, "in.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	scan(t, b)
	sum, size, err := b.Sum()
	if want := fmt.Sprintf("%x", sha256.Sum256(data)); err != nil || sum != want || size != int64(len(data)) {
		t.Errorf("Sum: got %s, %d, %v, want %s, %d", sum, size, err, want, len(data))
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(after, data) {
		t.Error("the input was changed")
	}
}

func TestSampleIsSpreadAndTheSame(t *testing.T) {
	tables, _, _, err := Open(blob.Bytes("in", invented(20000)))
	if err != nil {
		t.Fatal(err)
	}
	first, err := tables[0].Sample(context.Background(), 50)
	if err != nil || len(first) != 50 {
		t.Fatalf("got %d rows, %v", len(first), err)
	}
	again, _ := tables[0].Sample(context.Background(), 50)
	if !slices.EqualFunc(first, again, func(a, b [][]byte) bool { return slices.EqualFunc(a, b, bytes.Equal) }) {
		t.Error("the second sample differs")
	}
	if last := string(first[49][0]); len(last) != 5 {
		t.Errorf("last sampled id: got %q, want one near 20000", last)
	}
}

func TestCancelled(t *testing.T) {
	tables, _, _, _ := Open(blob.Bytes("in", invented(5000)))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tables[0].Scan(ctx, []dataset.Sink{&collector{rows: map[int64]string{}}}); err != context.Canceled {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

type nowhere struct{}

func (nowhere) Row(dataset.Place, [][]byte) {}

func BenchmarkScan(b *testing.B) {
	lines := invented(100_000)
	array := append(append([]byte("["), bytes.ReplaceAll(bytes.TrimSpace(lines), []byte("\n"), []byte(",\n"))...), ']')
	for name, data := range map[string][]byte{"lines": lines, "array": array} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				tables, _, _, _ := Open(blob.Bytes("in", data))
				if _, err := tables[0].Scan(context.Background(), []dataset.Sink{nowhere{}}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)*1e5/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func FuzzJSONRows(f *testing.F) {
	for _, seed := range []string{"{\"a\":1}\n{\"a\":[{\"b\":2}]}\n", `[{"a":"\u00e9"},1]`, `{"data":[{"a":1}]}`,
		"{\n\"a\":{}}{\"a\":null}", "[[[", "{\"a\":\"\\ud83d\\ude00\xff\"}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tables, _, _, err := Open(blob.Bytes("in", data))
		if err != nil {
			return
		}
		if _, err := tables[0].Sample(context.Background(), 3); err != nil {
			t.Fatal(err)
		}
		stats, err := tables[0].Scan(context.Background(), []dataset.Sink{nowhere{}, nowhere{}})
		if err != nil {
			t.Fatal(err)
		}
		if stats.Skipped > 0 && len(stats.Issues) == 0 {
			t.Fatalf("skipped %d without an issue", stats.Skipped)
		}
	})
}
