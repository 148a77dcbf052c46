package arrange_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"leadlint/scanner/dataset/arrange"
)

// shown writes values on one line, absent ones as "-".
func shown(values []arrange.Value) string {
	out := ""
	for _, v := range values {
		text := "-"
		if v.Cell != nil {
			text = fmt.Sprintf("%q", v.Cell)
		}
		out += v.Column + "=" + text + " "
	}
	return out
}

func TestFolders(t *testing.T) {
	for _, tt := range []struct{ name, dataset, file, above, want string }{
		{"folder", "lake", "lake/country=FR/part-0.csv", "lake", `country="FR" `},
		{"folders in folders", "lake", "lake/country=FR/year=2024/part-0.csv", "lake", `country="FR" year="2024" `},
		{"pattern", "lake/country=*/*.csv", "lake/country=FR/part-0.csv", "lake", `country="FR" `},
		{"one of the folders", "lake/country=FR", "lake/country=FR/year=2024/a.csv", "lake", `country="FR" year="2024" `},
		{"pattern within one of them", "lake/country=FR/*.csv", "lake/country=FR/a.csv", "lake", `country="FR" `},
		{"here", "country=FR", "country=FR/a.csv", ".", `country="FR" `},
		{"dot", ".", "country=FR/a.csv", ".", `country="FR" `},
		{"written as %XX", "lake", "lake/source%20of=a%3Db%2Fc/x.csv", "lake", `source of="a=b/c" `},
		{"a % that starts none", "lake", "lake/rate=5%/x.csv", "lake", `rate="5%" `},
		{"no value", "lake", "lake/country=__HIVE_DEFAULT_PARTITION__/x.csv", "lake", `country=- `},
		{"empty", "lake", "lake/country=/x.csv", "lake", `country="" `},
		{"the inner one counts", "lake", "lake/country=FR/country=DE/x.csv", "lake", `country="DE" `},
		{"the file's own name says nothing", "lake", "lake/country=FR", "lake", ``},
		{"no column", "lake", "lake/=FR/x.csv", "lake", ``},
		{"other folders", "lake", "lake/2024/x.csv", "lake", ``},
	} {
		t.Run(tt.name, func(t *testing.T) {
			above := arrange.Above(filepath.FromSlash(tt.dataset))
			if above != filepath.FromSlash(tt.above) {
				t.Errorf("Above: got %q, want %q", above, tt.above)
			}
			if got := shown(arrange.Folders(above, filepath.FromSlash(tt.file))); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	if got := arrange.Above(filepath.FromSlash("/srv/lake/day=1/x")); got != filepath.FromSlash("/srv/lake") {
		t.Errorf("Above of a path from the root: got %q, want /srv/lake", got)
	}
}
