package observe_test

import (
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
	"leadlint/scanner/code/observe"
)

// fuzz reads any text as a file of that name: nothing may panic, and all facts must
// stand inside of the text, in order.
func fuzz(f *testing.F, name, cases string) {
	for _, src := range sources(f, cases) {
		f.Add([]byte(src))
	}
	rel := facts.NewSchema().Relation("code")
	o := observe.New(lexicon.New(), wanted{})
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 1<<14 {
			return
		}
		r := observed(t, o, name, src)
		before := uint32(0)
		for i := range r.Facts {
			x := &r.Facts[i]
			if x.Start < before || x.End < x.Start || int(x.End) > len(src) {
				t.Fatalf("fact %d stands at %d to %d of %d, after %d", i, x.Start, x.End, len(src), before)
			}
			before = x.Start
		}
		observe.Batch(rel, r.Facts, observe.Project{})
	})
}

func FuzzPython(f *testing.F) { fuzz(f, "a.py", "testdata/python.txt") }

func FuzzScript(f *testing.F) { fuzz(f, "a.tsx", "testdata/script.txt") }

func FuzzPHP(f *testing.F) { fuzz(f, "a.php", "testdata/other.txt") }

func FuzzRuby(f *testing.F) { fuzz(f, "a.rb", "testdata/other.txt") }

func FuzzPage(f *testing.F) { fuzz(f, "a.html", "testdata/other.txt") }

func FuzzSQL(f *testing.F) { fuzz(f, "a.sql", "testdata/other.txt") }
