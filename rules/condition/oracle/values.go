package oracle

import (
	"errors"
	"reflect"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"leadlint/rules/expr"
)

var periodType = cel.OpaqueType("period")

// period is a calendar period as a CEL value.
type period struct{ expr.Period }

// ConvertToNative is not supported: periods never leave the interpreter.
func (p period) ConvertToNative(reflect.Type) (any, error) {
	return nil, errors.New("a period has no native form")
}

// ConvertToType is not supported: the rule language has no conversions.
func (p period) ConvertToType(ref.Type) ref.Val { return types.NewErr("a period is not converted") }

// Equal compares months and days.
func (p period) Equal(other ref.Val) ref.Val {
	o, ok := other.(period)
	return types.Bool(ok && o == p)
}

// Type gives the CEL type.
func (p period) Type() ref.Type { return periodType }

// Value gives the period itself.
func (p period) Value() any { return p.Period }

func newPeriod(v ref.Val) ref.Val {
	p, err := expr.ParsePeriod(string(v.(types.String)))
	if err != nil {
		return types.WrapErr(err)
	}
	return period{p}
}

func newDate(v ref.Val) ref.Val {
	t, err := timestamp(string(v.(types.String)))
	if err != nil {
		return types.WrapErr(err)
	}
	return t
}

// day is a timestamp that also knows calendar periods: CEL's operators call
// the methods of their left operand.
type day struct{ types.Timestamp }

// Add gives the day a period later.
func (d day) Add(other ref.Val) ref.Val {
	if p, ok := other.(period); ok {
		return day{types.Timestamp{Time: shift(d.Time, p.Period, 1)}}
	}
	return d.Timestamp.Add(other)
}

// Subtract gives the day a period earlier.
func (d day) Subtract(other ref.Val) ref.Val {
	if p, ok := other.(period); ok {
		return day{types.Timestamp{Time: shift(d.Time, p.Period, -1)}}
	}
	return d.Timestamp.Subtract(other)
}

// Compare orders days.
func (d day) Compare(other ref.Val) ref.Val { return d.Timestamp.Compare(plain(other)) }

// Equal tells whether two days are one.
func (d day) Equal(other ref.Val) ref.Val { return d.Timestamp.Equal(plain(other)) }

func plain(v ref.Val) ref.Val {
	if d, ok := v.(day); ok {
		return d.Timestamp
	}
	return v
}

// shift moves a day by months, held to the end of the month reached, and then
// by days. It is written apart from package calendar on purpose, on package
// time, since it is what that package is compared with.
func shift(t time.Time, p expr.Period, sign int) time.Time {
	if p.Months > 0 {
		moved := t.AddDate(0, sign*p.Months, 0)
		if moved.Day() != t.Day() {
			moved = moved.AddDate(0, 0, -moved.Day())
		}
		t = moved
	}
	return t.AddDate(0, 0, sign*p.Days)
}

func overlap(a, b ref.Val) ref.Val {
	l, r := a.(traits.Lister), b.(traits.Container)
	for it := l.Iterator(); it.HasNext() == types.True; {
		if r.Contains(it.Next()) == types.True {
			return types.True
		}
	}
	return types.False
}
