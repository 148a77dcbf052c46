package entity

import "strings"

// maxStreet is the most words of a street with its house number.
const maxStreet = 8

// streetBefore looks for a street with a house number before token i, directly or with
// a floor or door between: where it begins. A number that ends the street needs no
// further sign, unless strict (it could be a day before a year); one that begins
// it needs a word of streets.
func (p *placeTable) streetBefore(t *text, i int, strict bool) (start int, ok bool) {
	if start, ok = p.streetAt(t, i, strict); ok {
		return start, true
	}
	for j := i - 1; j > 0 && j >= i-3; j-- {
		if strings.HasPrefix(t.gap(j-1), ",") {
			return p.streetAt(t, j, strict)
		}
	}
	return 0, false
}

func (p *placeTable) streetAt(t *text, i int, strict bool) (start int, ok bool) {
	last := i - 1
	if last < 0 || t.tokens[last].used || !closesStreet(t.gap(last)) {
		return 0, false
	}
	first := p.segment(t, last)
	end := last
	for end > first && t.tokens[end].letters && t.tokens[end].end-t.tokens[end].start <= 3 {
		end-- // "40 bis"
	}
	if isHouse(t, end) {
		if start, ok = p.numberLast(t, first, end, strict); ok {
			return start, true
		}
	}
	return p.numberFirst(t, first, last)
}

// segment gives the first token of what may be a street that ends with token last. A
// house number may stand behind a comma: "Calle Mayor, 6".
func (p *placeTable) segment(t *text, last int) (first int) {
	first = t.reach(last, last)
	if first == last && first > 0 && isHouse(t, last) && t.gap(first-1) == ", " && p.hasStreet(t, max(0, first-3), first) {
		first = t.reach(first-1, last)
	}
	return first
}

// reach goes back from token i while the gaps are those within streets.
func (t *text) reach(i, last int) int {
	for i > 0 && last-i < maxStreet && !t.tokens[i-1].used && within(t.gap(i-1)) {
		i--
	}
	return i
}

// numberFirst looks for a house number in front of a word of streets.
func (p *placeTable) numberFirst(t *text, first, last int) (start int, ok bool) {
	for j := last; j >= first; j-- {
		if isHouse(t, j) && p.hasStreet(t, j+1, last+1) {
			for j > first && isHouse(t, j-1) && t.gap(j-1) == "-" {
				j--
			}
			return int(t.tokens[j].start), true
		}
	}
	if first > 0 && last-first < maxStreet && isHouse(t, first-1) && t.gap(first-1) == ", " && p.hasStreet(t, first, last+1) {
		return int(t.tokens[first-1].start), true
	}
	return 0, false
}

// numberLast reads backwards from a house number to the start of the street's name.
func (p *placeTable) numberLast(t *text, first, last int, strict bool) (start int, ok bool) {
	for last > first && isHouse(t, last-1) {
		last--
	}
	named, further := -1, maxStreet
	for j := last - 1; j >= first; j-- {
		if p.isStreet(t, j) {
			named = j
			if _, _, whole := p.streets.match(t, j); !whole {
				further = 0
			}
			break
		}
	}
	if named < 0 {
		if named = last - 1; strict || named < first || !t.tokens[named].upper || t.tokens[named].digits {
			return 0, false
		}
		if _, _, not := p.notStreets.match(t, named); not {
			return 0, false
		}
		if further = 0; named > first && t.tokens[named-1].end-t.tokens[named-1].start <= 4 {
			further = 1 // "Am Hang 3"
		}
	}
	for further > 0 && named > first && t.tokens[named-1].upper && plainGap(t.gap(named-1)) {
		named, further = named-1, further-1
	}
	return int(t.tokens[named].start), true
}

// streetBehind looks for a street with a number behind a town, as in Hungary.
func (p *placeTable) streetBehind(t *text, j, end int) (int, bool) {
	if j >= len(t.tokens) || !strings.HasPrefix(strings.TrimLeft(t.gap(j-1), " "), ",") {
		return end, false
	}
	seen := false
	for n := 0; n < maxStreet && j < len(t.tokens) && !t.tokens[j].used; n++ {
		seen = seen || p.isStreet(t, j)
		if seen && isHouse(t, j) {
			for j+1 < len(t.tokens) && isHouse(t, j+1) && (t.gap(j) == "-" || t.gap(j) == "–") {
				j++
			}
			return int(t.tokens[j].end), true
		}
		if j+1 < len(t.tokens) && !within(t.gap(j)) {
			break
		}
		j++
	}
	return end, false
}

// isHouse says whether a token is a house number: digits with one letter at most.
func isHouse(t *text, i int) bool {
	k := &t.tokens[i]
	if !k.digits || k.end-k.start > 5 || !isDigit(rune(t.s[k.start])) {
		return false
	}
	return !k.letters || k.end-k.start <= 4 && isDigit(rune(t.s[k.end-2]))
}

func (p *placeTable) hasStreet(t *text, from, to int) bool {
	for j := from; j < to; j++ {
		if p.isStreet(t, j) {
			return true
		}
	}
	return false
}

// isStreet says whether a token is a word of streets, or ends in one.
func (p *placeTable) isStreet(t *text, i int) bool {
	if _, _, ok := p.streets.match(t, i); ok {
		return true
	}
	w := t.word(i)
	for n := min(p.longest, len(w)-2); n >= 2; n-- {
		if p.endings[string(w[len(w)-n:])] {
			return t.tokens[i].anyUpper
		}
	}
	return false
}

func closesStreet(gap string) bool {
	switch strings.Trim(gap, " \u00a0") {
	case ",", "", "-", "–", "|", "·", ", -", ".,", "),":
		return true
	}
	return false
}

// plainGap says whether a gap stands within the name of a street.
func plainGap(gap string) bool { return gap == " " || gap == "-" || gap == "." || gap == "\u00a0" }

// within says whether a gap stands within a street with its number.
func within(gap string) bool {
	return gap != "" && len(gap) <= 8 && strings.Trim(gap, " .-–'’/„“”\"«»№ºª°\u00a0") == ""
}
