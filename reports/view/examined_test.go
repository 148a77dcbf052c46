package view_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func TestExaminedOf(t *testing.T) {
	files := func(n int) (list []finding.Input, lines string) {
		for i := range n {
			in := finding.Input{Name: fmt.Sprintf("exports/%02d.csv", i), Dataset: "exports/*.csv", Format: "csv", SHA256: fmt.Sprintf("%064x", i), Bytes: 10, Rows: 2}
			list, lines = append(list, in), lines+in.SHA256+"  "+in.Name+"\n"
		}
		return list, lines
	}
	alone := finding.Input{Name: "register.csv", Rows: 7}
	few, _ := files(12)
	if got := view.ExaminedOf(append(few, alone)); len(got) != 13 || got[0].Files != 0 {
		t.Errorf("12 files: got %d entries, the first of %d files; want each for itself", len(got), got[0].Files)
	}
	many, lines := files(13)
	got := view.ExaminedOf(append(many, alone))
	if len(got) != 2 {
		t.Fatalf("13 files: got %d entries, want 2", len(got))
	}
	sum := sha256.Sum256([]byte(lines))
	if e := got[0]; e.Files != 13 || e.Rows != 26 || e.Bytes != 130 || e.Name != "exports/*.csv" || e.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("got %+v", e)
	}
	if got[1].Name != "register.csv" || got[1].Files != 0 {
		t.Errorf("got %+v behind, want the register", got[1])
	}
	many[4].SHA256 = ""
	if got := view.ExaminedOf(many); got[0].SHA256 != "" {
		t.Errorf("a file without a hash: got %q for all, want none", got[0].SHA256)
	}
}
