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
	a.table = make([]int32, 0, adderDays)
	// All days of a month are moved to one month.
	for year, month, _ := Civil(adderFrom); len(a.table) < adderDays; month++ {
		if month > 12 {
			year, month = year+1, 1
		}
		first := Add(Day(year, month, 1), p, sign)
		y, m, _ := Civil(first - int32(sign*p.Days))
		last := DaysIn(y, m) - 1
		for d := range DaysIn(year, month) {
			a.table = append(a.table, first+int32(min(d, last)))
		}
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
