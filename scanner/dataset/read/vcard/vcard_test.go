package vcard

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
)

// collector keeps every row as "column=value" of its filled cells.
type collector struct {
	mu      sync.Mutex
	columns []string
	rows    map[int64]string
}

func (c *collector) Row(at dataset.Place, cells [][]byte) {
	var filled []string
	for i, cell := range cells {
		if cell != nil {
			filled = append(filled, c.columns[i]+"="+strings.ReplaceAll(string(cell), string(rune(dataset.MultiSep)), "+"))
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rows[at.Line] = strings.Join(filled, "|")
}

func scan(t testing.TB, b *blob.Blob) (map[int64]string, dataset.Stats) {
	t.Helper()
	tables, _, _, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	c := &collector{columns: tables[0].Columns(), rows: map[int64]string{}}
	stats, err := tables[0].Scan(context.Background(), []dataset.Sink{c, c})
	if err != nil {
		t.Fatal(err)
	}
	return c.rows, stats
}

func TestCards(t *testing.T) {
	card := func(lines ...string) string {
		return "BEGIN:VCARD\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCARD\r\n"
	}
	tests := []struct {
		name, in string
		rows     map[int64]string
		skipped  int64
		issue    string
	}{
		{name: "version 4", in: card("VERSION:4.0", "FN:Ada Test", "N:Test;Ada;;Dr.;", "EMAIL;TYPE=work:ada@north.example",
			"EMAIL;TYPE=home;PREF=1:ada@home.example", `EMAIL;TYPE="work,home":both@north.example`, "TEL;VALUE=uri;TYPE=cell:tel:+33-6-39-98-00-01",
			`ADR;TYPE=work:;;1\, rue X;Lyon;;69001;France`, `ORG:North\; East;Sales`, "LANG:fr", "REV:20240301T101010Z", "SOURCE:https://north.example/ada", "CATEGORIES:lead,fair",
			"X-OPT-OUT:yes", `NOTE:two\nlines`),
			rows: map[int64]string{1: "ADR.city (work)=Lyon|ADR.code (work)=69001|ADR.country (work)=France|ADR.street (work)=1, rue X|CATEGORIES=lead+fair|EMAIL (home)=ada@home.example|EMAIL (home, work)=both@north.example|EMAIL (work)=ada@north.example|FN=Ada Test|LANG=fr|N.family=Test|N.given=Ada|N.prefix=Dr.|NOTE=two\nlines|ORG=North; East|ORG.unit=Sales|REV=20240301T101010Z|SOURCE=https://north.example/ada|TEL (cell)=+33-6-39-98-00-01|X-OPT-OUT=yes"}},
		{name: "version 2.1", in: card("VERSION:2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:T=C3=A9st;Ada", "TEL;WORK;VOICE:+44 7700 900123",
			"NOTE;ENCODING=QUOTED-PRINTABLE:a=", "b=0D=0Ac", "PHOTO;ENCODING=BASE64;JPEG:", " AAAA", " BBBB", ""),
			rows: map[int64]string{1: "N.family=Tést|N.given=Ada|NOTE=ab\nc|TEL (work)=+44 7700 900123"}},
		{name: "folded, with groups", in: card("item1.EMAIL;TYPE=INTERNET:ada@", " north.", "\texample", "item1.X-ABLabel:Mine"),
			rows: map[int64]string{1: "EMAIL=ada@north.example|X-ABLABEL=Mine"}},
		{name: "several values", in: card("EMAIL:a@north.example", "EMAIL:b@north.example"), rows: map[int64]string{1: "EMAIL=a@north.example+b@north.example"}},
		{name: "windows-1252", in: card("FN:Andr\xe9"), rows: map[int64]string{1: "FN=André"}, issue: "windows-1252"},
		{name: "no end", in: "BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\n", rows: map[int64]string{3: "FN=B"}, skipped: 2, issue: "END:VCARD"},
		{name: "bad line", in: card("FN:A", "nonsense"), rows: map[int64]string{1: "FN=A"}, issue: "no property"},
		{name: "empty card", in: card("VERSION:3.0"), rows: map[int64]string{}, skipped: 1, issue: "no property that"},
		{name: "text between", in: "\xef\xbb\xbf" + card("FN:A") + "hello\n" + card("FN:B"), rows: map[int64]string{1: "FN=A", 5: "FN=B"}, issue: "between cards"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, stats := scan(t, blob.Bytes("in", []byte(tt.in)))
			if fmt.Sprint(rows) != fmt.Sprint(tt.rows) {
				t.Errorf("rows:\n got %v\nwant %v", rows, tt.rows)
			}
			told := fmt.Sprint(stats.Issues)
			if stats.Skipped != tt.skipped || !strings.Contains(told, tt.issue) || tt.issue == "" && len(stats.Issues) > 0 {
				t.Errorf("got %d skipped, issues %s; want %d, %q", stats.Skipped, told, tt.skipped, tt.issue)
			}
		})
	}
}

func TestLongCards(t *testing.T) {
	long := "BEGIN:VCARD\nNOTE:" + strings.Repeat("x", 20<<20) + "\nEND:VCARD\n"
	folded := "BEGIN:VCARD\nNOTE:x\n" + strings.Repeat(" x\n", 3<<20) + "END:VCARD\n"
	rows, stats := scan(t, blob.Bytes("in", []byte("BEGIN:VCARD\nFN:A\nEND:VCARD\n"+long+folded+"BEGIN:VCARD\nFN:B\nEND:VCARD\n")))
	if stats.Rows != 2 || stats.Skipped != 2 || rows[1] != "FN=A" {
		t.Errorf("got %d rows, %d skipped, %v", stats.Rows, stats.Skipped, stats.Issues)
	}
}

func TestFileUnchangedSampleAndCancel(t *testing.T) {
	var data []byte
	for i := range 3000 {
		data = fmt.Appendf(data, "BEGIN:VCARD\nVERSION:3.0\nFN:Ada %d\nEMAIL;TYPE=WORK:ada.%d@north.example\nEND:VCARD\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "in.vcf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := blob.File(path, "in.vcf")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if rows, stats := scan(t, b); stats.Rows != 3000 || rows[14996] != "EMAIL (work)=ada.2999@north.example|FN=Ada 2999" {
		t.Errorf("got %d rows, %q", stats.Rows, rows[14996])
	}
	if sum, _, err := b.Sum(); err != nil || sum != fmt.Sprintf("%x", sha256.Sum256(data)) {
		t.Errorf("the file or its sum changed: %v", err)
	}
	tables, _, _, _ := Open(b)
	sample, err := tables[0].Sample(context.Background(), 10)
	if err != nil || len(sample) != 10 || !bytes.Equal(sample[9][1], []byte("Ada 2700")) {
		t.Errorf("Sample: got %d rows, %v", len(sample), err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tables[0].Scan(ctx, []dataset.Sink{&collector{}}); err != context.Canceled {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func FuzzVCard(f *testing.F) {
	f.Add([]byte("BEGIN:VCARD\nFN:A\nTEL;WORK:1\nN;ENCODING=QUOTED-PRINTABLE:a=\n=C3\nEND:VCARD\n"))
	f.Add([]byte("BEGIN:VCARD\nEMAIL;TYPE=\"work:x\nADR:;;a\\;b\n c\nX;CHARSET=koi8-r:\xff\nEND:VCARD\nBEGIN:VCARD\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tables, _, _, err := Open(blob.Bytes("in", data))
		if err != nil {
			return
		}
		if _, err := tables[0].Sample(context.Background(), 3); err != nil {
			t.Fatal(err)
		}
		c := &collector{columns: tables[0].Columns(), rows: map[int64]string{}}
		stats, err := tables[0].Scan(context.Background(), []dataset.Sink{c, c})
		if err != nil || stats.Skipped > 0 && len(stats.Issues) == 0 {
			t.Fatalf("got %v, %d skipped, issues %v", err, stats.Skipped, stats.Issues)
		}
	})
}
