package register

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"

	"github.com/agnivade/levenshtein"
)

// relationOf gives the relation of a specification.
func relationOf(schema *facts.Schema, spec Spec) (*facts.Relation, error) {
	names := Relations(schema)
	if slices.Contains(names, spec.Relation) {
		return schema.Relation(spec.Relation), nil
	}
	if strings.Contains(unlisted, " "+spec.Relation+" ") && spec.Relation != "" {
		return nil, at(spec.Where, fmt.Errorf("%q is no register; expected one of %s", spec.Relation, strings.Join(names, ", ")))
	}
	return nil, at(spec.Where, fmt.Errorf("unknown relation %q; the nearest is %q", spec.Relation, nearest(spec.Relation, names)))
}

// at puts the place of a specification before an error.
func at(where string, err error) error {
	if where == "" || err == nil {
		return err
	}
	return fmt.Errorf("%s: %w", where, err)
}

// checkSpec reads what the specification says of columns, values and dates, and
// tells everything that is wrong with it.
func (r *recogniser) checkSpec() (map[int]Target, error) {
	var wrong []error
	told := map[int]Target{}
	for _, header := range slices.Sorted(maps.Keys(r.spec.Columns)) {
		i, err := r.find(header)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		t, err := r.target(r.spec.Columns[header])
		if err != nil {
			wrong = append(wrong, fmt.Errorf("column %q: %w", header, err))
			continue
		}
		told[i] = t
	}
	wrong = append(wrong, r.checkValues()...)
	for _, field := range slices.Sorted(maps.Keys(r.spec.Dates)) {
		if f := r.rel.Field(field); f == nil || f.Type != facts.Date {
			wrong = append(wrong, fmt.Errorf("dates: %q is no date of %s; the nearest is %q", field, r.rel.Name, nearest(field, r.fields(facts.Date))))
		} else if _, ok := values.ParseDateFormat(r.spec.Dates[field]); !ok {
			wrong = append(wrong, fmt.Errorf(`dates: unknown format %q; expected the order of day, month and year, such as "DD/MM/YYYY" or "YYYY-MM-DD", or "serial" (Excel), "unix" or "unix ms"`, r.spec.Dates[field]))
		}
	}
	if _, err := r.readFacts(); err != nil {
		wrong = append(wrong, err)
	}
	return told, at(r.spec.Where, errors.Join(wrong...))
}

// find gives the column of a header: as written, else but for case, accents and
// blanks if that is clear.
func (r *recogniser) find(header string) (int, error) {
	if i := slices.Index(r.headers, header); i >= 0 {
		return i, nil
	}
	found := -1
	for i, h := range r.headers {
		if squash(headerKey(h)) == squash(headerKey(header)) && squash(headerKey(h)) != "" {
			if found >= 0 {
				return 0, fmt.Errorf("columns: %q stands for several headers of the table; write it as the table does", header)
			}
			found = i
		}
	}
	if found < 0 {
		return 0, fmt.Errorf("columns: the table has no header %q; the nearest is %q", header, nearest(header, r.headers))
	}
	return found, nil
}

// target reads what a column is said to feed.
func (r *recogniser) target(s string) (Target, error) {
	if s == "ignore" {
		return Target{Field: ".ignore"}, nil
	}
	t := parseTarget(s)
	if t.Field == "person" && applies(r.rel, t) {
		if t.Kind == "" {
			t.Kind = "any"
		}
		if !slices.Contains(kinds(), t.Kind) {
			return t, fmt.Errorf("unknown kind of key %q; the nearest is %q", s, "person."+nearest(t.Kind, kinds()))
		}
		return t, nil
	}
	if t.helper() {
		if !slices.Contains(r.helpers(), t.Field) {
			return t, fmt.Errorf("unknown use %q of a column of %s; expected a field or one of %s", s, r.rel.Name, strings.Join(r.helpers(), ", "))
		}
	} else if err := r.checkField(s, t); err != nil {
		return t, err
	}
	if t.Channel != "" {
		c := r.rel.Field("channel")
		if c == nil || !perChannel(t.Field) || c.Code(t.Channel) == 0 {
			return t, fmt.Errorf("unknown channel in %q; expected a field of one channel such as \"value@sms\"", s)
		}
	}
	if t.ImpliedField != "" {
		f := r.rel.Field(t.ImpliedField)
		if f == nil || f.Type != facts.Enum && f.Type != facts.Bool || f.Named(t.ImpliedValue) == 0 {
			return t, fmt.Errorf("%q does not say what a filled cell means; expected a field and its value behind the semicolon, such as \"recorded_at;kind=erasure\"", s)
		}
	}
	if r.rel.Name == "statistic" && t.Field == "count" {
		t = Target{Field: ".count"}
	}
	return t, nil
}

// checkField checks the field and the value of a target.
func (r *recogniser) checkField(s string, t Target) error {
	f := r.rel.Field(t.Field)
	if f == nil || f.Name == facts.LatestField || f.Type == facts.Key || t.Kind != "" || f.Derived {
		return fmt.Errorf("unknown field %q of %s; the nearest is %q", s, r.rel.Name, nearest(s, r.columns()))
	}
	if t.Value != "" && (f.Type != facts.Enum && f.Type != facts.Bool || f.Named(t.Value) == 0) {
		return fmt.Errorf("unknown value %q of %s.%s; expected one of %s", t.Value, r.rel.Name, f.Name, strings.Join(valuesOf(f), ", "))
	}
	return nil
}

// helpers lists what a column can serve for in the relation beside its fields.
func (r *recogniser) helpers() []string {
	switch r.rel.Name {
	case "suppression":
		return []string{".entry", ".ignore"}
	case "send":
		return []string{".event", ".state", ".ignore"}
	case "call":
		return []string{".state", ".ignore"}
	case "log":
		return []string{".line", ".ignore"}
	case "statistic":
		return []string{".count", ".measure", ".ignore"}
	}
	return []string{".ignore"}
}

// checkValues checks the user's values.
func (r *recogniser) checkValues() (wrong []error) {
	for _, field := range slices.Sorted(maps.Keys(r.spec.Values)) {
		f := r.rel.Field(field)
		if f == nil || f.Type != facts.Enum && f.Type != facts.Bool && f.Type != facts.Set {
			wrong = append(wrong, fmt.Errorf("values: %q has no values to give; the nearest is %q", field, nearest(field, r.fields(facts.Enum, facts.Bool, facts.Set))))
			continue
		}
		for _, cell := range slices.Sorted(maps.Keys(r.spec.Values[field])) {
			v := r.spec.Values[field][cell]
			if v != unknown && !slices.Contains(valuesOf(f), v) {
				wrong = append(wrong, fmt.Errorf("values: unknown value %q of %s.%s; expected one of %s", v, r.rel.Name, field, strings.Join(append(valuesOf(f), unknown), ", ")))
			}
		}
	}
	return wrong
}

// meanings gives the user's values for what a column feeds, by folded cell.
func (r *recogniser) meanings(t Target) map[string]string {
	own := r.spec.Values[t.Field]
	if len(own) == 0 {
		return nil
	}
	out := make(map[string]string, len(own))
	for _, cell := range slices.Sorted(maps.Keys(own)) {
		out[cellKey(cell)] = own[cell]
	}
	return out
}

// kinds are the kinds of key that a column of persons can hold.
func kinds() []string {
	return []string{"any", "email", "phone", "profile", "id", "digest", "name"}
}

// valuesOf lists the values of an Enum, Set or Bool.
func valuesOf(f *facts.Field) []string {
	if f.Type == facts.Bool {
		return []string{"true", "false"}
	}
	return slices.Clone(f.Values)
}

// fields lists the relation's fields of the types.
func (r *recogniser) fields(types ...facts.Type) []string {
	var out []string
	for i := range r.rel.Fields {
		if slices.Contains(types, r.rel.Fields[i].Type) {
			out = append(out, r.rel.Fields[i].Name)
		}
	}
	return out
}

// columns lists what a column can be said to feed.
func (r *recogniser) columns() []string {
	out := []string{"ignore"}
	for i := range r.rel.Fields {
		if f := &r.rel.Fields[i]; !f.Derived {
			out = append(out, f.Name)
		}
	}
	return out
}

// nearest gives the name that is most like a word, for messages.
func nearest(word string, names []string) string {
	best, least := "", 1<<30
	for _, n := range names {
		if d := levenshtein.ComputeDistance(values.Fold(word), values.Fold(n)); d < least {
			best, least = n, d
		}
	}
	return best
}
