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
	comfortable = 28 * letterSize
	hashed      = 9 * letterSize
)

// letters gives the width of a text in a table, in Arial or a little more; in bold
// it takes a tenth more at most.
func letters(s string) int {
	thousandths := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("ijl'|", r):
			thousandths += 222
		case strings.ContainsRune(" .,:;/!I[]()ft-", r):
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

// widths shares the width of the page among the columns of a table: to each what its
// longest word needs, the rest by the length of the texts. It is fixed here since not
// every program lays columns out by their contents.
func widths(t *decision.Table) []int {
	n := len(t.Head)
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	least, wish := make([]int, n), make([]int, n)
	for i, h := range t.Head {
		measure(decision.Cell{Text: h.Text, Strong: true}, false, &least[i], &wish[i])
	}
	for _, r := range t.Rows {
		for i, c := range r {
			measure(c, t.Code, &least[i], &wish[i])
			measure(decision.Cell{Text: c.Sub}, false, &least[i], &wish[i])
		}
	}
	return share(least, wish)
}

// measure raises what a column needs at least, and what it wishes, to what a cell does.
func measure(c decision.Cell, code bool, least, wish *int) {
	size := letters
	if code || c.Hash {
		size = fixedLetters
	}
	whole, longest := size(c.Text), 0
	switch {
	case c.Hash:
		longest = min(whole, hashed)
	case c.Keep || c.Number:
		longest = whole
	default:
		for _, word := range strings.Fields(c.Text) {
			longest = max(longest, size(word))
		}
	}
	if c.Strong {
		whole, longest = whole*11/10, longest*11/10
	}
	*least = max(*least, min(longest+columnSpace, textWidth*2/5))
	*wish = max(*wish, *least, min(whole+columnSpace, comfortable))
}

// share gives columns between what they need at least and what they wish; what is over
// when all wishes are met goes to all alike. The widths add up to that of the text.
func share(least, wish []int) []int {
	if len(least) == 0 {
		return nil
	}
	low, high := sum(least), sum(wish)
	out := make([]int, len(least))
	left := textWidth
	for i := range out {
		switch {
		case low >= textWidth:
			out[i] = least[i] * textWidth / low
		case high > textWidth:
			out[i] = least[i] + (wish[i]-least[i])*(textWidth-low)/(high-low)
		default:
			out[i] = wish[i] * textWidth / high
		}
		left -= out[i]
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
