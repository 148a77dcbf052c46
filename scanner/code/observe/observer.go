// Package observe turns the common tree of a file into facts: the rows of the relation
// code. It reads one file at a time and never runs anything. Values are followed inside
// a function only; names are resolved through the imports, constants and declared types
// of the file.
package observe

import (
	"cmp"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/code/tree"
)

// Observer observes files, one after the other. It belongs to one goroutine; what it
// remembers from one file to the next changes no result.
type Observer struct {
	lex   Lexicon
	want  Interest
	names map[string]*name
	texts map[string]words
	calls map[string]map[string]uint64
	path  []byte
}

// New makes an Observer. A nil Interest wants no name and no text besides what is
// recognised.
func New(lex Lexicon, want Interest) *Observer { return &Observer{lex: lex, want: want} }

// Observe gives the facts of a file; path, with forward slashes, tells the part of the
// project. It never fails: what is not understood gives no fact.
func (o *Observer) Observe(f *tree.File, path string) *Result {
	w := &walker{o: o, f: f, lang: languageOf(f.Language), language: f.Language, place: PlaceOf(path)}
	w.file = survey(w)
	w.begin(path)
	if f.Root != nil {
		w.expr(f.Root)
	}
	w.finishPage()
	return w.finish()
}

// ObserveSQL gives the facts of a .sql file.
func (o *Observer) ObserveSQL(src []byte, path string) *Result {
	w := &walker{o: o, f: &tree.File{Source: src}, lang: LanguageSql, language: "sql", place: PlaceOf(path)}
	w.file = &fileInfo{}
	w.begin(path)
	w.sqlFile(src)
	return w.finish()
}

func languageOf(s string) Language {
	return Language(max(0, slices.Index(facts.CodeLanguages(), s)))
}

// finish fills in what is known only when the whole file was seen, and puts the facts
// in order.
func (w *walker) finish() *Result {
	r := &Result{FileDoes: w.fileDoes, FileAbout: w.fileAbout, FileHosts: w.fileHosts, Tables: w.tables, Deletions: w.deletions}
	order := make([]int, len(w.out))
	for i := range w.out {
		f, g := &w.out[i], w.groups[w.groupOf[i]]
		order[i] = i
		f.FileDoes, f.FileAbout, f.FileHosts = w.fileDoes, w.fileAbout, w.fileHosts
		f.Beside = g.twice | g.once&^f.Does
		if f.Kind == KindFunction {
			f.Beside = g.once | g.twice
		}
		w.hook(f, g)
		if (f.Kind == KindPair || f.Kind == KindAssign) && (f.OwnerAbout|f.About)&environments == 0 {
			f.OwnerAbout |= w.fileEnvironment
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &w.out[a], &w.out[b]
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Name, y.Name))
	})
	at := make([]int, len(order))
	r.Facts = make([]Fact, len(order))
	for i, from := range order {
		r.Facts[i], at[from] = w.out[from], i
	}
	for i := range r.Tables {
		r.Tables[i].Fact = at[r.Tables[i].Fact]
	}
	return r
}
