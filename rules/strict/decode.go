package strict

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Decode reads one YAML document into the struct (or map, or list) that into
// points to. Struct fields are named by their tag `yaml:"name"`; the options
// "required" and "inline" are known, "-" leaves a field out, and fields
// without a tag are left out too. Scalars of any kind may be read into a
// string, as written.
//
// A type may take part in several ways: Unmarshaler decodes itself;
// encoding.TextUnmarshaler reads a scalar; a string type with a method
// Values() []string is an enumeration; Expect() string describes a type in
// messages ("a date YYYY-MM-DD"); Validate() error is called on each value
// that was decoded without a problem.
//
// The error is nil or of type Errors, with every problem found.
func Decode(file string, data []byte, into any) error {
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return fmt.Errorf("decode %q: the target must be a pointer, not %T", file, into)
	}
	var problems Collector
	text := newSource(data)
	if versioned(target.Type().Elem()) && foreign(data) {
		problems.Add(Pos{File: file, Line: 1, Col: 1}, "missing key %q; is it the file that was meant?", versionKey)
		return problems.Err()
	}
	root := parse(file, data, text, &problems)
	if root == nil {
		if problems.Len() == 0 {
			problems.Add(Pos{File: file}, "the file is empty")
		}
		return problems.Err()
	}
	check(file, text, root, &problems)
	if problems.Len() > 0 && hasAlias(root) {
		return problems.Err()
	}
	d := &decoder{file: file, text: text, problems: &problems}
	d.value(root, target.Elem(), "")
	return problems.Err()
}

// hasAlias guards the decoder, which does not follow aliases.
func hasAlias(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode {
		return true
	}
	for _, c := range n.Content {
		if hasAlias(c) {
			return true
		}
	}
	return false
}

type decoder struct {
	file     string
	text     *source
	problems *Collector
}

func (d *decoder) at(n *yaml.Node) Pos { return newPos(d.file, d.text, n) }

// value decodes a node into v and validates it. The name is that of the key
// or item the node stands under, for messages.
func (d *decoder) value(n *yaml.Node, v reflect.Value, name string) {
	before := d.problems.Len()
	d.decode(n, v, name)
	if d.problems.Len() > before || v.Kind() == reflect.Pointer {
		return
	}
	if val, ok := v.Addr().Interface().(interface{ Validate() error }); ok {
		if isNull(n) && v.IsZero() {
			return
		}
		d.problems.AddError(d.at(n), val.Validate())
	}
}

func (d *decoder) decode(n *yaml.Node, v reflect.Value, name string) {
	if v.Kind() == reflect.Pointer {
		if isNull(n) {
			v.SetZero()
			return
		}
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		d.value(n, v.Elem(), name)
		return
	}
	switch t := v.Addr().Interface().(type) {
	case Unmarshaler:
		d.problems.AddError(d.at(n), t.UnmarshalStrict(Value{d: d, node: n, name: name}))
		return
	case encoding.TextUnmarshaler:
		if n.Kind != yaml.ScalarNode || isNull(n) {
			d.wrong(n, v)
		} else if err := t.UnmarshalText([]byte(n.Value)); err != nil {
			d.problems.AddError(d.at(n), err)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.section(n, v, name)
	case reflect.Map:
		d.dict(n, v, name)
	case reflect.Slice:
		d.list(n, v, name)
	case reflect.Interface:
		v.Set(reflect.ValueOf(&[]any{d.any(n)}[0]).Elem())
	default:
		d.scalar(n, v)
	}
}

// wrong notes that a node is of another type than v wants.
func (d *decoder) wrong(n *yaml.Node, v reflect.Value) {
	d.problems.Add(d.at(n), "expected %s, found %s", expectation(v), describe(n))
}

// section decodes a mapping into a struct.
func (d *decoder) section(n *yaml.Node, v reflect.Value, name string) {
	fields := fieldsOf(v.Type())
	d.setPos(n, v, fields)
	if isNull(n) {
		d.missing(n, fields, nil, name)
		return
	}
	if n.Kind != yaml.MappingNode {
		d.wrong(n, v)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode || seen[key.Value] {
			continue // told by check
		}
		f := fields.find(key.Value)
		if f == nil {
			d.unknown(key, fields, name)
			continue
		}
		seen[key.Value] = true
		d.value(n.Content[i+1], v.FieldByIndex(f.index), key.Value)
	}
	d.missing(n, fields, seen, name)
}

func (d *decoder) setPos(n *yaml.Node, v reflect.Value, fields *fields) {
	at := d.at(n)
	for _, index := range fields.pos {
		v.FieldByIndex(index).Set(reflect.ValueOf(at))
	}
}

func (d *decoder) missing(n *yaml.Node, fields *fields, seen map[string]bool, name string) {
	for _, f := range fields.list {
		if f.required && !seen[f.name] {
			d.problems.Add(d.at(n), "missing key %q%s", f.name, in(name))
		}
	}
}

func (d *decoder) unknown(key *yaml.Node, fields *fields, name string) {
	hint := Suggest(key.Value, fields.names())
	d.problems.Add(d.at(key), "unknown key %q%s%s", key.Value, in(name), hint)
}

func in(name string) string {
	if name == "" {
		return ""
	}
	return " in " + name
}

// dict decodes a mapping into a map with string keys.
func (d *decoder) dict(n *yaml.Node, v reflect.Value, name string) {
	if isNull(n) {
		v.SetZero()
		return
	}
	if n.Kind != yaml.MappingNode || v.Type().Key().Kind() != reflect.String {
		d.wrong(n, v)
		return
	}
	m := reflect.MakeMap(v.Type())
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Kind != yaml.ScalarNode {
			continue
		}
		key := reflect.New(v.Type().Key()).Elem()
		d.value(n.Content[i], key, name)
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(n.Content[i+1], item, n.Content[i].Value)
		m.SetMapIndex(key, item)
	}
	v.Set(m)
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, name string) {
	if isNull(n) {
		v.SetZero()
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.wrong(n, v)
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, c := range n.Content {
		d.value(c, out.Index(i), fmt.Sprintf("%s[%d]", name, i+1))
	}
	v.Set(out)
}

// any decodes a node of free form: string, bool, int, float64, nil, []any or
// map[string]any. Dates stay strings.
func (d *decoder) any(n *yaml.Node) any {
	switch n.Kind {
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, c := range n.Content {
			out[i] = d.any(c)
		}
		return out
	case yaml.MappingNode:
		out := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = d.any(n.Content[i+1])
		}
		return out
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		if b, err := strconv.ParseBool(strings.ToLower(n.Value)); err == nil {
			return b
		}
	case "!!int":
		if i, err := strconv.Atoi(n.Value); err == nil {
			return i
		}
	case "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil && !math.IsInf(f, 0) {
			return f
		}
	}
	return n.Value
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.ScalarNode || isNull(n) {
		d.wrong(n, v)
		return
	}
	ok := true
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Value)
		ok = d.member(n, v)
	case reflect.Bool:
		ok = n.Tag == "!!bool"
		v.SetBool(strings.EqualFold(n.Value, "true"))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		i, err := strconv.ParseInt(n.Value, 10, v.Type().Bits())
		ok = err == nil
		v.SetInt(i)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		i, err := strconv.ParseUint(n.Value, 10, v.Type().Bits())
		ok = err == nil
		v.SetUint(i)
	case reflect.Float32, reflect.Float64:
		f, err := strconv.ParseFloat(n.Value, v.Type().Bits())
		ok = err == nil
		v.SetFloat(f)
	default:
		ok = false
	}
	if !ok {
		d.wrong(n, v)
	}
}

// member checks a string type that lists its values, and notes the problem itself.
func (d *decoder) member(n *yaml.Node, v reflect.Value) bool {
	enum, ok := v.Addr().Interface().(interface{ Values() []string })
	if !ok {
		return true
	}
	values := enum.Values()
	for _, one := range values {
		if n.Value == one {
			return true
		}
	}
	d.problems.Add(d.at(n), "unknown value %s%s", describe(n), Suggest(n.Value, values))
	return true
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }
