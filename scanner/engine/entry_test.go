package engine

import (
	"bytes"
	"testing"
	"unsafe"

	"leadlint/rules/facts"
)

// Entries lie in memory as they are written to table files: that is where opened
// tables use them.
func TestEntryLayout(t *testing.T) {
	list := []entry{{facts.Hash{0x0102030405060708, 9}, 10, 11, 12}, {facts.Hash{1, 2}, 1<<32 - 1, 255, 7}}
	var out bytes.Buffer
	if err := writeEntries(&out, list, 0); err != nil {
		t.Fatal(err)
	}
	if unsafe.Sizeof(list[0]) != entryBytes || out.Len() != len(list)*entryBytes {
		t.Fatalf("an entry has %d bytes, and is written as %d; want %d", unsafe.Sizeof(list[0]), out.Len()/len(list), entryBytes)
	}
	for i, e := range viewOf[entry](out.Bytes()) {
		if e != list[i] {
			t.Errorf("got %+v, want %+v", e, list[i])
		}
	}
}
