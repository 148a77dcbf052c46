package values

import "leadlint/rules/facts"

// DetectDates works out how a column of dates is written from a sample of its
// cells. One order holds for the whole column: a number above 12 decides it.
// share is the part of the non-empty cells that can be read (a cell whose order
// is open counts as readable), 0 without any. ambiguous is true when the order
// of day and month cannot be told: no number above 12, or numbers above 12 in
// both places; the order is then "". Bare numbers are taken for Unix times
// (2000 to 2100) or Excel serial days (1954 to 2078) only when all cells are
// such; the caller must have another reason to hold the column for dates.
func DetectDates(cells [][]byte) (format DateFormat, share float64, ambiguous bool) {
	d := dateEvidence{reader: NewDateReader(DateFormat{})}
	for _, cell := range cells {
		if !Empty(cell) {
			d.add(cell)
		}
	}
	if d.filled == 0 {
		return DateFormat{}, 0, false
	}
	switch d.filled {
	case d.seconds:
		return DateFormat{Epoch: "s"}, 1, false
	case d.millis:
		return DateFormat{Epoch: "ms"}, 1, false
	case d.serials:
		return DateFormat{Serial: true}, 1, false
	}
	order, ambiguous := d.order()
	return DateFormat{Order: order}, float64(d.read) / float64(d.filled), ambiguous
}

// dateEvidence counts what the cells of a column can be.
type dateEvidence struct {
	reader *DateReader

	filled, read             int
	triples                  int // three numbers, the year not first with four digits
	dayFirst, monthFirst     int // how many of them may be read so
	yearFirst                int
	dots, hyphens            int // how many of them are written with these
	seconds, millis, serials int
}

func (d *dateEvidence) add(cell []byte) {
	d.filled++
	c := trimQuotes(cell)
	if n, digits, ok := bareNumber(c); ok {
		d.number(n, digits)
	}
	var p dateParts
	if !p.scan(c, d.reader.months) || p.month > 0 || p.count != 3 || p.digits[0] > 2 || p.sep[1] != p.sep[2] {
		if d.reader.slow(c) != facts.UnknownDay {
			d.read++
		}
		return
	}
	d.triple(&p)
}

func (d *dateEvidence) number(n int64, digits int) {
	switch {
	case n >= 946_684_800 && n < 4_102_444_800:
		d.seconds++
	case n >= 946_684_800_000 && n < 4_102_444_800_000:
		d.millis++
	case digits == 5 && n >= 20_000 && n < 65_000:
		d.serials++
	}
}

// triple weighs three numbers with the year last, or YY-MM-DD.
func (d *dateEvidence) triple(p *dateParts) {
	dmy, mdy := p.numeric("DMY") != facts.UnknownDay, p.numeric("MDY") != facts.UnknownDay
	ymd := p.digits[2] == 2 && p.numeric("YMD") != facts.UnknownDay
	if !dmy && !mdy && !ymd {
		return
	}
	d.read++
	d.triples++
	d.dayFirst += count(dmy)
	d.monthFirst += count(mdy)
	d.yearFirst += count(ymd)
	d.dots += count(p.sep[1] == '.')
	d.hyphens += count(p.sep[1] == '-')
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// order gives the one order in which all triples can be read.
func (d *dateEvidence) order() (order string, ambiguous bool) {
	if d.triples == 0 {
		return "", false
	}
	dmy, mdy := d.dayFirst == d.triples, d.monthFirst == d.triples
	// Two-digit years come first with hyphens only.
	ymd := d.yearFirst == d.triples && (d.hyphens == d.triples || !dmy && !mdy)
	switch {
	case dmy && d.dots == d.triples: // nobody writes the month first with full stops
		return "DMY", false
	case count(dmy)+count(mdy)+count(ymd) != 1:
		return "", true
	case dmy:
		return "DMY", false
	case mdy:
		return "MDY", false
	}
	return "YMD", false
}
