package observe

import (
	"math"
	"strconv"
	"strings"
)

// factors are the factors of a product that tell which unit of time it is in.
type factors uint16

const (
	factor365  factors = 1 << iota
	factorDays         // 7, 30, 31: a number of days
	factor24
	factor60
	factor60Twice
	factor3600
	factor86400
	factor1000
	factorHour   // a constant of the length of an hour (time.Hour)
	factorMinute // of a minute
	factorSecond
	factorDay // of a day
)

func factorOf(n int64) factors {
	switch n {
	case 365, 366:
		return factor365
	case 7, 30, 31, 90, 180:
		return factorDays
	case 24:
		return factor24
	case 60:
		return factor60
	case 3600:
		return factor3600
	case 86400:
		return factor86400
	case 1000:
		return factor1000
	case 86400000:
		return factor86400 | factor1000
	case 3600000:
		return factor3600 | factor1000
	}
	return 0
}

func (f factors) times(g factors) factors {
	if f&g&factor60 != 0 {
		g |= factor60Twice
	}
	return f | g
}

// days tells what period a product is, in days.
func (f factors) days(n int64) Amount {
	per := int64(0)
	switch {
	case f&factorDay != 0:
		return known(n)
	case f&factorHour != 0:
		return known(n / 24)
	case f&factorMinute != 0:
		return known(n / 1440)
	case f&factorSecond != 0:
		return known(n / 86400)
	case f&factor86400 != 0, f&factor24 != 0 && f&(factor3600|factor60Twice) != 0:
		per = 86400
	case f&factor24 != 0 && f&factor60 != 0:
		per = 1440
	case f&factor24 != 0 && f&(factor365|factorDays) != 0:
		per = 24
	case f&factor365 != 0:
		per = 1
	default:
		return Amount{}
	}
	if f&factor1000 != 0 && per == 86400 {
		per *= 1000
	}
	return known(n / per)
}

// unitDays gives the length of a unit of time in days, 0 for no unit. A year has 365
// days, a month a twelfth of them.
func unitDays(word string) float64 {
	word = strings.TrimSuffix(word, "s")
	switch word {
	case "year", "yr", "y", "annee", "jahre", "jahr":
		return 365
	case "quarter":
		return 365.0 / 4
	case "month", "mon", "moi", "monat", "monate":
		return 365.0 / 12
	case "week", "w", "wk", "semaine":
		return 7
	case "fortnight":
		return 14
	case "day", "d", "jour", "tag", "tage":
		return 1
	case "hour", "hr", "h":
		return 1.0 / 24
	case "minute", "min":
		return 1.0 / 1440
	case "second", "sec":
		return 1.0 / 86400
	case "milli", "millisecond", "m":
		return 1.0 / 86400000
	}
	return 0
}

func period(n int64, unit float64) Amount {
	if n < 0 {
		n = -n
	}
	days := math.Floor(float64(n)*unit + 1e-6)
	if days > 1<<40 {
		return Amount{}
	}
	return known(int64(days))
}

// daysByName reads a number by the unit that the name before it says: RETENTION_DAYS,
// expireAfterSeconds, years.
func daysByName(leaf string, n int64) Amount {
	unit := unitDays(leaf[strings.LastIndexByte(leaf, '_')+1:])
	if unit == 0 || len(leaf[strings.LastIndexByte(leaf, '_')+1:]) < 3 {
		if !strings.HasSuffix(leaf, "_ms") {
			return Amount{}
		}
		unit = 1.0 / 86400000
	}
	return period(n, unit)
}

// daysInText reads a text that is a period and nothing else: 5 years, +30 days,
// -6 months, P5Y, interval '2 years'.
func daysInText(s string) Amount {
	if len(s) < 2 || len(s) > 40 {
		return Amount{}
	}
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.TrimSuffix(strings.TrimSuffix(s, " ago"), " from now")
	s = strings.TrimLeft(s, "+- ")
	if len(s) > 2 && s[0] == 'p' {
		return isoDays(s[1:])
	}
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 0 || i > 9 {
		return Amount{}
	}
	n, _ := strconv.ParseInt(s[:i], 10, 64)
	word := strings.TrimSpace(s[i:])
	unit := unitDays(word)
	if unit == 0 || word == "m" || word == "ms" && s[i] == ' ' {
		return Amount{}
	}
	return period(n, unit)
}

// isoDays reads what follows the P of an ISO 8601 period.
func isoDays(s string) Amount {
	days, n, digits, seen := 0.0, 0.0, 0, false
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' && digits < 9 {
			n, digits = n*10+float64(c-'0'), digits+1
			continue
		}
		if c == 't' && digits == 0 {
			return ifKnown(seen, days)
		}
		unit := map[byte]float64{'y': 365, 'm': 365.0 / 12, 'w': 7, 'd': 1}[c]
		if unit == 0 || digits == 0 {
			return Amount{}
		}
		days, n, digits, seen = days+n*unit, 0, 0, true
	}
	return ifKnown(seen && digits == 0, days)
}

func ifKnown(ok bool, days float64) Amount {
	if !ok {
		return Amount{}
	}
	return known(int64(math.Floor(days + 1e-6)))
}

// callPeriod reads calls that make or move by a period: timedelta(days=5),
// Duration.ofDays(5), 5.years, addYears(5), subDays(x, 5), plus(5, 'years').
func callPeriod(leaf string, args []argument, receiver *val) Amount {
	if unit := unitDays(leaf); unit > 0 && len(leaf) > 2 && receiver != nil && receiver.number.Known {
		return period(receiver.number.N, unit)
	}
	if leaf == "add_date" {
		return yearsMonthsDays(args)
	}
	head, last, cut := strings.Cut(leaf, "_")
	if cut {
		last = last[strings.LastIndexByte(last, '_')+1:]
		switch head {
		case "of", "add", "sub", "plus", "minus", "from", "subtract", "advance":
			if unit := unitDays(last); unit > 0 && len(last) > 2 {
				if n, ok := firstNumber(args); ok {
					return period(n, unit)
				}
				if len(args) == 0 && !strings.HasSuffix(last, "s") {
					return period(1, unit) // addYear()
				}
			}
		}
	}
	switch leaf {
	case "timedelta", "relativedelta", "interval", "date_offset", "duration", "from_object", "advance", "ago", "since", "plus", "minus", "add", "sub", "shift", "make_interval":
		return sumOfUnits(args)
	case "subtract", "of", "date_add", "date_sub", "new_period", "ms", "strtotime", "modify", "date_interval", "date_time", "date_time_immutable", "parse", "parse_duration", "in", "interval_of":
		return numberAndUnit(args)
	}
	return Amount{}
}

// yearsMonthsDays reads the arguments of AddDate of Go.
func yearsMonthsDays(args []argument) Amount {
	total := 0.0
	for i, unit := range []float64{365, 365.0 / 12, 1} {
		if i >= len(args) || !args[i].v.number.Known {
			return Amount{}
		}
		total += math.Abs(float64(args[i].v.number.N)) * unit
	}
	return ifKnown(total < 1<<40, total)
}

func firstNumber(args []argument) (int64, bool) {
	for _, a := range args {
		if a.v.number.Known {
			return a.v.number.N, true
		}
	}
	return 0, false
}

// sumOfUnits adds keyword arguments such as days=5, weeks=1, or reads 5, 'years'.
func sumOfUnits(args []argument) Amount {
	total, seen := 0.0, false
	for i, a := range args {
		unit := unitDays(a.key)
		if a.v.number.Known && unit > 0 && len(a.key) > 2 {
			total, seen = total+math.Abs(float64(a.v.number.N))*unit, true
		} else if a.v.days.Known && a.v.form != ValueText && len(args) < 3 {
			total, seen = total+float64(a.v.days.N), true
		} else if a.key == "" && i == 0 && a.v.number.Known && len(args) == 1 && a.timedelta {
			total, seen = float64(a.v.number.N), true
		}
	}
	if !seen {
		return numberAndUnit(args)
	}
	return ifKnown(total < 1<<40, total)
}

// numberAndUnit reads (5, 'years'), (5, ChronoUnit.YEARS), ('5 years').
func numberAndUnit(args []argument) Amount {
	if len(args) == 0 {
		return Amount{}
	}
	if args[0].v.constant && args[0].key == "" {
		return daysInText(args[0].v.text)
	}
	if !args[0].v.number.Known || len(args) < 2 {
		return Amount{}
	}
	word := args[1].leaf
	if args[1].v.constant {
		word = strings.ToLower(args[1].v.text)
	}
	if unit := unitDays(word); unit > 0 {
		return period(args[0].v.number.N, unit)
	}
	return Amount{}
}
