package parquet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
)

// collector keeps every row as text; several workers may share it.
type collector struct {
	mu   sync.Mutex
	rows map[int64]string
}

func (c *collector) Row(at dataset.Place, cells [][]byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rows[at.Line] = line(cells)
}

// line shows cells as one text.
func line(cells [][]byte) string {
	text := make([]string, len(cells))
	for i, cell := range cells {
		text[i] = "∅"
		if cell != nil {
			text[i] = strings.ReplaceAll(string(cell), string(rune(dataset.MultiSep)), "+")
		}
	}
	return strings.Join(text, "|")
}

// write makes a file of rows in memory.
func write[T any](t testing.TB, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var out bytes.Buffer
	w := parquet.NewGenericWriter[T](&out, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// scan reads a file wholly with two workers.
func scan(t testing.TB, data []byte) (columns []string, rows map[int64]string, stats dataset.Stats) {
	t.Helper()
	tables, _, _, err := Open(blob.Bytes("in", data))
	if err != nil {
		t.Fatal(err)
	}
	c := &collector{rows: map[int64]string{}}
	stats, err = tables[0].Scan(context.Background(), []dataset.Sink{c, c})
	if err != nil {
		t.Fatal(err)
	}
	return tables[0].Columns(), c.rows, stats
}

type typed struct {
	Text   string           `parquet:"text"`
	Dict   *string          `parquet:"dict,optional,dict"`
	Int    int32            `parquet:"int"`
	Long   *int64           `parquet:"long,optional"`
	Unsign uint32           `parquet:"unsign"`
	Bool   *bool            `parquet:"bool,optional"`
	Float  float64          `parquet:"float"`
	Day    int32            `parquet:"day,date"`
	Milli  int64            `parquet:"milli,timestamp(millisecond)"`
	Micro  int64            `parquet:"micro,timestamp(microsecond),dict"`
	Nano   *int64           `parquet:"nano,optional,timestamp(nanosecond)"`
	Money  int64            `parquet:"money,decimal(2:18)"`
	ID     [16]byte         `parquet:"id,uuid"`
	Old    deprecated.Int96 `parquet:"old"`
	Raw    []byte           `parquet:"raw"`
	Emails []email          `parquet:"emails"`
	Tags   []string         `parquet:"tags,list"`
	Nested struct {
		A, B *string `parquet:",optional"`
	} `parquet:"nested"`
	Other map[string]string `parquet:"other"`
}

type email struct {
	Address string `parquet:"address"`
	Kind    string `parquet:"kind,optional"`
}

func ref[T any](v T) *T { return &v }

func TestTypes(t *testing.T) {
	at := time.Date(2024, 2, 29, 13, 5, 9, 120_000_000, time.UTC)
	full := typed{Text: "é", Dict: ref("d"), Int: -5, Long: ref(int64(7)), Unsign: math.MaxUint32, Bool: ref(true), Float: 33639980000,
		Day: int32(at.Unix() / 86400), Milli: at.UnixMilli(), Micro: at.UnixMicro(), Nano: ref(at.UnixNano() + 1), Money: -1205,
		ID: [16]byte{0x01, 0x23, 15: 0xff}, Old: deprecated.Int96{0, 0, 2460370}, Raw: []byte("ok"),
		Emails: []email{{"a@north.example", "work"}, {"b@north.example", ""}}, Tags: []string{"x", "", "y"}, Other: map[string]string{"k": "v"}}
	full.Nested.A = ref("n")
	bare := typed{Float: math.NaN(), Raw: []byte{0xff}, Milli: -1, Money: 5}
	columns, rows, stats := scan(t, write(t, []typed{full, bare}))
	if got, want := strings.Join(columns, ","), "text,dict,int,long,unsign,bool,float,day,milli,micro,nano,money,id,old,raw,emails.address,emails.kind,tags,nested.A,nested.B,other.key,other.value"; got != want {
		t.Errorf("columns: got %s, want %s", got, want)
	}
	want := map[int64]string{
		1: "é|d|-5|7|4294967295|true|33639980000|2024-02-29|2024-02-29T13:05:09.12Z|2024-02-29T13:05:09.12Z|2024-02-29T13:05:09.120000001Z|-12.05|01230000-0000-0000-0000-0000000000ff|2024-02-29T00:00:00|ok|a@north.example+b@north.example|work|x++y|n|∅|k|v",
		2: "|∅|0|∅|0|∅|∅|1970-01-01|1969-12-31T23:59:59.999Z|1970-01-01T00:00:00Z|∅|0.05|00000000-0000-0000-0000-000000000000|-4713-11-24T00:00:00|∅|∅|∅|∅|∅|∅|∅|∅",
	}
	for i, w := range want {
		if rows[i] != w {
			t.Errorf("row %d:\n got %s\nwant %s", i, rows[i], w)
		}
	}
	if stats.Rows != 2 || len(stats.Issues) != 2 {
		t.Errorf("got %d rows, issues %v, want 2 rows and the NaN and the bytes told", stats.Rows, stats.Issues)
	}
}

type lead struct {
	ID      int64     `parquet:"id"`
	Name    string    `parquet:"name"`
	Email   *string   `parquet:"email,optional"`
	Country string    `parquet:"country,dict"`
	Created int32     `parquet:"created,date"`
	Updated time.Time `parquet:"updated,timestamp"`
	Tags    []string  `parquet:"tags,list"`
	C7      string    `parquet:"c7,dict"`
	C8      string    `parquet:"c8,dict"`
	C9      string    `parquet:"c9"`
	C10     string    `parquet:"c10"`
	C11     string    `parquet:"c11,dict"`
	C12     string    `parquet:"c12,dict"`
	C13     string    `parquet:"c13"`
	C14     string    `parquet:"c14"`
	C15     string    `parquet:"c15,dict"`
	C16     string    `parquet:"c16,dict"`
	C17     string    `parquet:"c17"`
	C18     string    `parquet:"c18"`
	C19     *string   `parquet:"c19,optional,dict"`
	C20     *string   `parquet:"c20,optional"`
	C21     *bool     `parquet:"c21,optional"`
	C22     string    `parquet:"c22,dict"`
	C23     string    `parquet:"c23"`
	C24     string    `parquet:"c24"`
}

// invented makes n records of 25 columns.
func invented(n int) []lead {
	rows := make([]lead, n)
	for i := range rows {
		text := func(c int) string { return fmt.Sprintf("value %d of %d", c, i*7919%5000) }
		r := lead{ID: int64(i + 1), Name: text(1), Country: []string{"FR", "DE", "PL"}[i%3], Created: int32(19000 + i%700),
			Updated: time.Unix(1.7e9+int64(i), 0), C7: text(7)[:9], C8: text(8)[:9], C9: text(9), C10: text(10), C11: text(11)[:9],
			C12: text(12)[:9], C13: text(13), C14: text(14), C15: text(15)[:9], C16: text(16)[:9], C17: text(17), C18: text(18),
			C22: text(22)[:9], C23: text(23), C24: text(24)}
		if i%5 > 0 {
			r.Email, r.C19, r.C20, r.C21 = ref(fmt.Sprintf("ada.%d@north.example", i)), ref("fr"), ref(text(20)), ref(i%2 == 0)
		}
		for j := range i % 4 {
			r.Tags = append(r.Tags, fmt.Sprint(j))
		}
		rows[i] = r
	}
	return rows
}

func TestPagesGroupsAndSample(t *testing.T) {
	want := invented(20_000)
	for name, options := range map[string][]parquet.WriterOption{
		"one group":          {parquet.PageBufferSize(4 << 10)},
		"groups, pages v1":   {parquet.MaxRowsPerRowGroup(3000), parquet.DataPageVersion(1), parquet.PageBufferSize(2 << 10)},
		"compressed by zstd": {parquet.MaxRowsPerRowGroup(7000), parquet.Compression(&parquet.Zstd)},
	} {
		t.Run(name, func(t *testing.T) {
			data := write(t, want, options...)
			_, rows, stats := scan(t, data)
			if stats.Rows != 20_000 || len(stats.Issues) > 0 {
				t.Fatalf("got %d rows, %v", stats.Rows, stats.Issues)
			}
			for i, r := range want {
				cells := strings.Split(rows[int64(i+1)], "|")
				email := "∅"
				if r.Email != nil {
					email = *r.Email
				}
				tags := "∅"
				if len(r.Tags) > 0 {
					tags = strings.Join(r.Tags, "+")
				}
				if cells[0] != fmt.Sprint(r.ID) || cells[2] != email || cells[3] != r.Country || cells[6] != tags || cells[24] != r.C24 {
					t.Fatalf("row %d: got %q, want %+v", i+1, cells, r)
				}
			}
			tables, _, _, _ := Open(blob.Bytes("in", data))
			first, err := tables[0].Sample(context.Background(), 64)
			again, _ := tables[0].Sample(context.Background(), 64)
			if err != nil || len(first) != 64 || !slices.EqualFunc(first, again, func(a, b [][]byte) bool { return slices.EqualFunc(a, b, bytes.Equal) }) {
				t.Fatalf("Sample: got %d rows, %v; want the same 64 twice", len(first), err)
			}
			for _, row := range first {
				var id int64
				fmt.Sscan(string(row[0]), &id)
				if line(row) != rows[id] {
					t.Errorf("sampled row %d: got %s, want %s", id, line(row), rows[id])
				}
			}
			if last := string(first[63][0]); len(last) != 5 {
				t.Errorf("last sampled id: got %s, want one near 20000", last)
			}
			if all, err := tables[0].Sample(context.Background(), 30_000); len(all) != 20_000 || err != nil {
				t.Errorf("sample of all: got %d, %v", len(all), err)
			}
		})
	}
}

func TestProject(t *testing.T) {
	tables, _, _, err := Open(blob.Bytes("in", write(t, invented(1000))))
	if err != nil {
		t.Fatal(err)
	}
	tables[0].(dataset.Projector).Project([]int{3, 99})
	c := &collector{rows: map[int64]string{}}
	stats, err := tables[0].Scan(context.Background(), []dataset.Sink{c})
	if want := "∅|∅|∅|DE" + strings.Repeat("|∅", 21); err != nil || c.rows[2] != want || stats.Rows != 1000 {
		t.Errorf("got %q, %v, want %q", c.rows[2], err, want)
	}
}

func TestOpenRefuses(t *testing.T) {
	good := write(t, invented(100))
	huge := bytes.Clone(good)
	copy(huge[len(huge)-8:], []byte{0xff, 0xff, 0xff, 0x7f})
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"cut short": {good[:len(good)/2], "cut short"}, "empty": {nil, "no Parquet"}, "text": {[]byte("name,email\nx,y\n"), "no Parquet"},
		"footer too large": {huge, "damaged"}, "encrypted": {append(bytes.Clone(good[:len(good)-4]), "PARE"...), "encrypted"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, _, err := Open(blob.Bytes("in", tt.data)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestDamagedPagesAreTold(t *testing.T) {
	data := write(t, invented(20_000), parquet.MaxRowsPerRowGroup(5000), parquet.Compression(&parquet.Snappy))
	for i := range 3000 {
		data[len(data)/3+i] ^= 0x5a
	}
	_, rows, stats := scan(t, data)
	if stats.Rows+stats.Skipped != 20_000 || stats.Skipped == 0 || len(stats.Issues) == 0 || stats.Rows < 10_000 || len(rows) != int(stats.Rows) {
		t.Errorf("got %d rows, %d skipped, %v", stats.Rows, stats.Skipped, stats.Issues)
	}
}

func TestInputUnchanged(t *testing.T) {
	data := write(t, invented(2000))
	path := filepath.Join(t.TempDir(), "in.parquet")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := blob.File(path, "in.parquet")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	tables, _, _, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tables[0].Scan(context.Background(), []dataset.Sink{nowhere{}}); err != nil {
		t.Fatal(err)
	}
	if sum, _, err := b.Sum(); err != nil || sum != fmt.Sprintf("%x", sha256.Sum256(data)) {
		t.Errorf("the file or its sum changed: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	tables, _, _, _ := Open(blob.Bytes("in", write(t, invented(2000))))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tables[0].Scan(ctx, []dataset.Sink{nowhere{}}); err != context.Canceled {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

type nowhere struct{}

func (nowhere) Row(dataset.Place, [][]byte) {}

func BenchmarkScan(b *testing.B) {
	data := write(b, invented(200_000), parquet.Compression(&parquet.Snappy))
	for b.Loop() {
		tables, _, _, err := Open(blob.Bytes("in", data))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := tables[0].Scan(context.Background(), []dataset.Sink{nowhere{}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*2e5/b.Elapsed().Seconds(), "rows/s")
}

func FuzzParquetOpen(f *testing.F) {
	small := write(f, invented(20), parquet.Compression(&parquet.Snappy))
	f.Add(small)
	f.Add(write(f, []typed{{Tags: []string{"x"}}}))
	f.Add(small[:200])
	f.Fuzz(func(t *testing.T, data []byte) {
		tables, _, _, err := Open(blob.Bytes("in", data))
		if err != nil {
			return
		}
		_, _ = tables[0].Sample(context.Background(), 5)
		_, _ = tables[0].Scan(context.Background(), []dataset.Sink{nowhere{}})
	})
}
