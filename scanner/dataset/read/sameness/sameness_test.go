// Package sameness tests that the same records give the same cells whatever the
// format they are written in.
package sameness

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/mattn/go-sqlite3"
	parquetgo "github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/jsonrows"
	"leadlint/scanner/dataset/read/parquet"
	"leadlint/scanner/dataset/read/sqlite"
	"leadlint/scanner/dataset/read/vcard"
	"leadlint/scanner/dataset/read/xlsx"
	"leadlint/scanner/finding"
)

const records = 300

// contact is an invented record; the names of its columns are those that vCard
// gives, so that all formats have the same.
type contact struct {
	FN    string `parquet:"FN" json:"FN"`
	Email string `parquet:"EMAIL" json:"EMAIL"`
	Tel   string `parquet:"TEL" json:"TEL"`
	Org   string `parquet:"ORG" json:"ORG"`
	Note  string `parquet:"NOTE" json:"NOTE"`
	Rev   string `parquet:"REV" json:"REV"`
}

var headers = []string{"FN", "EMAIL", "TEL", "ORG", "NOTE", "REV"}

// fields are the values in the order of the headers.
func (c contact) fields() []string { return []string{c.FN, c.Email, c.Tel, c.Org, c.Note, c.Rev} }

func invented() []contact {
	all := make([]contact, records)
	for i := range all {
		all[i] = contact{
			FN: fmt.Sprintf("Zoë \"%d\" O'Test, <Jr>", i), Email: fmt.Sprintf("zoe.%d@north.example", i),
			Tel: fmt.Sprintf("+33 6 39 98 %02d %02d", i/100, i%100), Org: []string{"North", "Łódź & Söhne", "株式会社"}[i%3],
			Note: fmt.Sprintf("met; twice\nagreed: %d %%", i), Rev: fmt.Sprintf("2024-03-%02d", i%28+1),
		}
	}
	return all
}

// collector counts the records by their cells, by name of column.
type collector struct {
	mu    sync.Mutex
	names []string
	seen  map[string]int
}

func (c *collector) Row(_ dataset.Place, cells [][]byte) {
	byName := map[string]string{}
	for i, cell := range cells {
		byName[c.names[i]] = string(cell)
	}
	row := make([]string, len(headers))
	for i, h := range headers {
		row[i] = byName[h]
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[strings.Join(row, "|")]++
}

func TestSameRecordsSameCells(t *testing.T) {
	all := invented()
	dir := t.TempDir()
	openSQLite := func(b *blob.Blob) ([]dataset.Table, string, []finding.Issue, error) {
		return sqlite.Open(b, database.Options{})
	}
	for _, tt := range []struct {
		name, file string
		open       func(*blob.Blob) ([]dataset.Table, string, []finding.Issue, error)
		write      func(path string) error
	}{
		{"JSON Lines", "in.jsonl", jsonrows.Open, func(path string) error { return writeJSON(path, all, "", "\n", "\n") }},
		{"JSON array", "in.json", jsonrows.Open, func(path string) error { return writeJSON(path, all, "[", ",\n", "]") }},
		{"JSON wrapped", "wrapped.json", jsonrows.Open, func(path string) error { return writeJSON(path, all, `{"contacts":[`, ",", "]}") }},
		{"XLSX", "in.xlsx", xlsx.Open, func(path string) error { return writeSheet(path, all) }},
		{"Parquet", "in.parquet", parquet.Open, func(path string) error { return parquetgo.WriteFile(path, all) }},
		{"SQLite", "in.db", openSQLite, func(path string) error { return writeDatabase(path, all) }},
		{"vCard", "in.vcf", vcard.Open, func(path string) error { return writeCards(path, all) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(dir, tt.file)
			if err := tt.write(path); err != nil {
				t.Fatal(err)
			}
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			b, err := blob.File(path, tt.file)
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			tables, _, issues, err := tt.open(b)
			if err != nil || len(tables) != 1 || len(issues) > 0 {
				t.Fatalf("Open: got %d tables, issues %v, %v", len(tables), issues, err)
			}
			c := &collector{names: tables[0].Columns(), seen: map[string]int{}}
			stats, err := tables[0].Scan(context.Background(), []dataset.Sink{c, c})
			if err != nil || stats.Rows != records || stats.Skipped != 0 || len(stats.Issues) > 0 {
				t.Fatalf("Scan: got %+v, %v", stats, err)
			}
			for _, r := range all {
				if want := strings.Join(r.fields(), "|"); c.seen[want] != 1 {
					t.Fatalf("record %q was seen %d times", want, c.seen[want])
				}
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the input was changed: %v", err)
			}
			if entries, _ := os.ReadDir(dir); len(entries) > 7 {
				t.Errorf("files were left beside the input: %v", entries)
			}
		})
	}
}

func writeJSON(path string, all []contact, open, between, end string) error {
	lines := make([]string, len(all))
	for i, r := range all {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		lines[i] = string(line)
	}
	return os.WriteFile(path, []byte(open+strings.Join(lines, between)+end), 0o600)
}

func writeSheet(path string, all []contact) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetRow("Sheet1", "A1", &headers); err != nil {
		return err
	}
	for i, r := range all {
		row := r.fields()
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &row); err != nil {
			return err
		}
	}
	return f.SaveAs(path)
}

func writeDatabase(path string, all []contact) error {
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE contacts (" + strings.Join(headers, " TEXT, ") + " TEXT)"); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, r := range all {
		if _, err := tx.Exec("INSERT INTO contacts VALUES (?,?,?,?,?,?)", r.FN, r.Email, r.Tel, r.Org, r.Note, r.Rev); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func writeCards(path string, all []contact) error {
	escape := strings.NewReplacer(`\`, `\\`, "\n", `\n`, ",", `\,`, ";", `\;`)
	var out strings.Builder
	for _, r := range all {
		out.WriteString("BEGIN:VCARD\r\nVERSION:4.0\r\n")
		for i, value := range r.fields() {
			out.WriteString(headers[i] + ":" + escape.Replace(value) + "\r\n")
		}
		out.WriteString("END:VCARD\r\n")
	}
	return os.WriteFile(path, []byte(out.String()), 0o600)
}
