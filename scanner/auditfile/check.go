package auditfile

import (
	"path/filepath"
	"strings"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// check holds the registers to the schema, types their rows, and tells
// contradictions.
func (f *File) check(schema *facts.Schema, problems *strict.Collector) {
	for i := range f.Registers {
		f.Registers[i].check(schema, problems)
	}
	f.checkAbsent(schema, problems)
	f.checkSources(problems)
	f.checkDocuments(problems)
	f.checkCode(problems)
	f.checkHistory(problems)
	dir := filepath.Dir(f.Pos.File)
	f.checkPaths(func(path string) string { return filepath.Clean(Beside(dir, path)) }, problems)
}

// relation gives a relation that can be a register; it notes the problem and
// gives nil for any other.
func relation(schema *facts.Schema, name string, at strict.Pos, problems *strict.Collector) *facts.Relation {
	if why := notRegisters()[name]; why != "" {
		problems.Add(at, "%s cannot be a register: %s", name, why)
		return nil
	}
	rel := schema.Relation(name)
	if rel == nil && name != "" {
		problems.Add(at, "unknown relation %q%s", name, suggest(name, RegisterRelations(schema)))
	}
	return rel
}

// many is the number of names that no message lists any more.
const many = 40

// suggest gives the end of a message about an unknown name: the nearest one,
// else all.
func suggest(name string, known []string) string {
	if near := strict.Suggest(name, known); near != "" || len(known) > many {
		return near
	}
	return "; expected one of " + strings.Join(known, ", ")
}

func (r *Register) check(schema *facts.Schema, problems *strict.Collector) {
	rel := relation(schema, r.Relation, r.Pos.Value("relation"), problems)
	rows := r.Pos.Value("rows") != r.Pos
	switch {
	case r.Path == "" && !rows:
		problems.Add(r.Pos, "a register needs a file (path) or rows")
	case r.Path != "" && rows:
		problems.Add(r.Pos.Key("rows"), "a register has either a file (path) or rows, not both")
	case rows:
		r.checkRows(rel, problems)
	}
	if rel == nil {
		return
	}
	if Datasetlike(r.Relation) {
		r.onlyDatasetKeys(problems)
	}
	c := mappingCheck{rel: rel, at: r.Pos, problems: problems}
	c.mapping(&r.RegisterMapping)
}

// checkRows types the rows, and refuses what is about files.
func (r *Register) checkRows(rel *facts.Relation, problems *strict.Collector) {
	if r.Rows == nil {
		r.Rows = []Row{} // written, but empty
	}
	for _, key := range []string{"table", "mapping", "columns", "values", "dates"} {
		if at := r.Pos.Key(key); at != r.Pos {
			problems.Add(at, "%s is about a file; rows are given by the names of their fields", key)
		}
	}
	if rel == nil {
		return
	}
	at := r.Pos.Value("rows")
	for i, row := range r.Rows {
		row.typed(rel, at.Item(i), problems)
	}
}

// onlyDatasetKeys refuses what is not said of a register that is read like a dataset.
func (r *Register) onlyDatasetKeys(problems *strict.Collector) {
	for _, key := range []string{"columns", "values", "dates"} {
		if at := r.Pos.Key(key); at != r.Pos && r.Path != "" {
			problems.Add(at, "a %s is read like a dataset: give its columns in a mapping file (mapping: FILE, as leadlint map writes it)", r.Relation)
		}
	}
}
