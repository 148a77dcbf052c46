package strict

import (
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// field is a struct field that a key feeds.
type field struct {
	name     string
	index    []int
	required bool
}

// fields are a struct's fields in order of declaration, and the places of its
// fields of type Pos.
type fields struct {
	list []field
	pos  [][]int
}

func fieldsOf(t reflect.Type) *fields {
	out := &fields{}
	out.add(t, nil)
	return out
}

func (f *fields) add(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(append([]int(nil), prefix...), i)
		if !sf.IsExported() {
			continue
		}
		if sf.Type == reflect.TypeFor[Pos]() {
			f.pos = append(f.pos, index)
			continue
		}
		name, options, _ := strings.Cut(sf.Tag.Get("yaml"), ",")
		switch {
		case name == "-":
		case strings.Contains(options, "inline") && sf.Type.Kind() == reflect.Struct:
			f.add(sf.Type, index)
		case name != "":
			f.list = append(f.list, field{name: name, index: index, required: strings.Contains(options, "required")})
		}
	}
}

func (f *fields) find(name string) *field {
	for i := range f.list {
		if f.list[i].name == name {
			return &f.list[i]
		}
	}
	return nil
}

func (f *fields) names() []string {
	names := make([]string, len(f.list))
	for i, one := range f.list {
		names[i] = one.name
	}
	return names
}

// few is the number of names that a message lists.
const few = 12

// Suggest gives the end of a message about an unknown name: the nearest known
// one, else all of them when they are few, else nothing.
func Suggest(name string, known []string) string {
	if near := Nearest(name, known); near != "" {
		return "; did you mean \"" + near + "\"?"
	}
	if len(known) == 0 || len(known) > few {
		return ""
	}
	if len(known) == 1 {
		return "; the only one known is " + known[0]
	}
	return "; expected one of " + strings.Join(known, ", ")
}

// Nearest gives the known name that is nearest to name by edit distance,
// letter case left aside, and "" when none is near (two letters may differ, a third
// of those of long names). Of equally near ones it gives the first.
func Nearest(name string, known []string) string {
	n := utf8.RuneCountInString(name)
	allowed := max(n/3, min(n-1, 2))
	if n < 4 {
		allowed = 1
	}
	best, least := "", allowed+1
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// expectation says what a value of v's type looks like.
func expectation(v reflect.Value) string {
	if e, ok := v.Addr().Interface().(interface{ Expect() string }); ok {
		return e.Expect()
	}
	switch v.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return "a whole number"
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "a whole number, zero or more"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list"
	}
	return "keys and values"
}
