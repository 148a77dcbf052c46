package auditfile

import (
	"slices"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// Register is one relation that the controller supplies besides the datasets:
// a file that is recognised and read (Path), or rows that are written out (Rows).
type Register struct {
	// Relation is the relation that each row is a row of.
	Relation string `yaml:"relation,required"`
	// Path is the file, relative to the audit file. It is empty when Rows are given.
	Path string `yaml:"path"`
	// Table names one table of a file of several. Empty is every table.
	Table string `yaml:"table"`
	// Mapping is a file that holds columns, values, dates, facts and ids,
	// relative to the audit file. Empty is none; Load has merged it. For
	// relations that are read like a dataset (see Datasetlike) it is a mapping
	// file of datasets, which the caller reads.
	Mapping string `yaml:"mapping"`
	// RegisterMapping is what is said of the columns; nil maps say nothing.
	RegisterMapping `yaml:",inline"`
	// Rows are the rows written out. They are nil when Path is given, and empty,
	// not nil, for a register that is kept but has no entry.
	Rows []Row      `yaml:"rows"`
	Pos  strict.Pos `yaml:"-"`
}

// RegisterMapping says how the columns of a register are to be read. It beats
// what leadlint would find out by itself.
type RegisterMapping struct {
	// Columns gives what a column feeds, by its header: a field, person.email,
	// person.phone, person.profile, person.id, person.digest, person.name or
	// person.any for keys of one kind or another, FIELD=VALUE where a cell that says yes stands for the
	// value, FIELD@CHANNEL for one channel only, or "ignore".
	Columns map[string]string `yaml:"columns"`
	// Values gives, for a field, the value that a cell stands for, or "unknown".
	Values map[string]map[string]string `yaml:"values"`
	// Dates gives, for a field, the form of its cells: "DD/MM/YYYY" and the
	// like, "serial", "unix" or "unix ms".
	Dates map[string]string `yaml:"dates"`
	// Facts are values that hold for every row whose own cells say nothing.
	Facts Row `yaml:"facts"`
	// IDs names the system whose identifiers the id column holds; identifiers
	// of equal systems join. Empty for none.
	IDs string `yaml:"ids"`
}

// Ignore is the field of a column that is not read.
const Ignore = "ignore"

// notRegisters says why a relation cannot be supplied as a register, and what
// to use instead.
func notRegisters() map[string]string {
	return map[string]string{
		"contact": "the records that are audited are datasets; list the file under datasets",
		"case":    "what holds of the controller as a whole is declared in the sections controller, processing, notice, retention, unsubscribe, migration, passwords and dpia",
		"dataset": "its rows are made of the datasets that are read; list the file under datasets",
		"page":    "its rows are made of the pages that are visited; list their addresses under sources",
		"column":  "its rows are made of the datasets that are read; list the file under datasets",

		"code":      "its rows are made of the programs that are read; list their folder under code",
		"exception": "its rows are made of the comments in the programs that are read; list their folder under code",
		"waiver":    "its rows are the entries of the file of waivers; name that file under waivers",
	}
}

// RegisterRelations lists the relations that can be supplied as registers, in
// the order of the schema.
func RegisterRelations(schema *facts.Schema) []string {
	out := schema.Names()
	return slices.DeleteFunc(out, func(name string) bool { return notRegisters()[name] != "" })
}

// Datasetlike says whether the files of a relation hold contacts and are
// recognised and mapped like datasets.
func Datasetlike(relation string) bool { return relation == "snapshot" || relation == "copy" }

// Merge fills what m does not say itself with what other says.
func (m *RegisterMapping) Merge(other *RegisterMapping) {
	m.Columns = fill(m.Columns, other.Columns)
	m.Dates = fill(m.Dates, other.Dates)
	m.Facts = fill(m.Facts, other.Facts)
	if m.Values == nil && other.Values != nil {
		m.Values = map[string]map[string]string{}
	}
	for field, words := range other.Values {
		m.Values[field] = fill(m.Values[field], words)
	}
	if m.IDs == "" {
		m.IDs = other.IDs
	}
}

func fill[M ~map[string]V, V any](m, other M) M {
	for k, v := range other {
		if m == nil {
			m = M{}
		}
		if _, said := m[k]; !said {
			m[k] = v
		}
	}
	return m
}

// mappingFile is a register's mapping file.
type mappingFile struct {
	RegisterMapping `yaml:",inline"`
	Pos             strict.Pos `yaml:"-"`
}

// ParseRegisterMapping reads the mapping file of a register of the relation: a
// file with the keys columns, values, dates, facts and ids. The error, if any,
// is of type strict.Errors.
func ParseRegisterMapping(schema *facts.Schema, relation, name string, data []byte) (*RegisterMapping, error) {
	var m mappingFile
	var problems strict.Collector
	problems.AddError(strict.Pos{File: name}, strict.Decode(name, data, &m))
	if rel := schema.Relation(relation); rel != nil {
		c := mappingCheck{rel: rel, at: m.Pos, problems: &problems}
		c.mapping(&m.RegisterMapping)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return &m.RegisterMapping, nil
}
