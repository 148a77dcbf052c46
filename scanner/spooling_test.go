package scanner_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"testing"

	"leadlint/scanner"
)

// TestWorkersShareBlocks: tables on disk are asked by several workers, block by block,
// with the report of one worker that holds them in memory.
func TestWorkersShareBlocks(t *testing.T) {
	file := joined(t, 12_000, rand.New(rand.NewPCG(3, 4)))
	if info, err := os.Stat(file[:len(file)-len("leadlint.yaml")] + "contacts.csv"); err != nil || info.Size() < 3*192<<10 {
		t.Fatalf("got %v and %v, want a file of several blocks", info, err)
	}
	var want []byte
	for _, memory := range []int64{0, 200_000} {
		r := audit(t, scanner.Options{AuditFile: file, Workers: 1 + int(min(memory, 2)), Memory: memory, TempDir: t.TempDir(), Examples: 3, Key: []byte("secret")})
		if !r.Coverage.Complete {
			t.Fatalf("memory %d: got an incomplete run: %+v", memory, r.Coverage.Issues)
		}
		got, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("memory %d: the report differs", memory)
		}
	}
}
