package view

import (
	"reflect"

	"leadlint/reports/text"
	"leadlint/scanner/finding"
)

// longest is the greatest length of a shown text in runes. Texts of rules are
// some hundred long; what is longer came from an input.
const longest = 2000

// Safe gives a copy of r in which every string is one line of plain text of
// bounded length. Nothing of the copy is shared with r but what is not changed.
func Safe(r *finding.Report) *finding.Report {
	if r == nil {
		return &finding.Report{}
	}
	return safe(reflect.ValueOf(r)).Interface().(*finding.Report)
}

// safe copies a value of the model, which is made of structs, slices, pointers,
// strings and numbers.
func safe(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		out := reflect.New(v.Type()).Elem()
		out.SetString(text.Line(v.String(), longest))
		return out
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(safe(v.Elem()))
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(safe(v.Index(i)))
		}
		return out
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			out.Field(i).Set(safe(v.Field(i)))
		}
		return out
	}
	return v
}
