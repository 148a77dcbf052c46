package parquet

import (
	"testing"
	"unicode/utf8"
)

// A page that is text as a whole may still be cut within a character.
func TestTextOfAPage(t *testing.T) {
	for name, c := range map[string]struct {
		data    string
		offsets []uint32
		want    []string // "" is an empty cell, "-" none
	}{
		"plain":             {"annbo", []uint32{0, 3, 3, 5}, []string{"ann", "", "bo"}},
		"letters":           {"anné€", []uint32{0, 5, 8}, []string{"anné", "€"}},
		"cut in two":        {"anné€", []uint32{0, 4, 8}, []string{"-", "-"}},
		"cut at its end":    {"é€", []uint32{0, 1, 5}, []string{"-", "-"}},
		"a page not valid":  {"ann\xffbo", []uint32{0, 3, 4, 6}, []string{"ann", "-", "bo"}},
		"nothing but empty": {"", []uint32{0, 0, 0}, []string{"", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			cur := &cursor{data: append([]byte(nil), c.data...), offsets: c.offsets}
			cur.valid = utf8.Valid(cur.data)
			for i, want := range c.want {
				got := cur.text(i)
				if none := got == nil; none != (want == "-") || !none && string(got) != want {
					t.Errorf("cell %d: got %q (none: %v), want %q", i, got, none, want)
				}
			}
		})
	}
}

// Columns of nothing but empty texts are no damage.
func TestEmptyTexts(t *testing.T) {
	type row struct {
		Name  string `parquet:"name"`
		Note  string `parquet:"note,plain"`
		Place string `parquet:"place,dict"`
		Post  string `parquet:"post,delta"`
	}
	for _, text := range []string{"", "x"} {
		_, rows, stats := scan(t, write(t, []row{{Name: "Ada"}, {"Bo", "", "", text}}))
		if len(stats.Issues) > 0 || rows[1] != "Ada|||" || rows[2] != "Bo|||"+text {
			t.Errorf("got %q, %q with issues %v", rows[1], rows[2], stats.Issues)
		}
	}
}
