package engine

import "leadlint/rules/facts"

// stateColumns are the columns that "latest" is worked out from. By is nil
// when all states of a person are of one sort.
type stateColumns struct {
	date, by, value *facts.Vec
	valueType       facts.Type
	groups          [256]group
}

// group sums up the rows of one identity that agree on the field By.
type group struct {
	rows, undated int
	last          int32
	// all are the values of the rows, tail those of the last ones and of those
	// without a date, any of which may be the one in force.
	all, tail agreement
}

// agreement says whether some values are one.
type agreement struct {
	value       int64
	some, split bool
}

func (a *agreement) add(value int64) {
	a.split = a.split || a.some && a.value != value
	a.value, a.some = value, true
}

func (g *group) add(day int32, value int64) {
	g.rows++
	if day == facts.UnknownDay {
		g.undated++
	}
	g.last = max(g.last, day)
	g.all.add(value)
}

// candidate says whether a row of the day may be the last of its group.
func (g *group) candidate(day int32) bool { return day == facts.UnknownDay || day == g.last }

// rivals says whether a row of the group, if it were of another group than
// it is known to be, could be in force there in place of one of the day and value.
func (g *group) rivals(day int32, value int64) bool {
	if g.rows == 0 || !g.all.split && g.all.value == value {
		return false
	}
	return day == facts.UnknownDay || g.undated > 0 || g.last >= day
}

// mark works out "latest" for the entries of one identity and says whether
// they contradict each other.
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
			g.tail.add(s.valueOf(e.row))
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
	case g.tail.split, rivals.rivals(day, s.valueOf(row)):
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
