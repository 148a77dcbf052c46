// Package sampled draws records of a table at random, the same ones every time, and
// tells how many it drew of how many.
package sampled

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// MostRows is the greatest number of records that can be asked for of a table: they are
// held in memory until the table was read.
const MostRows = 1_000_000

// Spec says how much of a table is drawn. The zero value is all of it.
type Spec struct {
	// Rows is a number of records; 0 for none.
	Rows int64
	// Percent is a share of the records, in percent (0 < Percent < 100); 0 for none.
	Percent float64
}

// Whole says that everything is read.
func (s Spec) Whole() bool { return s.Rows <= 0 && s.Percent <= 0 }

// String gives the spec as ParseSpec reads it: "1000", "2.5%", "" for the whole.
func (s Spec) String() string {
	switch {
	case s.Rows > 0:
		return strconv.FormatInt(s.Rows, 10)
	case s.Percent > 0:
		return strconv.FormatFloat(s.Percent, 'f', -1, 64) + "%"
	}
	return ""
}

// ParseSpec reads a number of records ("1000") or a share of them ("5%", "0.5%"); an
// empty text is the whole. The error says what was expected.
func ParseSpec(text string) (Spec, error) {
	if text == "" {
		return Spec{}, nil
	}
	share, percent := strings.CutSuffix(text, "%")
	if percent {
		return parsePercent(share)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		n = math.MaxInt64
	case err != nil:
		return Spec{}, fmt.Errorf("%q: expected a number of records, as in 1000, or a share of them, as in 5%%", text)
	}
	if n < 1 || n > MostRows {
		return Spec{}, fmt.Errorf("%q: expected from 1 to %d records; of a larger sample, name the share, as in 5%%", text, MostRows)
	}
	return Spec{Rows: n}, nil
}

func parsePercent(share string) (Spec, error) {
	p, err := strconv.ParseFloat(share, 64)
	plain := strings.Trim(share, "0123456789.") == ""
	switch {
	case err != nil || !plain:
		return Spec{}, fmt.Errorf("\"%s%%\": expected a share in digits, as in 5%% or 0.5%%", share)
	case p == 100:
		return Spec{}, errors.New("100% is every record, which is what is read without a sample: leave it away")
	case p <= 0 || p > 100:
		return Spec{}, fmt.Errorf("\"%s%%\": expected more than 0%% and less than 100%%", share)
	}
	return Spec{Percent: p}, nil
}
