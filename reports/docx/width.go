package docx

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/reports/decision"
)

// The widths that columns are reckoned with, in twentieths of a point: the size of the
// letters in a table, the space beside a column's text, the width beyond which a text of
// several words is broken rather than given more room, and what a hash wants at least.
const (
	letterSize  = 170
	columnSpace = 200
	comfortable = 36 * letterSize
	hashed      = 9 * letterSize
	// longestKept is the length in runes up to which a name is kept in one line; a longer
	// one may be broken after a hyphen rather than take the room of the others.
	longestKept = 12
)

// letters gives the width of a text in a table, in Arial or a little more; in bold
// it takes a tenth more at most.
func letters(s string) int {
	thousandths := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("ijl'|", r):
			thousandths += 222
		case strings.ContainsRune(" \u00a0\u202f.,:;/!I[]()ft-", r):
			thousandths += 333
		case strings.ContainsRune("mwMW%@—…", r):
			thousandths += 944
		case unicode.IsUpper(r):
			thousandths += 740
		case r >= 0x2E80:
			thousandths += 1000
		default:
			thousandths += 556
		}
	}
	return thousandths * letterSize / 1000
}

// fixedLetters is letters for the typeface of fixed width.
func fixedLetters(s string) int { return utf8.RuneCountInString(s) * letterSize * 57 / 100 }

// needs is what a column needs: the least for its longest word, its wish for its longest
// text in one line, and the bulk of what stays beyond the least over all rows.
type needs struct{ least, wish, bulk int }

// widths shares the width of the page among the columns of a table: to each what its
// longest word needs, the rest by how much text there is. It is fixed here since not
// every program lays columns out by their contents.
func widths(t *decision.Table) []int {
	n := len(t.Head)
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	columns := make([]needs, n)
	each(t, func(i int, c decision.Cell, code bool) {
		whole, longest := measure(c, code)
		columns[i].least = max(columns[i].least, min(longest+columnSpace, textWidth*2/5))
		columns[i].wish = max(columns[i].wish, columns[i].least, min(whole+columnSpace, comfortable))
	})
	each(t, func(i int, c decision.Cell, code bool) {
		whole, _ := measure(c, code)
		columns[i].bulk += max(0, whole+columnSpace-columns[i].least)
	})
	return share(columns)
}

// each visits the texts of a table with their columns.
func each(t *decision.Table, visit func(column int, c decision.Cell, code bool)) {
	for i, h := range t.Head {
		visit(i, decision.Cell{Text: h.Text, Strong: true}, false)
	}
	for _, r := range t.Rows {
		for i, c := range r {
			visit(i, c, t.Code)
			visit(i, decision.Cell{Text: c.Sub}, false)
		}
	}
}

// measure gives the width of a cell's text in one line, and of what of it is not broken.
func measure(c decision.Cell, code bool) (whole, longest int) {
	size := letters
	if code || c.Hash {
		size = fixedLetters
	}
	whole = size(c.Text)
	switch {
	case c.Hash:
		longest = min(whole, hashed)
	case c.Number, c.Keep && utf8.RuneCountInString(c.Text) <= longestKept:
		longest = whole
	default:
		for _, word := range strings.Split(strings.ReplaceAll(c.Text, "-", "- "), " ") {
			longest = max(longest, size(word))
		}
	}
	if c.Strong {
		whole, longest = whole*11/10, longest*11/10
	}
	return whole, longest
}

// share gives columns what they need at least, what is left by their bulk up to their
// wishes, and what is over when all wishes are met to all alike. The widths add up to
// that of the text.
func share(columns []needs) []int {
	if len(columns) == 0 {
		return nil
	}
	var low, high, bulk int
	for _, c := range columns {
		low, high, bulk = low+c.least, high+c.wish, bulk+c.bulk
	}
	out := make([]int, len(columns))
	left := textWidth
	for i, c := range columns {
		switch {
		case low >= textWidth:
			out[i] = c.least * textWidth / low
		case high > textWidth:
			out[i] = min(c.wish, c.least+c.bulk*(textWidth-low)/max(1, bulk))
		default:
			out[i] = c.wish * textWidth / high
		}
		left -= out[i]
	}
	// What a column did not take up to its wish goes to those that wish more.
	for i, c := range columns {
		more := min(left, max(0, c.wish-out[i]))
		out[i], left = out[i]+more, left-more
	}
	out[len(out)-1] += left
	return out
}

func sum(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}
