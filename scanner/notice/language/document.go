package language

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Part is one block of a document.
type Part struct {
	Text string
	// Declared is the language that the markup gives the block, a primary
	// subtag such as "de"; "" is unknown. It settles a draw, nothing else.
	Declared string
}

// Share is how much of a document is in one language.
type Share struct {
	Lang  string
	Chars int     // runes of the parts in this language
	Share float64 // of all decided runes, 0 to 1
}

// Result tells the languages of a document.
type Result struct {
	Shares    []Share  // largest first, equal ones by code; empty when nothing could be decided
	Undecided int      // runes of parts whose language could not be told
	Parts     []string // the language of each part, "" where it could not be told
}

// alone is how many letters a part needs to be decided by itself.
const alone = 120

// Chars is the number of runes of all parts, decided or not.
func (r Result) Chars() int {
	n := r.Undecided
	for _, s := range r.Shares {
		n += s.Chars
	}
	return n
}

// Languages gives the languages of at least a share min of the decided text
// that also have at least 300 runes, largest first.
func (r Result) Languages(min float64) []string {
	var out []string
	for _, s := range r.Shares {
		if s.Share >= min && s.Chars >= 300 {
			out = append(out, s.Lang)
		}
	}
	return out
}

// Document tells the languages of a document's parts. A part of fewer than 120
// letters is not decided by itself: it takes the language of the nearest decided
// parts before and after it where these agree and its own words do not
// contradict; a run of short parts that stands between no such two is judged as
// one text. Of a part of more than 3,600 runes six pieces are judged, and at most
// six parts of a document are given to the models.
func (d *Detector) Document(parts []Part) Result {
	b := &budget{left: consultations}
	spreads := make([][]window, len(parts))
	result := Result{Parts: make([]string, len(parts))}
	for i, p := range parts {
		if utf8.RuneCountInString(p.Text) >= alone {
			spreads[i] = d.spread(p.Text, p.Declared, b)
			result.Parts[i] = single(spreads[i])
		}
	}
	d.fill(parts, spreads, result.Parts, b)
	var flat []window
	for _, s := range spreads {
		flat = append(flat, s...)
	}
	for _, w := range flat {
		if w.lang == "" {
			result.Undecided += w.chars
		}
	}
	result.Shares = shares(flat)
	return result
}

// single gives the language that four fifths of a part are in, else "".
func single(spread []window) string {
	total := 0
	for _, w := range spread {
		total += w.chars
	}
	for _, s := range shares(spread) {
		if s.Chars*10 >= total*8 {
			return s.Lang
		}
	}
	return ""
}

// shares adds up the decided windows.
func shares(windows []window) []Share {
	var out []Share
	decided := 0
	for _, w := range windows {
		if w.lang == "" {
			continue
		}
		decided += w.chars
		at := slices.IndexFunc(out, func(s Share) bool { return s.Lang == w.lang })
		if at < 0 {
			out = append(out, Share{Lang: w.lang})
			at = len(out) - 1
		}
		out[at].Chars += w.chars
	}
	for i := range out {
		out[i].Share = float64(out[i].Chars) / float64(decided)
	}
	slices.SortFunc(out, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Chars, a.Chars), cmp.Compare(a.Lang, b.Lang))
	})
	return out
}
