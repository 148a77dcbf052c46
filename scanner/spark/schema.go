package spark

import (
	"errors"
	"strings"

	"leadlint/scanner/spark/rows"
)

// errSchema is told of types that cannot be read. It must not quote them: the name of a
// column can be a value.
var errSchema = errors.New("the columns cannot be read: the name of one holds a character by which Spark sets names and types apart; name the columns otherwise in a view")

// maxNesting is how deep types may be nested.
const maxNesting = 32

// place is where the values of a column stand, with how they are read.
type place struct {
	path []step
	kind rows.Kind
}

// name is the column's header: the names on the way, which maps and lists add nothing to.
func (p place) name() string {
	var names []string
	for _, s := range p.path {
		names = append(names, s.name)
	}
	return strings.Join(names, ".")
}

// schema reads a type of Spark as catalogues write it, struct<a:string,b:array<int>>, and
// gives the columns that hold values, in their order.
func schema(text string) ([]place, error) {
	r := &typeReader{rest: text}
	if !strings.HasPrefix(text, "struct<") {
		return nil, errSchema
	}
	if err := r.read(nil, 0); err != nil {
		return nil, err
	}
	if r.rest != "" {
		return nil, errSchema
	}
	return r.found, nil
}

// typeReader walks over the text of a type.
type typeReader struct {
	rest  string
	found []place
}

func (r *typeReader) take(prefix string) bool {
	after, ok := strings.CutPrefix(r.rest, prefix)
	if ok {
		r.rest = after
	}
	return ok
}

// read reads one type, of what stands at the path.
func (r *typeReader) read(path []step, depth int) error {
	switch {
	case depth > maxNesting:
		return errSchema
	case r.take("struct<"):
		return r.members(path, depth)
	case r.take("array<"):
		inner := append([]step(nil), path...)
		if len(inner) == 0 {
			return errSchema
		}
		if last := &inner[len(inner)-1]; last.repeated || last.entries {
			return errSchema // lists of lists have no name of their own
		}
		inner[len(inner)-1].repeated = true
		return r.closed(r.read(inner, depth+1))
	case r.take("map<"):
		if err := r.read(within(path, step{name: "key", entries: true}), depth+1); err != nil {
			return err
		}
		if !r.take(",") {
			return errSchema
		}
		return r.closed(r.read(within(path, step{name: "value", entries: true}), depth+1))
	}
	return r.scalar(path)
}

// closed wants the end of what was read.
func (r *typeReader) closed(err error) error {
	if err == nil && !r.take(">") {
		return errSchema
	}
	return err
}

// within adds a step.
func within(path []step, s step) []step { return append(append([]step(nil), path...), s) }

// members reads those of a struct.
func (r *typeReader) members(path []step, depth int) error {
	for !r.take(">") {
		name, rest, ok := strings.Cut(r.rest, ":")
		if !ok || name == "" {
			return errSchema
		}
		r.rest = rest
		if err := r.read(within(path, step{name: name}), depth+1); err != nil {
			return err
		}
		if !r.take(",") && !strings.HasPrefix(r.rest, ">") {
			return errSchema
		}
	}
	return nil
}

// scalar reads a type that has no types within.
func (r *typeReader) scalar(path []step) error {
	end := strings.IndexAny(r.rest, ",>(")
	if end < 0 {
		return errSchema
	}
	name := r.rest[:end]
	if r.rest[end] == '(' {
		n := strings.IndexByte(r.rest, ')')
		if n < 0 {
			return errSchema
		}
		end = n + 1
	}
	kind, ok := scalars(name)
	if !ok {
		return errSchema
	}
	r.rest = r.rest[end:]
	r.found = append(r.found, place{path: path, kind: kind})
	return nil
}

// scalars gives the kind of a type; a type that is not known is none.
func scalars(name string) (rows.Kind, bool) {
	switch name {
	case "string", "char", "varchar", "boolean", "tinyint", "smallint", "int", "bigint", "date", "time", "void":
		return rows.Text, true
	case "decimal":
		return rows.Decimal, true
	case "float":
		return rows.Float32, true
	case "double":
		return rows.Float64, true
	case "timestamp", "timestamp_ntz":
		return rows.Timestamp, true
	case "binary":
		return rows.Binary, true
	case "variant", "geometry", "geography":
		return rows.None, true
	}
	return rows.Text, strings.HasPrefix(name, "interval") || strings.HasPrefix(name, "string collate")
}
