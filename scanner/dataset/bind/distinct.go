package bind

import (
	"cmp"
	"slices"

	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
	"leadlint/scanner/mask"
)

// NotUnderstood is the meaning of a distinct cell that nothing is known of.
const NotUnderstood = "not_understood"

// maxShown is the number of distinct values that are shown of a column.
const maxShown = 50

// longest is the length in bytes up to which vocabulary is shown: what is longer
// may hold more than the words that were understood.
const longest = 40

// Distinct is a distinct cell of a governance column. Text is raw: it must be
// masked or judged harmless before it is shown.
type Distinct struct {
	Text       string
	Count      int64
	Understood bool
	// Meaning is the value it was read as, "unknown" when empty.
	Meaning string
}

// MergeDistinct adds the counts of more cells and gives all, the most frequent
// first. It may change and keep a.
func MergeDistinct(a, more []Distinct) []Distinct {
	at := map[string]int{}
	for i, d := range a {
		at[d.Text] = i
	}
	for _, d := range more {
		if i, ok := at[d.Text]; ok {
			a[i].Count += d.Count
			continue
		}
		at[d.Text] = len(a)
		a = append(a, d)
	}
	slices.SortFunc(a, func(x, y Distinct) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Text, y.Text))
	})
	return a
}

// Sampled gives the distinct cells of a column as sampled; those of a column
// that is not used are known from nowhere else. Nil when there are none.
func Sampled(list []recognise.Distinct) []Distinct {
	var out []Distinct
	for _, d := range list {
		v := Distinct{Text: d.Raw, Count: int64(d.Count), Understood: d.Understood, Meaning: d.Meaning}
		if !d.Understood {
			v.Meaning = NotUnderstood
		}
		out = append(out, v)
	}
	return out
}

// Shown makes the report's table of distinct cells and their meanings. A cell
// that was understood is vocabulary and is shown; any other could be anything
// and is masked. What is left over is summed.
func Shown(cells []Distinct) []finding.Value {
	var out []finding.Value
	var rest int64
	at := map[finding.Value]int{}
	for _, c := range cells {
		if len(out) >= maxShown {
			rest += c.Count
			continue
		}
		v := finding.Value{Value: c.Text, Meaning: c.Meaning}
		if !c.Understood || len(c.Text) > longest {
			v.Value = mask.Text(c.Text)
		}
		// Several masked cells look alike: they are one line.
		if i, ok := at[v]; ok {
			out[i].Count += c.Count
			continue
		}
		at[v] = len(out)
		v.Count = c.Count
		out = append(out, v)
	}
	if rest > 0 {
		out = append(out, finding.Value{Value: "…", Count: rest, Meaning: "unknown"})
	}
	return out
}
