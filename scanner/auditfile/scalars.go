package auditfile

import (
	"fmt"

	"leadlint/rules/expr"
	"leadlint/rules/strict"
)

// Period is an ISO 8601 calendar period such as P3Y; Known is false when it is
// not given.
type Period struct {
	expr.Period
	Known bool
}

// UnmarshalStrict reads a period.
func (p *Period) UnmarshalStrict(v strict.Value) error {
	text, ok := v.Text()
	if !ok {
		return strict.Errorf(v.Pos(), "expected a period such as P3Y, found %s", v.Describe())
	}
	period, err := expr.ParsePeriod(text)
	if err != nil {
		return strict.Errorf(v.Pos(), "%v", err)
	}
	*p = Period{period, true}
	return nil
}

// DateOrNever is a day, or the statement that it never was.
type DateOrNever struct {
	Date  strict.Date
	Never bool
}

// UnmarshalStrict reads a date or the word never.
func (d *DateOrNever) UnmarshalStrict(v strict.Value) error {
	text, ok := v.Text()
	if ok && text == "never" {
		d.Never = true
		return nil
	}
	if !ok || strict.Date(text).Validate() != nil {
		return strict.Errorf(v.Pos(), "expected a date YYYY-MM-DD or never, found %s", v.Describe())
	}
	d.Date = strict.Date(text)
	return nil
}

// ActivityRetention is a period, a criterion in words, or "none".
type ActivityRetention struct {
	// Kind is a value of activity.retention, empty when not given.
	Kind   string
	Period expr.Period
}

// UnmarshalStrict reads "P3Y", "none" or {criterion: "..."}.
func (r *ActivityRetention) UnmarshalStrict(v strict.Value) error {
	if v.IsSection() {
		var c struct {
			Criterion string `yaml:"criterion,required"`
		}
		if v.Decode(&c) {
			r.Kind = "criterion"
		}
		return nil
	}
	text, ok := v.Text()
	if ok && text == "none" {
		r.Kind = "none"
		return nil
	}
	period, err := expr.ParsePeriod(text)
	if !ok || err != nil {
		return strict.Errorf(v.Pos(), `expected a period such as P3Y, none, or {criterion: "..."}`)
	}
	r.Kind, r.Period = "period", period
	return nil
}

// Count is a whole number, zero or more.
type Count int64

// Expect describes a Count in messages.
func (Count) Expect() string { return "a whole number, zero or more" }

// Validate refuses a number below zero.
func (c Count) Validate() error {
	if c < 0 {
		return fmt.Errorf("expected a whole number, zero or more, found \"%d\"", c)
	}
	return nil
}
