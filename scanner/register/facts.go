package register

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/rules/law"
)

// Fact is a value of a field for rows that say nothing themselves.
type Fact struct {
	// Field is the field's name, Value the value in words, for reports.
	Field, Value string
	// Where is the place it is stated (file:line), empty for one that follows
	// from a header.
	Where string
	index int
	value value
}

// value is one known value of a field; the part that the field's type has is
// used. present is false when nothing is known.
type value struct {
	present bool
	code    uint8
	day     int32
	count   int64
	set     uint64
	text    string
}

// facts gives the specification's facts in the order of the relation's fields.
func (r *recogniser) facts() []Fact {
	out, _ := r.readFacts() // checked before
	return out
}

func (r *recogniser) readFacts() ([]Fact, error) {
	var out []Fact
	var wrong []error
	for _, name := range slices.Sorted(maps.Keys(r.spec.Facts)) {
		f := r.rel.Field(name)
		if f == nil || f.Type == facts.Key || f.Derived {
			wrong = append(wrong, fmt.Errorf("facts: unknown field %q of %s; the nearest is %q", name, r.rel.Name, nearest(name, r.columns())))
			continue
		}
		v, err := readValue(f, r.spec.Facts[name])
		if err != nil {
			wrong = append(wrong, fmt.Errorf("facts: %s: %w", name, err))
			continue
		}
		if v.present {
			out = append(out, Fact{Field: name, Value: v.words(f), Where: r.spec.Where, index: r.rel.Index(name), value: v})
		}
	}
	// maps have no order of their own: that of the relation is taken
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && out[k].index < out[k-1].index; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out, errors.Join(wrong...)
}

// readValue reads a value as a specification states it: a string, bool, number,
// time.Time or list of strings; nil says nothing. Errors do not show the value.
func readValue(f *facts.Field, in any) (value, error) {
	if in == nil {
		return value{}, nil
	}
	v := value{present: true}
	switch f.Type {
	case facts.Enum, facts.Bool:
		s, ok := scalar(in)
		if v.code = f.Named(s); !ok || v.code == 0 {
			return value{}, fmt.Errorf("expected one of %s", shortList(valuesOf(f)))
		}
	case facts.Date:
		if v.day = dayOf(in); v.day == facts.UnknownDay {
			return value{}, errors.New("expected a date such as 2026-03-01")
		}
	case facts.Int:
		n, ok := wholeNumber(in)
		if !ok {
			return value{}, errors.New("expected a whole number")
		}
		v.count = n
	case facts.Set:
		list, ok := stringList(in)
		if v.set, ok = membersOf(f, list, ok); !ok {
			return value{}, fmt.Errorf("expected a list of %s", shortList(f.Values))
		}
	case facts.Text:
		s, ok := scalar(in)
		if !ok {
			return value{}, errors.New("expected a text")
		}
		v.text, v.present = s, strings.TrimSpace(s) != ""
	}
	return v, nil
}

func membersOf(f *facts.Field, list []string, ok bool) (uint64, bool) {
	if !ok {
		return 0, false
	}
	return f.Bits(list...)
}

// shortList lists values, the countries in brief.
func shortList(list []string) string {
	if len(list) > 40 {
		return "the codes such as FR"
	}
	return strings.Join(list, ", ")
}

// words gives a value as it is stated; a text is not shown.
func (v *value) words(f *facts.Field) string {
	switch f.Type {
	case facts.Enum:
		return f.Values[v.code-1]
	case facts.Bool:
		return valuesOf(f)[facts.TrueCode-v.code]
	case facts.Date:
		return calendar.Format(v.day)
	case facts.Int:
		return fmt.Sprint(v.count)
	case facts.Set:
		return f.Members(v.set)
	}
	return v.text
}

func scalar(in any) (string, bool) {
	switch x := in.(type) {
	case string:
		return x, true
	case bool, int, int64, uint64:
		return fmt.Sprint(x), true
	case float64:
		return fmt.Sprint(x), true
	}
	return "", false
}

func stringList(in any) ([]string, bool) {
	switch x := in.(type) {
	case string:
		return []string{x}, true
	case []string:
		return x, true
	case []any:
		out := make([]string, len(x))
		for i, e := range x {
			s, ok := scalar(e)
			if !ok {
				return nil, false
			}
			out[i] = s
		}
		return out, true
	}
	return nil, false
}

func wholeNumber(in any) (int64, bool) {
	switch x := in.(type) {
	case int:
		return int64(x), true
	case int64:
		return x, true
	case uint64:
		return int64(x), x <= math.MaxInt64
	case float64:
		return int64(x), x == math.Trunc(x) && math.Abs(x) < 1<<53
	}
	return 0, false
}

// dayOf reads a day, perhaps with a time.
func dayOf(in any) int32 {
	switch x := in.(type) {
	case time.Time:
		return calendar.Day(x.Year(), int(x.Month()), x.Day())
	case string:
		if m, ok := momentOf([]byte(x), nil); ok {
			return m.Day
		}
	}
	return facts.UnknownDay
}

// adequacyCodes gives, by code of a country, the code of recipient.adequacy.
func adequacyCodes(rel *facts.Relation) []uint8 {
	country, adequacy := rel.Field("country"), rel.Field("adequacy")
	out := make([]uint8, len(country.Values)+1)
	for i, iso := range country.Values {
		out[i+1] = adequacy.Code(law.Adequacy(iso))
	}
	return out
}
