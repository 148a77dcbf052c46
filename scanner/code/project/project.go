// Package project joins by their names what was observed in the files of one project:
// which tables are emptied by date, and what the project as a whole has. Nothing is
// followed from one file into another but names; a join that is found excuses, so that
// names are taken for the same in cases of doubt.
package project

import (
	"slices"

	"leadlint/rules/facts"
)

// Lexicon tells what the words of a name are about, as bits over facts.CodeSubjects.
type Lexicon interface {
	Subjects(name string) uint64
}

// Item is what is needed here of one observed place. Names and sets are those of the
// fields of relation code of the same name; sets come without facts.SetKnown.
type Item struct {
	// Kind, Place, Operation and Value are the names of those fields' members; an empty
	// Place is production, an empty Operation none.
	Kind, Place, Operation, Value string
	Name, Leaf, Owner, Callee     string
	// Text is the text written out there, of several lines where it is several texts.
	Text string
	// Function is the function it stands in.
	Function string

	About, OwnerAbout, FunctionAbout, Carries, Where, Members, Guards, FileAbout uint64
	Does, Beside, FileDoes                                                       uint64
	Hosts                                                                        uint64
	// Days is the period written out there, 0 for none; Number the number, 0 for none.
	Days, Number int64
	FromNow      bool
	// Expires: the declaration, or index, says that its record expires.
	Expires bool
}

// Index gathers files. It belongs to one goroutine; indexes of several are merged.
type Index struct {
	lexicon Lexicon
	subject map[string]uint64
	role    map[string]uint64
	host    map[string]uint64
	// kinds, places, operations and values are the names of an item's values.
	kinds, places, operations, values []string

	features uint64
	// emptied are the names of tables that some statement empties by date, jobs the
	// names of functions and jobs that do so by their name; each as words.
	emptied, jobs map[string]bool
}

// New makes an empty Index.
func New(l Lexicon) *Index {
	return &Index{
		lexicon: l, subject: positions(facts.CodeSubjects()), role: positions(facts.CodeRoles()), host: positions(facts.CodeHosts()),
		kinds: facts.CodeKinds(), places: facts.CodePlaces(), operations: facts.CodeOperations(), values: facts.CodeValues(),
		emptied: map[string]bool{}, jobs: map[string]bool{},
	}
}

func positions(names []string) map[string]uint64 {
	bits := make(map[string]uint64, len(names))
	for i, n := range names {
		bits[n] = 1 << uint(i)
	}
	return bits
}

// Add takes what was observed in one file in. Tests, samples and documentation say
// nothing of what the project does and are left out. The order of files and items
// does not matter.
func (x *Index) Add(items []Item) {
	var tables []string
	prunes := false
	for i := range items {
		item := &items[i]
		switch item.Place {
		case "test", "sample", "documentation":
			continue
		}
		x.features |= x.featuresOf(item)
		x.addDeletion(item)
		if item.Kind == "table" {
			tables = append(tables, item.Name)
		}
		prunes = prunes || prunesItself(item)
	}
	if prunes {
		for _, t := range tables {
			x.emptied[tableKey(t)] = true
		}
	}
}

// Merge takes what another Index gathered in.
func (x *Index) Merge(other *Index) {
	x.features |= other.features
	for k := range other.emptied {
		x.emptied[k] = true
	}
	for k := range other.jobs {
		x.jobs[k] = true
	}
}

// Result is what the files of a project say together.
type Result struct {
	// Features are bits over the order of facts.CodeFeatures, without facts.SetKnown.
	Features uint64

	emptied, jobs [][]string
}

// Result joins what was gathered so far. It does not change the Index.
func (x *Index) Result() Result {
	features := x.features
	if names := facts.CodeFeatures(); features&featureBit(names, "platform_extension") != 0 {
		// What works on the pages of a platform's members gathers them.
		features |= featureBit(names, "collects_persons")
	}
	return Result{Features: features, emptied: wordLists(x.emptied), jobs: wordLists(x.jobs)}
}

func featureBit(names []string, name string) uint64 {
	return 1 << uint(slices.Index(names, name))
}

// Deleted tells whether some file deletes or expires the rows of a table by date, the
// table being known by its name: Lead, leads, lead_table, LeadModel and app_lead are
// one. False is only to be relied on where the whole project was read.
func (r Result) Deleted(table string) bool {
	want := tableWords(table)
	if len(want) == 0 {
		return false
	}
	for _, have := range r.emptied {
		if endsWith(want, have) || endsWith(have, want) {
			return true
		}
	}
	return slices.ContainsFunc(r.jobs, func(job []string) bool { return holds(job, want) })
}
