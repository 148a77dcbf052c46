package items_test

import (
	"testing"
	"testing/fstest"

	"leadlint/scanner/notice/items"
)

// TestHeadingsAbove holds the scope "before" to the headings that a sentence stands
// under: one before them on the same level is about something else.
func TestHeadingsAbove(t *testing.T) {
	folder := fstest.MapFS{"en.tsv": {Data: []byte("recipients\tstated\tbefore\tstaff + who gets it\n")}}
	r, err := items.NewReaderFrom(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		want       items.State
	}{
		{"heading", "# Notice\n\n## Who gets it\n\nOur staff and nobody else in the world.", items.Stated},
		{"parent", "# Notice\n\n## Who gets it\n\n### Inside\n\nOur staff and nobody else in the world.", items.Stated},
		{"sibling", "# Notice\n\n## Who gets it\n\nClients.\n\n## Security\n\nOur staff have passwords.", items.NotFound},
		{"child of a sibling", "# Notice\n\n## Sharing\n\n### Who gets it\n\nClients.\n\n## Security\n\nOur staff have passwords.", items.NotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, r, "en", "notice.md", c.text).Of(items.Recipients); got.State != c.want {
				t.Errorf("got %s, want %s", got.State, c.want)
			}
		})
	}
}
