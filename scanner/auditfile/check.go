package auditfile

import (
	"path/filepath"
	"slices"
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
	dir := filepath.Dir(f.Pos.File)
	f.checkPaths(func(path string) string { return filepath.Clean(beside(dir, path)) }, problems)
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
		problems.Add(at, "unknown relation %q%s", name, suggestRelation(name, schema))
	}
	return rel
}

// suggestRelation gives the nearest relation, else all.
func suggestRelation(name string, schema *facts.Schema) string {
	known := RegisterRelations(schema)
	if near := strict.Suggest(name, known); near != "" {
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

// mappingCheck holds what is said of the columns of a register to its relation.
type mappingCheck struct {
	rel      *facts.Relation
	at       strict.Pos
	problems *strict.Collector
}

func (c *mappingCheck) mapping(m *RegisterMapping) {
	if !Datasetlike(c.rel.Name) {
		for header, field := range m.Columns {
			if field != Ignore {
				c.field(field, c.at.Value("columns").Value(header))
			}
		}
		for field, words := range m.Values {
			c.words(field, words)
		}
		for field, form := range m.Dates {
			c.date(field, form)
		}
	}
	m.Facts.typed(c.rel, c.at.Value("facts"), c.problems)
}

// field gives the named field; it notes the problem and gives nil when the
// relation has none that can be read.
func (c *mappingCheck) field(name string, at strict.Pos) *facts.Field {
	f := c.rel.Field(name)
	if f == nil {
		c.problems.Add(at, "unknown field %q of %s%s", name, c.rel.Name, strict.Suggest(name, fieldNames(c.rel)))
		return nil
	}
	if why := workedOut(f); why != "" {
		c.problems.Add(at, "%s.%s cannot be read from a column: %s", c.rel.Name, name, why)
		return nil
	}
	return f
}

func (c *mappingCheck) words(name string, words map[string]string) {
	section := c.at.Value("values")
	f := c.field(name, section.Key(name))
	if f == nil {
		return
	}
	known := f.Values
	switch f.Type {
	case facts.Bool:
		known = []string{"true", "false"}
	case facts.Enum, facts.Set:
	default:
		c.problems.Add(section.Key(name), "the values of %s.%s have no fixed meanings: remove it from values", c.rel.Name, name)
		return
	}
	for word, meaning := range words {
		for part := range strings.SplitSeq(meaning, ",") {
			part = strings.TrimSpace(part)
			if !slices.Contains(known, part) && (f.Type == facts.Set || part == meaning) {
				c.problems.Add(section.Value(name).Value(word), "unknown value %q of %s.%s%s", part, c.rel.Name, name, strict.Suggest(part, known))
			}
		}
	}
}

func (c *mappingCheck) date(name, form string) {
	section := c.at.Value("dates")
	f := c.field(name, section.Key(name))
	switch {
	case f == nil:
	case f.Type != facts.Date:
		c.problems.Add(section.Key(name), "a form is for dates only, and %s.%s holds none", c.rel.Name, name)
	case !dateForm(form):
		c.problems.Add(section.Value(name), `unknown form of dates %q; expected the order of day, month and year, such as "DD/MM/YYYY" or "YYYY-MM-DD", or "serial" (Excel), "unix" or "unix ms"`, form)
	}
}

// dateForm says whether the text is a form of dates: an order of day, month
// and year, or a kind of number.
func dateForm(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "serial", "unix", "unix ms":
		return true
	}
	var order []rune
	for _, r := range strings.ToUpper(strings.Fields(text + " -")[0]) {
		if strings.ContainsRune("DMY", r) && (len(order) == 0 || order[len(order)-1] != r) {
			order = append(order, r)
		}
	}
	return slices.Contains([]string{"DMY", "MDY", "YMD"}, string(order))
}
