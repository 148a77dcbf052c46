// Package rawcells_test looks for what may not be in a partial. It is apart because it
// needs the whole scanner.
package rawcells_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"leadlint/scanner"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// canary stands in cells of every column, and may stand nowhere in a partial.
const canary = "Qanarienvogel"

// TestNoRawCellInPartials audits a table with a column for everything that is recognised.
// Nearly all records are ordinary; some hold a person's data in each cell, also where a
// word was expected.
func TestNoRawCellInPartials(t *testing.T) {
	dir := t.TempDir()
	const rows = 5000
	var b strings.Builder
	var fields []recognise.Field
	for _, f := range recognise.Canonical() {
		fields = append(fields, f)
		b.WriteString(f.Name + ";")
	}
	b.WriteString("email\n")
	for i := range rows {
		for _, f := range fields {
			b.WriteString(ordinary(f, i, i%997 == 991) + ";")
		}
		fmt.Fprintf(&b, "%s%d@%s.example\n", canary, i, canary)
	}
	list := fmt.Sprintf("email\n%s7@%s.example\n", canary, canary)
	for name, text := range map[string]string{"leads.csv": b.String(), "optouts.csv": list, "leadlint.yaml": auditFile} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, report, err := scanner.Count(t.Context(), scanner.Options{AuditFile: filepath.Join(dir, "leadlint.yaml"), Version: "test", Examples: 50, Workers: 2, Shard: partial.Shard{Index: 1, Of: 2}})
	if err != nil {
		t.Fatal(err)
	}
	if n := misread(p); n < 10 {
		t.Errorf("%d columns of words hold the canary, want 10 at least that are in use; coverage %+v", n, report.Coverage.Issues)
	}
	text := strings.ToLower(content(t, p))
	if i := strings.Index(text, strings.ToLower(canary)); i >= 0 {
		t.Errorf("a raw cell is in the partial: …%s…", text[max(0, i-200):min(len(text), i+100)])
	}
	if len(text) < 10000 || !strings.Contains(text, "***") {
		t.Errorf("got %d bytes, want counts and masked examples", len(text))
	}
}

const auditFile = `version: 1
now: 2026-11-22
datasets:
  - path: leads.csv
registers:
  - path: optouts.csv
    relation: suppression
`

// ordinary gives a cell of a column, or one with the canary in it.
func ordinary(f recognise.Field, i int, bird bool) string {
	switch {
	case bird && i%2 == 0:
		return fmt.Sprintf("%s %d", canary, i)
	case bird:
		return fmt.Sprintf("%s@nest.example", canary)
	case f.Type == "date":
		return fmt.Sprintf("20%02d-03-%02d", 15+i%10, 1+i%28)
	case f.Type == "bool":
		return []string{"yes", "no"}[i%2]
	case f.Governance:
		return ""
	}
	return fmt.Sprintf("%s%d", canary, i)
}

// misread counts the columns in use some of whose cells were not understood.
func misread(p *partial.Partial) int {
	n := 0
	for _, d := range p.Datasets {
		for i := range d.Tables {
			for column, cells := range d.Tables[i].Tally.Values {
				c := finding.Column(d.Tables[i].Mapping.Columns[column])
				for _, cell := range cells {
					if !cell.Understood && c.State == "used" {
						n++
						break
					}
				}
			}
		}
	}
	return n
}

// content gives all that a partial holds, decompressed.
func content(t *testing.T, p *partial.Partial) string {
	t.Helper()
	var b bytes.Buffer
	if err := partial.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	head := bytes.IndexByte(b.Bytes(), '\n') + 1
	text, err := z.DecodeAll(b.Bytes()[head:b.Len()-sha256.Size], nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
