package engine

import (
	"math"

	"leadlint/rules/facts"
)

// stateColumns are the columns that "latest" is worked out from. By is nil
// when all states of a person are of one sort.
type stateColumns struct {
	date, by, value *facts.Vec
	valueType       facts.Type
	groups          [256]group
}

// group sums up the rows of one identity that agree on the field By.
type group struct {
	last int32
	// value is that of the candidates: the last rows and those without a date,
	// any of which may be in force. Split says that they have several.
	value       int64
	some, split bool
	// first is the row dated last, second the one dated last among those of
	// another value. A row without a date may be of any.
	first, second dated
}

type dated struct {
	day, value int64
	some       bool
}

func (g *group) add(day int32, value int64) {
	g.last = max(g.last, day)
	d := dated{int64(day), value, true}
	if day == facts.UnknownDay {
		d.day = math.MaxInt64
	}
	switch {
	case g.first.some && g.first.value == value:
		g.first.day = max(g.first.day, d.day)
	case !g.first.some || d.day > g.first.day:
		g.first, g.second = d, g.first
	case !g.second.some || d.day > g.second.day:
		g.second = d
	}
}

// candidate says whether a row of the day may be the last of its group.
func (g *group) candidate(day int32) bool { return day == facts.UnknownDay || day == g.last }

func (g *group) addCandidate(value int64) {
	g.split = g.split || g.some && g.value != value
	g.value, g.some = value, true
}

// rivals says whether a row of the group, if it were of another group than
// it is known to be, could be in force there in place of one of the day and value.
func (g *group) rivals(day int32, value int64) bool {
	r := g.first
	if r.value == value {
		r = g.second
	}
	return r.some && (day == facts.UnknownDay || r.day >= int64(day))
}

// mark works out "latest" (see facts.State) for the entries of one identity
// and says whether they contradict each other. A row whose By is unknown is in
// a group of its own, and may be the last of any other.
func (s *stateColumns) mark(run []entry) (contradictory bool) {
	if len(run) == 1 {
		run[0].flags = run[0].flags&^latestMask | facts.TrueCode
		return false
	}
	empty := group{last: facts.UnknownDay}
	known := empty // the rows whose By is known
	s.groups[0] = empty
	for _, e := range run {
		s.groups[s.byOf(e.row)] = empty
	}
	for _, e := range run {
		by, day, value := s.byOf(e.row), s.date.Days[e.row], s.valueOf(e.row)
		s.groups[by].add(day, value)
		if by != 0 {
			known.add(day, value)
		}
	}
	for _, e := range run {
		if g := &s.groups[s.byOf(e.row)]; g.candidate(s.date.Days[e.row]) {
			g.addCandidate(s.valueOf(e.row))
		}
	}
	for i := range run {
		rivals := &s.groups[0]
		if s.byOf(run[i].row) == 0 {
			rivals = &known
		}
		code := s.code(run[i].row, rivals)
		run[i].flags = run[i].flags&^latestMask | code
		contradictory = contradictory || code == facts.UnknownCode
	}
	return contradictory
}

// code gives "latest" of one row among several.
func (s *stateColumns) code(row uint32, rivals *group) uint8 {
	g, day := &s.groups[s.byOf(row)], s.date.Days[row]
	switch {
	case !g.candidate(day):
		return facts.FalseCode
	case g.split, rivals.rivals(day, s.valueOf(row)):
		return facts.UnknownCode
	}
	return facts.TrueCode
}

func (s *stateColumns) byOf(row uint32) uint8 {
	if s.by == nil {
		return 0
	}
	return s.by.Codes[row]
}

// valueOf gives a row's value of the field Value as a number; unknown is one too.
func (s *stateColumns) valueOf(row uint32) int64 {
	switch s.valueType {
	case facts.Enum, facts.Bool:
		return int64(s.value.Codes[row])
	case facts.Date:
		return int64(s.value.Days[row])
	case facts.Int:
		return s.value.Ints[row]
	case facts.Set:
		return int64(s.value.Sets[row])
	}
	return 0
}
