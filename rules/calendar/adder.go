package calendar

import "leadlint/rules/expr"

// The table of an Adder covers 1900-01-01 to 2149-12-31, which is more than
// datasets hold; other days are computed.
const (
	adderFrom = -25567
	adderDays = 91310
)

// Adder adds one period to many days, by a table where it pays.
type Adder struct {
	period expr.Period
	sign   int
	// table is nil for a period without months, which is a plain sum.
	table []int32
}

// NewAdder makes an Adder; a negative sign counts back.
func NewAdder(p expr.Period, sign int) *Adder {
	a := &Adder{period: p, sign: sign}
	if p.Months == 0 {
		return a
	}
	a.table = make([]int32, adderDays)
	for i := range a.table {
		a.table[i] = Add(int32(adderFrom+i), p, sign)
	}
	return a
}

// Add gives the day that lies the period after day, as the function Add does.
func (a *Adder) Add(day int32) int32 {
	if i := int(day) - adderFrom; uint(i) < uint(len(a.table)) {
		return a.table[i]
	}
	return Add(day, a.period, a.sign)
}
