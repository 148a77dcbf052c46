// Package jsonout writes a report as JSON: the whole model, from which every
// other format can be made again. Its form is that of findings.schema.json.
package jsonout

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"reflect"

	"leadlint/reports/text"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Schema is the JSON Schema (2020-12) of what Write writes.
//
//go:embed findings.schema.json
var Schema []byte

// Write writes r as UTF-8 JSON, indented by two spaces and ended by a newline,
// keys in the order of the model. Lists that are empty are written as [], never
// null. Characters that could act on a terminal or turn the reading order are
// written as escapes, and bytes that are no UTF-8 as U+FFFD; the strings are
// otherwise whole. It fails when r holds a number that JSON has no form for.
func Write(w io.Writer, r *finding.Report, _ view.Options) error {
	if r == nil {
		r = &finding.Report{}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(listed(reflect.ValueOf(*r)).Interface()); err != nil {
		return fmt.Errorf("encode the report as JSON: %w", err)
	}
	_, err := w.Write(text.Escaped(b.Bytes()))
	return err
}

// Marshal gives a value of the model, or a struct of such values, on one line, by the
// rules of Write. It fails when the value holds a number that JSON has no form for.
func Marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(listed(reflect.ValueOf(v)).Interface()); err != nil {
		return nil, fmt.Errorf("encode as JSON: %w", err)
	}
	return text.Escaped(bytes.TrimRight(b.Bytes(), "\n")), nil
}

// listed copies a value of the model with every nil slice made an empty one.
func listed(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(listed(v.Elem()))
		return out
	case reflect.Slice:
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(listed(v.Index(i)))
		}
		return out
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			out.Field(i).Set(listed(v.Field(i)))
		}
		return out
	}
	return v
}
