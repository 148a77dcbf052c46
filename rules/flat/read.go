package flat

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// errShort says that bytes end, or count more than there is, before the value is whole.
var errShort = errors.New("flat: the bytes end before the value does")

// Read gives the value that data begins with to what into points to, which must be zero.
// Its texts are parts of data. The error tells that data was written of another type, or
// of the same type as it was then, or is not whole.
func Read(data string, into any) error {
	v := reflect.ValueOf(into).Elem()
	r := &reader{rest: data, written: map[reflect.Type][]int{}}
	if written, want := r.text(), shape(v.Type()); r.err == nil && written != want {
		return fmt.Errorf("flat: the bytes are those of another type than %s", v.Type())
	}
	r.value(v)
	if r.err == nil && r.rest != "" {
		return fmt.Errorf("flat: %d bytes stand after the value", len(r.rest))
	}
	return r.err
}

// reader takes values off the front of what is left.
type reader struct {
	rest string
	err  error
	// written are the fields of the structs met.
	written map[reflect.Type][]int
}

// number takes an unsigned number of seven bits a byte, the lowest first.
func (r *reader) number() uint64 {
	var n uint64
	for i := range min(len(r.rest), 10) {
		b := r.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.err = errShort
	r.rest = ""
	return 0
}

// count takes a number of things that take a byte each at least.
func (r *reader) count() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.err = errShort
		r.rest = ""
		return 0
	}
	return int(n)
}

func (r *reader) text() string {
	n := r.count()
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// value takes one value; after an error everything is nothing.
func (r *reader) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.number() != 0)
	case reflect.String:
		v.SetString(r.text())
	case reflect.Slice:
		r.slice(v)
	case reflect.Pointer:
		if r.number() != 0 {
			v.Set(reflect.New(v.Type().Elem()))
			r.value(v.Elem())
		}
	case reflect.Struct:
		held := r.number()
		for bit, i := range r.fields(v.Type()) {
			if held>>bit&1 == 1 {
				r.value(v.Field(i))
			}
		}
	default:
		n := r.number()
		if v.CanUint() {
			v.SetUint(n)
			return
		}
		v.SetInt(int64(n>>1) ^ -int64(n&1))
	}
}

func (r *reader) fields(t reflect.Type) []int {
	list, met := r.written[t]
	if !met {
		list = fields(t)
		r.written[t] = list
	}
	return list
}

func (r *reader) slice(v reflect.Value) {
	n := r.number()
	if n == 0 {
		return
	}
	if n-1 > uint64(len(r.rest)) {
		r.err, r.rest = errShort, ""
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), int(n-1), int(n-1)))
	for i := range v.Len() {
		r.value(v.Index(i))
	}
}

// shape tells what a type is made of, so that bytes written of it before it changed are
// known for what they are.
func shape(t reflect.Type) string {
	var b strings.Builder
	describe(&b, t, map[reflect.Type]bool{})
	return b.String()
}

func describe(b *strings.Builder, t reflect.Type, seen map[reflect.Type]bool) {
	b.WriteString(t.Kind().String())
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer:
		b.WriteByte(' ')
		describe(b, t.Elem(), seen)
	case reflect.Struct:
		b.WriteByte(' ')
		b.WriteString(t.Name())
		if seen[t] {
			return
		}
		seen[t] = true
		b.WriteByte('{')
		for _, i := range fields(t) {
			b.WriteString(t.Field(i).Name)
			b.WriteByte(' ')
			describe(b, t.Field(i).Type, seen)
			b.WriteByte(';')
		}
		b.WriteByte('}')
	}
}
