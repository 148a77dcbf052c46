package strict

import (
	"errors"
	"reflect"
	"time"

	"go.yaml.in/yaml/v4"
)

// Unmarshaler decodes itself, null included. Problems are noted by v.Decode
// and v.Problem; an error returned is noted at the value's place.
type Unmarshaler interface {
	UnmarshalStrict(v Value) error
}

// Value is a part of a document, handed to an Unmarshaler.
type Value struct {
	d    *decoder
	node *yaml.Node
	name string
}

// Pos is the value's place.
func (v Value) Pos() Pos { return v.d.at(v.node) }

// Name is the key, or the list and number, that the value stands under.
func (v Value) Name() string { return v.name }

// IsNull says that nothing is written, or null.
func (v Value) IsNull() bool { return isNull(v.node) }

// IsList says that the value is a list.
func (v Value) IsList() bool { return v.node.Kind == yaml.SequenceNode }

// IsSection says that the value has keys.
func (v Value) IsSection() bool { return v.node.Kind == yaml.MappingNode }

// Text gives a scalar as written (unquoted), false for anything else and null.
func (v Value) Text() (string, bool) {
	if v.node.Kind != yaml.ScalarNode || isNull(v.node) {
		return "", false
	}
	return v.node.Value, true
}

// Describe says what the value is, for messages ("a list").
func (v Value) Describe() string { return describe(v.node) }

// Problem notes a problem at the value's place.
func (v Value) Problem(format string, args ...any) { v.d.problems.Add(v.Pos(), format, args...) }

// Decode decodes the value into what into points to, strictly; problems are
// noted. It reports whether there were none.
func (v Value) Decode(into any) bool {
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		v.Problem("cannot be decoded into %T", into)
		return false
	}
	before := v.d.problems.Len()
	v.d.value(v.node, target.Elem(), v.name)
	return v.d.problems.Len() == before
}

// String is a scalar that knows its place, for texts that are read further: a
// fault found inside is reported at Pos.Offset(n).
type String struct {
	Pos
	// Text is the decoded text.
	Text string
}

// UnmarshalStrict reads a scalar.
func (s *String) UnmarshalStrict(v Value) error {
	text, ok := v.Text()
	if !ok {
		return Errorf(v.Pos(), "expected a text, found %s", v.Describe())
	}
	*s = String{Pos: v.Pos(), Text: text}
	return nil
}

// String gives the text.
func (s String) String() string { return s.Text }

// Date is a calendar day written YYYY-MM-DD; empty when not given.
type Date string

// Expect describes a Date in messages.
func (Date) Expect() string { return "a date YYYY-MM-DD" }

// Validate reports whether the day exists.
func (d Date) Validate() error {
	if _, err := time.Parse(time.DateOnly, string(d)); err != nil {
		return errors.New("expected a date YYYY-MM-DD, found \"" + clip(string(d)) + "\"")
	}
	return nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// Map is a mapping whose entries keep their order and their places.
type Map[T any] []Entry[T]

// Entry is one entry of a Map.
type Entry[T any] struct {
	// Pos is the place of the key.
	Pos   Pos
	Key   string
	Value T
}

// UnmarshalStrict reads a mapping; null gives an empty Map.
func (m *Map[T]) UnmarshalStrict(v Value) error {
	*m = nil
	if v.IsNull() {
		return nil
	}
	if !v.IsSection() {
		return Errorf(v.Pos(), "expected keys and values, found %s", v.Describe())
	}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key := v.node.Content[i]
		if key.Kind != yaml.ScalarNode {
			continue
		}
		e := Entry[T]{Pos: v.d.at(key), Key: key.Value}
		Value{d: v.d, node: v.node.Content[i+1], name: key.Value}.Decode(&e.Value)
		*m = append(*m, e)
	}
	return nil
}

// Get gives the value of a key, and whether there is one.
func (m Map[T]) Get(key string) (T, bool) {
	for _, e := range m {
		if e.Key == key {
			return e.Value, true
		}
	}
	var none T
	return none, false
}
