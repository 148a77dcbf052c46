package auditfile

import (
	"slices"
	"strconv"
	"strings"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// Row holds facts by the names of their fields. After Parse a value is of the
// type of its field: a string (Text, Enum, and Date as YYYY-MM-DD, for an
// incident also with a time), bool, int64, or []string (Set, Key). Nil says
// that nothing is recorded; a field that is not there is unknown.
type Row map[string]any

// Cell gives a fact as a cell of a table would hold it, several texts with a separator
// between; empty where nothing is recorded.
func (r Row) Cell(field string, separator rune) string {
	switch v := r[field].(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case []string:
		return strings.Join(v, string(separator))
	}
	return ""
}

// cell is a value as written, until the relation's field gives it its type.
type cell struct {
	at   strict.Pos
	null bool
	// list says that several texts were written.
	list  bool
	texts []string
	found string
}

// UnmarshalStrict reads a text, a list of texts, or nothing.
func (c *cell) UnmarshalStrict(v strict.Value) error {
	c.at, c.null, c.found = v.Pos(), v.IsNull(), v.Describe()
	text, ok := v.Text()
	switch {
	case ok:
		c.texts = []string{text}
	case v.IsList():
		c.list = true
		v.Decode(&c.texts)
	case !v.IsNull():
		v.Problem("expected a value or a list, found %s", v.Describe())
	}
	return nil
}

// UnmarshalStrict reads keys and values; check gives the values their types.
func (r *Row) UnmarshalStrict(v strict.Value) error {
	var cells strict.Map[cell]
	if !v.Decode(&cells) {
		return nil
	}
	*r = Row{}
	for _, e := range cells {
		(*r)[e.Key] = e.Value
	}
	return nil
}

// typed gives every cell of a row the type of its field, and leaves out those
// that have a problem.
func (r Row) typed(rel *facts.Relation, at strict.Pos, problems *strict.Collector) {
	for name, v := range r {
		c, raw := v.(cell)
		if !raw {
			continue
		}
		delete(r, name)
		f := rel.Field(name)
		if f == nil {
			problems.Add(at.Key(name), "unknown field %q of %s%s", name, rel.Name, suggest(name, fieldNames(rel)))
			continue
		}
		if why := workedOut(f); why != "" {
			problems.Add(at.Key(name), "%s.%s cannot be given: %s", rel.Name, name, why)
			continue
		}
		if value, err := c.as(rel, f); err != nil {
			problems.AddError(c.at, err)
		} else {
			r[name] = value
		}
	}
}

func fieldNames(rel *facts.Relation) []string {
	var out []string
	for i := range rel.Fields {
		if workedOut(&rel.Fields[i]) == "" {
			out = append(out, rel.Fields[i].Name)
		}
	}
	return out
}

// workedOut says from what a field is worked out that nobody can give; empty
// for every other field.
func workedOut(f *facts.Field) string {
	switch f.Name {
	case facts.LatestField:
		return "it is worked out from the dates of all rows of the person"
	case "hours_to_authority":
		return "it is worked out; give aware_at and authority_told_at, with the time where it is known"
	case "hours_to_customer":
		return "it is worked out; give aware_at and customer_told_at, with the time where it is known"
	case "adequacy":
		return "it is worked out from country"
	}
	return ""
}

// as gives the cell's value in the type of a field; nil for nothing recorded.
func (c *cell) as(rel *facts.Relation, f *facts.Field) (any, error) {
	switch {
	case c.null, f.Type == facts.Date && !c.list && c.texts[0] == "never":
		return nil, nil
	case f.Type == facts.Key:
		return c.texts, nil
	case f.Type == facts.Set:
		return c.set(rel, f)
	case c.list:
		return nil, strict.Errorf(c.at, "expected %s for %s.%s, found a list", expected(rel, f), rel.Name, f.Name)
	}
	text := c.texts[0]
	switch f.Type {
	case facts.Text:
		return text, nil
	case facts.Enum:
		if f.Code(text) == 0 {
			return nil, strict.Errorf(c.at, "unknown value %q of %s.%s%s", text, rel.Name, f.Name, suggest(text, f.Values))
		}
		return text, nil
	case facts.Bool:
		if b, ok := truth(text); ok {
			return b, nil
		}
	case facts.Int:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n, nil
		}
	case facts.Date:
		if m, ok := parseMoment(text); ok && (!m.timed || timed(rel)) {
			return text, nil
		}
	}
	return nil, strict.Errorf(c.at, "expected %s for %s.%s, found %s", expected(rel, f), rel.Name, f.Name, c.found)
}

func (c *cell) set(rel *facts.Relation, f *facts.Field) (any, error) {
	for _, t := range c.texts {
		if !slices.Contains(f.Values, t) {
			return nil, strict.Errorf(c.at, "unknown value %q of %s.%s%s", t, rel.Name, f.Name, suggest(t, f.Values))
		}
	}
	if c.texts == nil {
		return []string{}, nil
	}
	return c.texts, nil
}

// truth reads true and false in the spellings of YAML.
func truth(text string) (value, ok bool) {
	switch {
	case strings.EqualFold(text, "true"):
		return true, true
	case strings.EqualFold(text, "false"):
		return false, true
	}
	return false, false
}

// timed says whether the dates of a relation may carry a time of day.
func timed(rel *facts.Relation) bool { return rel.Name == "incident" }

// expected describes the values of a field, for messages.
func expected(rel *facts.Relation, f *facts.Field) string {
	switch f.Type {
	case facts.Bool:
		return "true or false"
	case facts.Int:
		return "a whole number"
	case facts.Date:
		if timed(rel) {
			return "a date YYYY-MM-DD, one with a time such as YYYY-MM-DDThh:mm, or never"
		}
		return "a date YYYY-MM-DD or never"
	}
	return "a text"
}
