package jsonout

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"leadlint/scanner/finding"
)

// Read reads a report that Write wrote. Anything else is refused: the schema's version
// must be known, and all must have the form of the schema. name is used in errors, which
// give line and column of what does not fit, or the end of what was read.
func Read(name string, data []byte) (*finding.Report, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: no report: %s", at(name, data, broken(err, data)), plainly(err))
	}
	if err := version(name, data, doc); err != nil {
		return nil, err
	}
	schema, err := compiled()
	if err != nil {
		return nil, fmt.Errorf("read the schema of reports: %w", err)
	}
	var invalid *jsonschema.ValidationError
	if err := schema.Validate(doc); errors.As(err, &invalid) {
		first := deepest(invalid)
		return nil, fmt.Errorf("%s: no report: %s", at(name, data, offset(data, first.InstanceLocation)), problem(first))
	} else if err != nil {
		return nil, fmt.Errorf("%s: hold the report to its schema: %w", name, err)
	}
	var r finding.Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("%s: no report: %s", at(name, data, broken(err, data)), plainly(err))
	}
	return &r, nil
}

// version refuses what is no report of a version that is known.
func version(name string, data []byte, doc any) error {
	top, ok := doc.(map[string]any)
	if !ok {
		return fmt.Errorf("%s: no report: expected an object, as leadlint audit --format json writes it", at(name, data, 0))
	}
	switch v, there := top["schema"].(string); {
	case v == finding.SchemaVersion:
		return nil
	case !there || !strings.HasPrefix(v, schemaName):
		return fmt.Errorf("%s: no report: expected \"schema\": %q, as leadlint audit --format json writes it", at(name, data, offset(data, []string{"schema"})), finding.SchemaVersion)
	default:
		return fmt.Errorf("%s: the report has the form %q, and this leadlint reads %q: use the version that wrote it", at(name, data, offset(data, []string{"schema"})), v, finding.SchemaVersion)
	}
}

// schemaName starts the version of every form that reports have had.
const schemaName = "leadlint.findings/"

// compiled gives the schema in the form in which values are held to it.
func compiled() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("findings.schema.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("findings.schema.json")
}

// deepest gives the first cause that has no further one.
func deepest(e *jsonschema.ValidationError) *jsonschema.ValidationError {
	for len(e.Causes) > 0 {
		e = e.Causes[0]
	}
	return e
}

// problem words what does not fit. It shows no value, for a file from elsewhere may hold
// anything; names of keys it quotes.
func problem(e *jsonschema.ValidationError) string {
	where := "the report"
	if len(e.InstanceLocation) > 0 {
		where = strconv.Quote(strings.Join(e.InstanceLocation, "."))
	}
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		return fmt.Sprintf("%s has the unknown key %q", where, k.Properties[0])
	case *kind.Required:
		return fmt.Sprintf("%s lacks the key %q", where, k.Missing[0])
	case *kind.Type:
		return fmt.Sprintf("%s is of type %s; expected %s", where, k.Got, strings.Join(k.Want, " or "))
	case *kind.Enum:
		return fmt.Sprintf("%s is none of the values expected: %s", where, strings.Trim(fmt.Sprint(k.Want), "[]"))
	}
	return fmt.Sprintf("%s does not have the form of the schema (%s)", where, strings.Join(e.ErrorKind.KeywordPath(), "/"))
}

// broken gives the place of an error of decoding.
func broken(err error, data []byte) int64 {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return max(syntax.Offset-1, 0)
	case errors.As(err, &kind):
		return max(kind.Offset-1, 0)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return int64(len(data))
	}
	return 0
}

func plainly(err error) string {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends too early"
	case errors.As(err, &kind):
		return fmt.Sprintf("%q is no %s", kind.Field, kind.Type)
	}
	return "it is no JSON: " + strings.TrimPrefix(err.Error(), "json: ")
}

// at gives name:line:column of an offset.
func at(name string, data []byte, offset int64) string {
	before := data[:min(max(offset, 0), int64(len(data)))]
	return fmt.Sprintf("%s:%d:%d", name, bytes.Count(before, []byte{'\n'})+1, len(before)-bytes.LastIndexByte(before, '\n'))
}

// offset finds where the value of a path of keys and numbers starts; the start of the
// innermost that is there.
func offset(data []byte, path []string) int64 {
	d := json.NewDecoder(bytes.NewReader(data))
	found := int64(0)
	for _, key := range path {
		if !enter(d, key) {
			break
		}
		found = d.InputOffset()
	}
	for found < int64(len(data)) && bytes.IndexByte([]byte(" \t\r\n:,"), data[found]) >= 0 {
		found++
	}
	return found
}

// enter reads up to the value of a key of the object, or the element of a number of the
// list, that comes next.
func enter(d *json.Decoder, key string) bool {
	open, err := d.Token()
	if err != nil {
		return false
	}
	for n := 0; d.More(); n++ {
		name := strconv.Itoa(n)
		if open == json.Delim('{') {
			t, err := d.Token()
			if err != nil {
				return false
			}
			name, _ = t.(string)
		}
		if name == key {
			return true
		}
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return false
		}
	}
	return false
}
