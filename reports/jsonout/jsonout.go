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
	"unicode/utf8"

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
	_, err := w.Write(escaped(b.Bytes()))
	return err
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

// escaped writes DEL, the C1 controls and the bidirectional controls, which
// encoding/json leaves as they are, as \u escapes. All stand within strings.
func escaped(in []byte) []byte {
	out := make([]byte, 0, len(in))
	for i := 0; i < len(in); {
		if in[i] < 0x7f {
			out = append(out, in[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(in[i:])
		if acts(r) {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, in[i:i+size]...)
		}
		i += size
	}
	return out
}

func acts(r rune) bool {
	return r >= 0x7f && r <= 0x9f || r == 0x61c || r == 0x200e || r == 0x200f ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
