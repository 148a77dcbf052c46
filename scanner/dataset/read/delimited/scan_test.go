package delimited

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/finding"
)

// got is what a scan gave: rows as "line:cell|cell", a nil cell as "∅".
type got struct {
	columns []string
	rows    []string
	stats   dataset.Stats
	issues  []finding.Issue // of opening
	detail  string
}

type lockedSink struct {
	mu   *sync.Mutex
	rows *[]numbered
}

type numbered struct {
	line int64
	text string
}

func (s lockedSink) Row(at dataset.Place, cells [][]byte) {
	parts := make([]string, len(cells))
	for i, c := range cells {
		if parts[i] = string(c); c == nil {
			parts[i] = "∅"
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	*s.rows = append(*s.rows, numbered{at.Line, strings.Join(parts, "|")})
}

// scanTable reads a table with so many workers.
func scanTable(t testing.TB, tab *table, workers int) ([]string, dataset.Stats) {
	t.Helper()
	var mu sync.Mutex
	var rows []numbered
	sinks := make([]dataset.Sink, workers)
	for i := range sinks {
		sinks[i] = lockedSink{&mu, &rows}
	}
	stats, err := tab.Scan(context.Background(), sinks)
	if err != nil {
		t.Fatalf("scan: %v", err)
	}
	slices.SortStableFunc(rows, func(a, b numbered) int { return int(a.line - b.line) })
	var out []string
	for _, r := range rows {
		out = append(out, fmt.Sprintf("%d:%s", r.line, r.text))
	}
	if stats.Rows != int64(len(out)) {
		t.Errorf("stats count %d rows, %d were given", stats.Rows, len(out))
	}
	return out, stats
}

func read(t testing.TB, data string) got {
	t.Helper()
	tab, issues, err := open(blob.Bytes("test.csv", []byte(data)))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	if tab == nil {
		return got{issues: issues}
	}
	g := got{columns: tab.Columns(), issues: issues, detail: tab.detail()}
	g.rows, g.stats = scanTable(t, tab, 1)
	return g
}

// remarksOf lists issues as "severity line count".
func remarksOf(issues []finding.Issue) string {
	var out []string
	for _, i := range issues {
		if i.Message.EN == "" || i.Message.FR == "" {
			out = append(out, "message missing")
		}
		out = append(out, fmt.Sprintf("%s %d×%d", i.Severity, i.Line, i.Count))
	}
	return strings.Join(out, ", ")
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		columns  string
		rows     []string
		remarks  string // of the scan
		opening  string
	}{
		{name: "simple", in: "a,b,c\n1,2,3\n", columns: "a|b|c", rows: []string{"2:1|2|3"}},
		{name: "CRLF", in: "a,b\r\n1,2\r\n3,4\r\n", columns: "a|b", rows: []string{"2:1|2", "3:3|4"}},
		{name: "CR alone", in: "a,b\r1,x\r3,y\r", columns: "a|b", rows: []string{"2:1|x", "3:3|y"}},
		{name: "no final line end", in: "a,b\n1,2", columns: "a|b", rows: []string{"2:1|2"}},
		{name: "final quote without line end", in: "a,b\nx,\"y\"", columns: "a|b", rows: []string{"2:x|y"}},
		{name: "final CR", in: "a,b\r\nx,\"y\"\r", columns: "a|b", rows: []string{"2:x|y"}},
		{name: "delimiter in quotes", in: "first,address\nJo,\"1, Main St\"\n", columns: "first|address", rows: []string{"2:Jo|1, Main St"}},
		{name: "line end in quotes", in: "a,b\n\"x\ny\",2\n3,\"4\r\n5\"\n6,7\n", columns: "a|b",
			rows: []string{"2:x\ny|2", "4:3|4\r\n5", "6:6|7"}},
		{name: "doubled quotes", in: "a,b\n1,\"say \"\"hi\"\"\"\n2,\"\"\"\"\n", columns: "a|b",
			rows: []string{"2:1|say \"hi\"", "3:2|\""}},
		{name: "quoted and empty", in: "a,b,c\n1,\"\",\"\"\n2,,\n", columns: "a|b|c", rows: []string{"2:1||", "3:2||"}},
		{name: "stray quote in a plain cell", in: "a,b\n5\" pipe,x\ny,\"z\"\n", columns: "a|b",
			rows: []string{"2:5\" pipe|x", "3:y|z"}},
		{name: "quotes not doubled", in: "a,b\n\"Jo \"Joe\" Doe\",x\ny,z\n", columns: "a|b",
			rows: []string{"2:Jo \"Joe\" Doe|x", "3:y|z"}, remarks: "warning 2×2"},
		{name: "spaces behind a quoted cell", in: "a,b\n\"x, y\" ,2\n1,\"z\"  \r\n", columns: "a|b", rows: []string{"2:x, y|2", "3:1|z"}},
		{name: "quote never closed", in: "a,b\n\"open,x\ny,z\n", columns: "a|b",
			rows: []string{"2:\"open|x", "3:y|z"}, remarks: "warning 2×1"},
		{name: "quote closed by the next quoted cell", in: "a,b,c\n\"open,x,y\n1,\"q\",2\n3,4,5\n", columns: "a|b|c",
			rows: []string{"2:\"open|x|y", "3:1|q|2", "4:3|4|5"}, remarks: "warning 2×1"},
		{name: "semicolons", in: "nom;montant\nRené;12,5\nÉlise;3,4\n", columns: "nom|montant", rows: []string{"2:René|12,5", "3:Élise|3,4"}},
		{name: "tabs", in: "a\tb\n1,0\t2\n", columns: "a|b", rows: []string{"2:1,0|2"}},
		{name: "bars", in: "a|b\n1|2\n", columns: "a|b", rows: []string{"2:1|2"}},
		{name: "control-A", in: "a\x01b\n1\x012\n", columns: "a|b", rows: []string{"2:1|2"}},
		{name: "sep line", in: "sep=;\nname;tags\nx;a,b\ny;c,d\n", columns: "name|tags", rows: []string{"3:x|a,b", "4:y|c,d"}},
		{name: "byte order mark", in: "\xef\xbb\xbfa,b\n1,2\n", columns: "a|b", rows: []string{"2:1|2"}},
		{name: "mark before a quoted header", in: "\xef\xbb\xbf\"a\",\"b\"\n1,2\n", columns: "a|b", rows: []string{"2:1|2"}},
		{name: "windows-1252", in: "pr\xe9nom,ville\nRen\xe9,Orl\xe9ans\n", columns: "prénom|ville", rows: []string{"2:René|Orléans"}},
		{name: "one accent at the end", in: "nom\nAndr\xe9", columns: "nom", rows: []string{"2:André"}},
		{name: "windows-1250", in: "imi\xea,miasto\nPawe\xb3,\xa3\xf3d\x9f\nMicha\xb3,Gda\xf1sk\n", columns: "imię|miasto",
			rows: []string{"2:Paweł|Łódź", "3:Michał|Gdańsk"}},
		{name: "damaged UTF-8", in: "name,city\n" + strings.Repeat("é,à\n", 20) + "x,a\xffb\n", columns: "name|city",
			rows: append(repeated20("é|à"), "22:x|a\ufffdb"), remarks: "warning 22×1"},
		{name: "UTF-16LE with mark", in: "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x00\xe9\x00\n\x00", columns: "a|b", rows: []string{"2:1|é"}},
		{name: "UTF-16BE without mark", in: "\x00a\x00,\x00b\x00\n\x00x\x00,\x00y\x00\n", columns: "a|b", rows: []string{"2:x|y"}},
		{name: "preamble", columns: "First Name|Last Name|Email|Company",
			in:   "Notes:\n\"Some e-mail addresses are missing, because\nmembers hide them\"\n\nFirst Name,Last Name,Email,Company\nAnn,Lee,ann@lee.example,Lee\nBob,Ray,,Ray\n",
			rows: []string{"6:Ann|Lee|ann@lee.example|Lee", "7:Bob|Ray||Ray"}, opening: "note 1×1"},
		{name: "titles with separators", columns: "No|Received|Right|E-mail",
			in:   "Register of requests;;;\nAs of 2 March 2026;;;\n;;;\nNo;Received;Right;E-mail\n1;22/05/2025;access;ann@lee.example\n2;23/05/2025;erasure;bob@ray.example\n",
			rows: []string{"5:1|22/05/2025|access|ann@lee.example", "6:2|23/05/2025|erasure|bob@ray.example"}, opening: "note 1×1"},
		{name: "title with separators and no header", columns: "Register||",
			in:   "Register;;\n1;22/05/2025;access\n2;23/05/2025;erasure\n",
			rows: []string{"2:1|22/05/2025|access", "3:2|23/05/2025|erasure"}},
		{name: "header with a gap", columns: "Name|City|",
			in:   "Name;City;\nAnn;Paris;Old town\nBob;Rome;Centre\n",
			rows: []string{"2:Ann|Paris|Old town", "3:Bob|Rome|Centre"}},
		{name: "short row", in: "a,b,c\n1,2,3\nx@y.example\n4,5,6\n", columns: "a|b|c",
			rows: []string{"2:1|2|3", "3:x@y.example|∅|∅", "4:4|5|6"}, remarks: "warning 3×1"},
		{name: "long row", in: "a,b\n1,2\n3,4,5\n6,7\n8,9\n", columns: "a|b",
			rows: []string{"2:1|2", "3:3|4", "4:6|7", "5:8|9"}, remarks: "warning 3×1"},
		{name: "small and ragged", in: "a,b,c\n1,2\n1,2,3,4\n", columns: "a|b|c",
			rows: []string{"2:1|2|∅", "3:1|2|3"}, remarks: "warning 2×1, warning 3×1"},
		{name: "empty cells beyond the header", in: "a,b\n1,2,\n3,4,\n5,6,\n", columns: "a|b",
			rows: []string{"2:1|2", "3:3|4", "4:5|6"}},
		{name: "cells beyond the header", in: "a,b\n1,2,x\n3,4,y\n5,6,z\n", columns: "a|b|column_3",
			rows: []string{"2:1|2|x", "3:3|4|y", "4:5|6|z"}, opening: "warning 1×1"},
		{name: "header longer than the rows", in: "a,b,c\n1,2\n3,4\n5,6\n", columns: "a|b|c",
			rows: []string{"2:1|2|∅", "3:3|4|∅", "4:5|6|∅"}, remarks: "warning 2×3"},
		{name: "blank lines", in: "\na,b\n\n1,2\r\n\r\n3,4\n\n", columns: "a|b", rows: []string{"4:1|2", "6:3|4"}},
		{name: "records without value", in: "a,b\n1,2\n,\n\"\",\"\"\n3,4\n", columns: "a|b",
			rows: []string{"2:1|2", "5:3|4"}, remarks: "note 3×2"},
		{name: "header again", in: "a,b\n1,2\na,b\n3,4\n", columns: "a|b", rows: []string{"2:1|2", "4:3|4"}, remarks: "note 3×1"},
		{name: "no header", in: "Ann,ann@lee.example,+33 6 39 98 00 01\nBob,bob@ray.example,+33 6 39 98 00 02\n",
			columns: "column_1|column_2|column_3",
			rows:    []string{"1:Ann|ann@lee.example|+33 6 39 98 00 01", "2:Bob|bob@ray.example|+33 6 39 98 00 02"}, opening: "warning 1×1"},
		{name: "one column", in: "email\nann@lee.example\nbob@ray.example\n", columns: "email", rows: []string{"2:ann@lee.example", "3:bob@ray.example"}},
		{name: "commas in one column", in: "company\nAtelier Nord\nAtelier Sud, SARL\nEst\nOuest\nCentre\n", columns: "company",
			rows: []string{"2:Atelier Nord", "3:Atelier Sud, SARL", "4:Est", "5:Ouest", "6:Centre"}},
		{name: "one column without header", in: "ann@lee.example\nbob@ray.example\n", columns: "column_1",
			rows: []string{"1:ann@lee.example", "2:bob@ray.example"}, opening: "warning 1×1"},
		{name: "one record of one column", in: "name", columns: "name", opening: "warning 1×1"},
		{name: "header only", in: "a,b\r\n", columns: "a|b", opening: "warning 1×1"},
		{name: "wrapped records", columns: "name|email|note",
			in:   "\"name,email,note\"\n\"Ann,ann@lee.example,\"\"x, y\"\"\"\n\"Bob,bob@ray.example,z\"\n",
			rows: []string{"2:Ann|ann@lee.example|x, y", "3:Bob|bob@ray.example|z"}},
		{name: "wrapped records under a plain header", columns: "name|email|note",
			in:   "name,email,note\n\"Ann,ann@lee.example,x\"\n\"Bob,bob@ray.example,z\"\n\"Cy,,\"\n",
			rows: []string{"2:Ann|ann@lee.example|x", "3:Bob|bob@ray.example|z", "4:Cy||"}},
		{name: "quoted commas in one column are not wrapping", in: "name\n\"Lee, Ann\"\n\"Ray, Bob\"\n", columns: "name",
			rows: []string{"2:Lee, Ann", "3:Ray, Bob"}},
		{name: "NULs and control characters", in: "a,b\n1\x00,\x1b[1m\n", columns: "a|b", rows: []string{"2:1\x00|\x1b[1m"}},
		{name: "headers are trimmed", in: " a , \"b\"\n1,2\n", columns: "a|\"b\"", rows: []string{"2:1|2"}},
		{name: "JSON in a cell", in: "key,val\n1,\"{\"\"type\"\": \"\"Point\"\"}\"\n", columns: "key|val", rows: []string{"2:1|{\"type\": \"Point\"}"}},
		{name: "empty", in: "", opening: "warning 0×1"},
		{name: "white space", in: " \r\n\n", opening: "warning 0×1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := read(t, tt.in)
			if got := strings.Join(g.columns, "|"); got != tt.columns {
				t.Errorf("columns: got %q, want %q (%s)", got, tt.columns, g.detail)
			}
			if !slices.Equal(g.rows, tt.rows) {
				t.Errorf("rows: got %q, want %q (%s)", g.rows, tt.rows, g.detail)
			}
			if got := remarksOf(g.stats.Issues); got != tt.remarks {
				t.Errorf("remarks: got %q, want %q: %v", got, tt.remarks, g.stats.Issues)
			}
			if got := remarksOf(g.issues); got != tt.opening {
				t.Errorf("remarks on opening: got %q, want %q", got, tt.opening)
			}
		})
	}
}

func repeated20(row string) []string {
	var out []string
	for i := range 20 {
		out = append(out, fmt.Sprintf("%d:%s", i+2, row))
	}
	return out
}

// generate makes rows of the shape that lead exports have.
func generate(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("id,first_name,last_name,email,phone,company,title,street,city,postcode,country,language,source,source_url,visibility,created_at,updated_at,last_contacted,consent,lawful_basis,opt_out_email,opt_out_phone,notice_at,owner,note\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d,Camille,Durand,camille.durand%d@atelier-nord.example,+33 6 39 98 %02d %02d,\"Atelier Nord, SARL\",Head of Sales Operations,12 rue des Tilleuls,Lyon,69003,France,fr,social_platform,https://network.example/in/camille-%d,first_degree,2021-03-%02d,2023-05-17,,not_given,legitimate_interest,false,false,,team-a,\"met at the fair; said \"\"later\"\"\"\n",
			i, i, i%100, i/100%100, i, i%28+1)
	}
	return b.Bytes()
}

type countingSink struct{ rows, cells int64 }

func (s *countingSink) Row(_ dataset.Place, cells [][]byte) {
	s.rows++
	s.cells += int64(len(cells[3]))
}

func BenchmarkScan(b *testing.B) {
	data := generate(200_000)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				tab, _, err := open(blob.Bytes("b.csv", data))
				if err != nil {
					b.Fatal(err)
				}
				sinks := make([]dataset.Sink, workers)
				for i := range sinks {
					sinks[i] = &countingSink{}
				}
				stats, err := tab.Scan(context.Background(), sinks)
				if err != nil || stats.Rows != 200_000 {
					b.Fatal(stats, err)
				}
			}
			b.ReportMetric(200_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkParse is the parser alone, on one core.
func BenchmarkParse(b *testing.B) {
	data := generate(3000)
	tab, _, err := open(blob.Bytes("b.csv", data))
	if err != nil {
		b.Fatal(err)
	}
	buf, n := padded(data[tab.dialect.body:], '\n', true)
	sink := &countingSink{}
	w := newWorker(&tab.dialect, sink)
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		w.block(&block{buf: buf, n: n})
	}
	b.ReportMetric(float64(sink.rows)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkSplit is the cutting into blocks alone.
func BenchmarkSplit(b *testing.B) {
	data := generate(3000)
	s := splitter{form: form{',', '\n'}, cur: &block{buf: data}, have: len(data)}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if st := s.advance(state{}, false); st.safe != len(data) {
			b.Fatal(st)
		}
	}
	b.ReportMetric(3001*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkNewlines is the floor: finding the line ends and nothing else.
func BenchmarkNewlines(b *testing.B) {
	data := generate(3000)
	rows := 0
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		for rest := data; len(rest) > 0; rows++ {
			rest = rest[bytes.IndexByte(rest, '\n')+1:]
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
