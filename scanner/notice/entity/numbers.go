package entity

import (
	"strings"
	"unicode/utf8"
)

// numbers adds what is written in digits and lies in no other span: whole numbers,
// decimal ones, ranges. Dates, numbers of laws (2016/679) and parts of codes are none.
func numbers(t *text) {
	for i := 0; i < len(t.tokens); i++ {
		k := &t.tokens[i]
		if k.used || k.letters || !k.digits {
			continue
		}
		first := i
		groups, signs := 1, ""
		for i+1 < len(t.tokens) && t.number(i+1) && !t.tokens[i+1].used && parts(t.gap(i)) {
			if len(signs) < 16 {
				signs += t.gap(i)
			}
			i++
			groups++
		}
		start, end := int(t.tokens[first].start), int(t.tokens[i].end)
		if attached(t.s, start, end) || !countable(t, first, i, signs) {
			continue
		}
		t.add(Number, start, end, "")
	}
}

// parts says whether a gap can stand within a number or a range.
func parts(gap string) bool {
	switch gap {
	case ".", ",", "-", "–", "—", "/", ":", "'", "’", " - ", " – ", "\u00a0", "\u202f", "\u2009":
		return true
	}
	return false
}

// attached says whether the number is part of a code such as COVID-19.
func attached(s string, start, end int) bool {
	if start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if partOfWord(r, true) || r == '_' || r == '#' {
			return true
		}
		if strings.ContainsRune("-‑/._", r) && start > size {
			q, _ := utf8.DecodeLastRuneInString(s[:start-size])
			return partOfWord(q, true)
		}
	}
	return end < len(s) && s[end] == '_'
}

// countable says whether groups of digits are one number or a range of two.
func countable(t *text, first, last int, signs string) bool {
	if first == last {
		return true
	}
	if strings.ContainsAny(signs, "/:") {
		return false
	}
	if last == first+1 && (strings.Contains(signs, "-") || strings.ContainsAny(signs, "–—")) {
		return true
	}
	for j := first + 1; j <= last; j++ {
		k := &t.tokens[j]
		decimal := j == last && strings.ContainsAny(t.gap(j-1), ".,")
		if size := k.end - k.start; size != 3 && !(decimal && size <= 2) || !decimal && t.gap(j-1) == "-" {
			return false
		}
	}
	return last == first+1 || !strings.ContainsAny(signs, "-–—")
}
