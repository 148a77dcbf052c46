package items

import (
	"testing"

	"leadlint/scanner/wording"
)

// FuzzTable: a table is refused with an error, or every line of it can be tried.
func FuzzTable(f *testing.F) {
	f.Add("class\tkeep\tkeep|store*\nretention\tstated\tsentence\t{NUMBER} ~ day*|year* + {keep}\tage\n")
	f.Add("retention\tabout\theading\tretention\nabbreviation\te.g. art\n")
	f.Add("class\ta\t{b}\nclass\tb\t{a}\naccess\tstated\tbefore\t{a} + purposes\n")
	f.Add("access_content\tinside_another_right\tbefore\task us + purposes\t\n\t\t\t")
	fold := wording.NewFolder()
	f.Fuzz(func(t *testing.T, table string) {
		l, err := compile("en", table, fold)
		if err != nil {
			return
		}
		for _, e := range l.entries {
			if len(e.groups) == 0 || len(e.groups[0].ids) == 0 {
				t.Fatalf("%s: a line without a wording", e.rule)
			}
			for _, g := range e.groups {
				for _, id := range g.ids {
					if int(id) >= len(l.phrases) || int(-id) > len(kinds()) {
						t.Fatalf("%s: wording %d is not known", e.rule, id)
					}
				}
			}
		}
	})
}
