// Package flat writes plain Go values as bytes, and reads them back without copying their
// texts. Plain are booleans, integers, texts, and structs, slices and pointers of such.
// Fields of a struct have to be exported; those tagged `flat:"-"` are left out. It serves values that a program brings with it
// and reads at every start; for what others write it is not made.
package flat

import (
	"encoding/binary"
	"fmt"
	"reflect"
)

// maxFields is how many fields of a struct can be told apart.
const maxFields = 63

// Append adds the bytes of a value to those given. Equal values give equal bytes. The error
// names a type that is not plain.
func Append(to []byte, value any) ([]byte, error) {
	v := reflect.ValueOf(value)
	if err := plain(v.Type(), map[reflect.Type]bool{}); err != nil {
		return nil, err
	}
	to = appendText(to, shape(v.Type()))
	return appendValue(to, v), nil
}

// fields gives the places of the fields of a struct that are written.
func fields(t reflect.Type) []int {
	var out []int
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("flat") != "-" {
			out = append(out, i)
		}
	}
	return out
}

// plain says what of a type cannot be written.
func plain(t reflect.Type, seen map[reflect.Type]bool) error {
	if seen[t] {
		return nil
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return nil
	case reflect.Slice, reflect.Pointer:
		return plain(t.Elem(), seen)
	case reflect.Struct:
		if n := len(fields(t)); n > maxFields {
			return fmt.Errorf("%s has %d fields: expected at most %d", t, n, maxFields)
		}
		for _, i := range fields(t) {
			if f := t.Field(i); !f.IsExported() {
				return fmt.Errorf("%s.%s is not exported", t, f.Name)
			} else if err := plain(f.Type, seen); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("%s is not a plain type", t)
}

// appendValue writes what is nothing as one zero byte, whatever its type.
func appendValue(to []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(to, 1)
		}
		return append(to, 0)
	case reflect.String:
		return appendText(to, v.String())
	case reflect.Slice:
		if v.IsNil() {
			return append(to, 0)
		}
		to = binary.AppendUvarint(to, uint64(v.Len())+1)
		for i := range v.Len() {
			to = appendValue(to, v.Index(i))
		}
		return to
	case reflect.Pointer:
		if v.IsNil() {
			return append(to, 0)
		}
		return appendValue(append(to, 1), v.Elem())
	case reflect.Struct:
		return appendStruct(to, v)
	}
	if v.CanInt() {
		return binary.AppendVarint(to, v.Int())
	}
	return binary.AppendUvarint(to, v.Uint())
}

// appendStruct writes which fields hold anything, then these.
func appendStruct(to []byte, v reflect.Value) []byte {
	written := fields(v.Type())
	var held uint64
	for bit, i := range written {
		if !v.Field(i).IsZero() {
			held |= 1 << bit
		}
	}
	to = binary.AppendUvarint(to, held)
	for bit, i := range written {
		if held>>bit&1 == 1 {
			to = appendValue(to, v.Field(i))
		}
	}
	return to
}

func appendText(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}
