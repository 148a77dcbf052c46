package tsv

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

func TestRows(t *testing.T) {
	files := fstest.MapFS{"a.tsv": {Data: []byte("# word\tmeaning\n\n# a comment\none\t1\n#tag\t2\n")}, "short.tsv": {Data: []byte("one\t1\ntwo\n")}}
	got := fmt.Sprint(Rows(files, "a.tsv", 2))
	if want := "[[one 1] [#tag 2]]"; got != want {
		t.Errorf("rows: got %s, want %s", got, want)
	}
	for name, want := range map[string]string{"short.tsv": "short.tsv:2 has 1 columns, want 2", "none.tsv": "none.tsv"} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if r := fmt.Sprint(recover()); !strings.Contains(r, want) {
					t.Errorf("got panic %q, want one with %q", r, want)
				}
			}()
			Rows(files, name, 2)
		})
	}
}
