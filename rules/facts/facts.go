// Package facts declares the relations that leadlint reasons over: their
// fields, types, enumerations and meaning. The schema is the one meeting point
// between the places that observe facts (datasets, the audit file) and the
// rules that judge them; it drives the rule language's type checker, column
// recognition, the mapping file and the documentation.
package facts

import (
	"slices"
	"strings"
)

// Type is the type of a field. Every type has one more value than it seems:
// unknown, which is what an absent, empty or unreadable cell holds.
type Type uint8

// The types of field.
const (
	// Text is a string. Rules may ask whether it is known and test its content.
	Text Type = iota
	// Enum is one of the field's Values.
	Enum
	// Bool is true or false.
	Bool
	// Date is a calendar day (UTC).
	Date
	// Int is a whole number.
	Int
	// Set is any number of the field's Values at once, at most 63 members.
	// A known empty set differs from an unknown one.
	Set
	// Period is a calendar period (ISO 8601, such as P3Y). Only the relation
	// "case" may have fields of this type.
	Period
	// Key is an identity: one or several keyed hashes, never a value (see
	// Hash). Rules compare it with the Key of another relation, inside exists.
	Key
)

// String gives the type's name as it is written in documentation.
func (t Type) String() string {
	switch t {
	case Text:
		return "text"
	case Enum:
		return "enum"
	case Bool:
		return "bool"
	case Date:
		return "date"
	case Int:
		return "int"
	case Set:
		return "set"
	case Period:
		return "period"
	case Key:
		return "key"
	}
	return "invalid"
}

// Label is a short text in the two languages of the reports. Neither is empty.
type Label struct {
	EN, FR string
}

// In gives the text in lang ("fr"), English for every other value.
func (l Label) In(lang string) string {
	if lang == "fr" && l.FR != "" {
		return l.FR
	}
	return l.EN
}

// Field is one column of a relation.
type Field struct {
	// Name is the field's name within its relation, in snake_case.
	Name string
	Type Type
	// Values lists the members of an Enum or Set, in a fixed order: the code of
	// a value is its index + 1, its bit in a Set is its index. Nil otherwise.
	Values []string
	// Label names the field in reports.
	Label Label
	// Meaning says in one sentence what the field holds.
	Meaning string
	// Unit is the unit of an Int ("years"); empty where there is none.
	Unit string
	// Term is the standard's name for it (DPV 2.3, schema.org, vCard); may be empty.
	Term string
	// Derived says that the field is worked out from other columns or from the
	// form of a value rather than read from a column of its own.
	Derived bool
	// Joins says that a Text can be compared with a joining field of another
	// relation, inside exists: its Vec carries the keyed hash of the folded text
	// besides. Fields of type Key join always.
	Joins bool
	// ClosedWorld says that the field is "none" (its first value) rather than
	// unknown when every column of a table was understood and none feeds it.
	ClosedWorld bool
	// Open says that the field of a whole relation can be unknown all the same.
	Open bool
}

// Code gives the code of an Enum value (1 for the first, 0 when the field has
// no such value).
func (f *Field) Code(value string) uint8 {
	return uint8(slices.Index(f.Values, value) + 1)
}

// Named gives the code of a value of an Enum, or of a Bool ("true", "false");
// 0 when the field has no such value.
func (f *Field) Named(value string) uint8 {
	if f.Type != Bool {
		return f.Code(value)
	}
	switch value {
	case "true":
		return TrueCode
	case "false":
		return FalseCode
	}
	return UnknownCode
}

// Members lists the members of a Set in the field's order, with blanks between:
// "none" for one known to be empty, nothing for an unknown one.
func (f *Field) Members(set uint64) string {
	var out []string
	for i, name := range f.Values {
		if set>>uint(i)&1 == 1 {
			out = append(out, name)
		}
	}
	if out == nil && set != 0 {
		return "none"
	}
	return strings.Join(out, " ")
}

// Bits gives the Set that holds just the named members, marked as known, and
// false if one of them is not a member.
func (f *Field) Bits(members ...string) (uint64, bool) {
	bits := SetKnown
	for _, m := range members {
		i := slices.Index(f.Values, m)
		if i < 0 {
			return 0, false
		}
		bits |= 1 << uint(i)
	}
	return bits, true
}

// Joining says whether the field can be compared with one of another relation.
func (f *Field) Joining() bool { return f.Type == Key || f.Joins }

// Join says whether two fields, of two relations, can be compared with one
// another: both are identities, or both texts that join.
func Join(a, b *Field) bool { return a.Joining() && b.Joining() && a.Type == b.Type }

// Relation is a named set of fields: one table of facts.
type Relation struct {
	Name    string
	Label   Label
	Meaning string
	Fields  []Field
	// Whole says that each row is observed whole: in an example of a rule, a field
	// that is left out is none, empty or false rather than unknown, save a Bool
	// whose false is an observation of its own (see Field.Open).
	Whole bool
	// State says how the field "latest" is worked out; nil when there is none.
	State *State
}

// State says which rows of a relation hold the state that is in force: among
// the rows of one person and one value of the field By, the one with the last
// date. It is worked out where the relation is joined (see engine.Table), not
// where its own rows are examined. A row that stands alone is the latest
// whatever its date; where several rows share the last date, or one of several
// has none, they are the latest if they agree on Value, unknown otherwise. A row
// whose By is unknown may belong to any value of it, and counts as a rival there.
type State struct {
	// Date, By and Value name fields of the relation; By may be empty.
	Date, By, Value string
}

// LatestField is the name of the Bool field that State governs.
const LatestField = "latest"

// Index gives the position of the named field, -1 when there is none.
func (r *Relation) Index(field string) int {
	return slices.IndexFunc(r.Fields, func(f Field) bool { return f.Name == field })
}

// Field gives the named field, nil when there is none.
func (r *Relation) Field(name string) *Field {
	if i := r.Index(name); i >= 0 {
		return &r.Fields[i]
	}
	return nil
}

// Schema is the set of all relations.
type Schema struct {
	Relations []Relation
}

// NewSchema builds the schema of this version of leadlint. Its result is never
// changed by the packages that receive it.
func NewSchema() *Schema {
	return &Schema{Relations: []Relation{
		contact(), caseRelation(), activity(), recipient(), dataset(), column(),
		preference(), preferenceBefore(), subscription(), send(), call(), disclosure(),
		suppression(), copies(), snapshot(), version(),
		request(), incident(), supplier(), log(), statistic(),
		form(), notice(), page(), code(), exception(), waiver(),
	}}
}

// Relation gives the named relation, nil when there is none.
func (s *Schema) Relation(name string) *Relation {
	for i := range s.Relations {
		if s.Relations[i].Name == name {
			return &s.Relations[i]
		}
	}
	return nil
}

// Names lists the relations in the order of declaration.
func (s *Schema) Names() []string {
	names := make([]string, len(s.Relations))
	for i := range s.Relations {
		names[i] = s.Relations[i].Name
	}
	return names
}

// Filled gives a row of a whole relation, as an example of a rule writes it, with what
// the row leaves out as it is observed: sets and texts empty, an Enum its first value, a
// Bool false unless it is Open. Rows of other relations are given as they are.
func (r *Relation) Filled(row map[string]any) map[string]any {
	if !r.Whole {
		return row
	}
	out := map[string]any{}
	for i := range r.Fields {
		switch f := &r.Fields[i]; {
		case f.Type == Set:
			out[f.Name] = []string{}
		case f.Type == Text:
			out[f.Name] = ""
		case f.Type == Enum:
			out[f.Name] = f.Values[0]
		case f.Type == Bool && !f.Open:
			out[f.Name] = false
		}
	}
	for name, value := range row {
		if _, known := out[name]; value != nil || !known {
			out[name] = value
		}
	}
	return out
}
