package observe

import "leadlint/rules/facts"

// Fact is one row of the relation code: one place that may matter. Sets come without
// facts.SetKnown; every set and text is known. A Fact is not changed after Observe.
type Fact struct {
	// Start and End are the offsets in the file, in bytes, of what is to be shown.
	Start, End uint32
	// At is where what is to be shown has its name, for a call further down in a chain
	// of calls; 0 where that is Start.
	At uint32

	Kind     Kind
	Language Language
	Place    Place
	// Name, Leaf, Owner, Callee, Type, Text and Function are the texts of those fields.
	Name, Leaf, Owner, Callee string
	About, OwnerAbout         uint64
	Does                      uint64
	Operation                 Operation
	Type                      string
	Options                   uint64
	Value                     Value
	Text                      string
	// Number and Days are unknown where nothing of the kind is written out.
	Number, Days   Amount
	Carries, Hosts uint64
	FromNow        bool
	Where          uint64
	Selected       bool
	Members        uint64
	// Whole is unknown where members may be inherited or added elsewhere, and for every
	// kind but a table or class.
	Whole Truth

	Guards                         uint64
	WhenMissing                    bool
	Function                       string
	FunctionAbout                  uint64
	OnUpdate, Repeated, OwnField   bool
	Beside                         uint64
	FileDoes, FileAbout, FileHosts uint64

	// Used tells by what means the fact was found, for messages.
	Used Used
}

// Amount is a number that may be unknown, as the zero Amount is.
type Amount struct {
	Known bool
	N     int64
}

// known makes an Amount.
func known(n int64) Amount { return Amount{true, n} }

// Truth is true, false or, as zero, unknown: a code of a Bool in a facts.Vec.
type Truth uint8

// The truths.
const (
	Unknown = Truth(facts.UnknownCode)
	False   = Truth(facts.FalseCode)
	True    = Truth(facts.TrueCode)
)

// Used is a set of means by which a fact was found.
type Used uint8

// The means.
const (
	// UsedFolding: a constant was put together, or read where it is defined.
	UsedFolding Used = 1 << iota
	// UsedDefUse: a value was followed through the variables of a function.
	UsedDefUse
	// UsedClassFields: what an object holds is known from its class in the same file.
	UsedClassFields
	// UsedSQL: the place was read from SQL inside a text of the program.
	UsedSQL
	// UsedTypes: a method was told by the declared type of what it is called on.
	UsedTypes
	// UsedImports: a name was resolved through an import or alias of the file.
	UsedImports
	// UsedProvenance: a value is what a call known to fetch or read it gave back.
	UsedProvenance
)

// Names lists the means by name, in a fixed order: folding, def_use, class_fields,
// sql_in_text, types, imports, provenance.
func (u Used) Names() []string {
	var out []string
	for i, name := range []string{"folding", "def_use", "class_fields", "sql_in_text", "types", "imports", "provenance"} {
		if u>>i&1 == 1 {
			out = append(out, name)
		}
	}
	return out
}

// Lexicon is what is known of words. Names are as written, dotted or not; sets come
// without facts.SetKnown. Its methods may be asked from several goroutines.
type Lexicon interface {
	// Subjects gives what the words of a name are about.
	Subjects(name string) uint64
	// Text gives what a text that a program holds is about: a path of an interface, the
	// name of a cookie, a label.
	Text(s string) uint64
	// Roles gives what a call of that dotted name does in a language.
	Roles(language, name string) uint64
	// Hosts gives the kinds of hosts that the addresses in a text lead to.
	Hosts(text string) uint64
}

// Interest tells which names and texts some rule names in a literal, so that places
// with nothing else to be noted are kept for it. It may be asked from several goroutines.
type Interest interface {
	Name(leaf, dotted string) bool
	Text(s string) bool
}

// Result is what was observed in one file.
type Result struct {
	// Facts are the rows, by Start, then by kind and name.
	Facts []Fact
	// FileDoes, FileAbout and FileHosts are the sets of those fields, which every fact
	// of the file holds too.
	FileDoes, FileAbout, FileHosts uint64
	// Tables are the tables and classes that facts of kind table stand for, for joins
	// by name over the files of a project.
	Tables []Table
	// Deletions are the statements and terms by which rows of a table go.
	Deletions []Deletion
}

// Table is a table, model or class of records.
type Table struct {
	// Name is its name as written; Fact the index of its fact in Result.Facts.
	Name string
	Fact int
	// Stored is the name of the table in the database where it is written out
	// (__tablename__, db_table, @Table(name), self.table_name), empty elsewhere.
	Stored string
	// Bases are the dotted names of what it is derived from.
	Bases []string
	// Members is what its columns are about.
	Members uint64
}

// Deletion tells that rows of a table are deleted or expire. ByDate: by a date or a
// period, rather than one by one. Table is as written, empty where it cannot be told.
type Deletion struct {
	Table  string
	ByDate bool
}
