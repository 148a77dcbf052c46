package bind

import (
	"cmp"
	"slices"

	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
	"leadlint/scanner/mask"

	"github.com/dchest/siphash"
)

// NotUnderstood is the meaning of a distinct cell that nothing is known of.
const NotUnderstood = "not_understood"

// maxShown is the number of distinct values that are shown of a column.
const maxShown = 50

// maxTold is the number of distinct cells of a column that are told apart. It is what
// a worker remembers of a column, so that whether a column has more does not depend on
// how its rows were dealt out.
const maxTold = memoLimit

// longest is the length in bytes up to which vocabulary is shown: what is longer
// may hold more than the words that were understood.
const longest = 40

// rest is the text that stands for cells that are not listed.
const rest = "…"

// Distinct is a distinct cell of a governance column, ready to be shown.
type Distinct struct {
	// Text is the cell where it was understood and is short, and is vocabulary then;
	// any other could be anything and is masked. It is valid UTF-8.
	Text string
	// ID is a keyed hash of the cell as it stands, which tells apart cells whose texts
	// are alike. It is 0 where cells are known from a sample alone, or summed.
	ID uint64
	// Count is the number of rows with the cell.
	Count      int64
	Understood bool
	// Meaning is the value it was read as, "unknown" when empty.
	Meaning string
	// Summed says that it stands for all cells of its meaning: the column holds more
	// than are told apart.
	Summed bool
}

// NewDistinct makes a distinct cell of the raw one. What is not understood has no
// meaning but NotUnderstood.
func NewDistinct(key [2]uint64, raw string, count int64, understood bool, meaning string) Distinct {
	d := Distinct{Text: shownText(raw, understood), ID: siphash.Hash(key[0], key[1], []byte(raw)), Count: count, Understood: understood, Meaning: meaning}
	if !understood {
		d.Meaning = NotUnderstood
	}
	return d
}

// shownText gives what may be shown of a cell.
func shownText(raw string, understood bool) string {
	if !understood || len(raw) > longest {
		return mask.Text(raw)
	}
	return string([]rune(raw)) // bytes that are no UTF-8 would be replaced on the way
}

// MergeDistinct adds the counts of more cells and gives all, the most frequent
// first. Cells of one text and ID are one. Where they are more than are told apart,
// one Distinct a meaning is given instead: which of them were met first tells nothing.
// It may change and keep a.
func MergeDistinct(a, more []Distinct) []Distinct {
	type cell struct {
		text       string
		id         uint64
		understood bool
		meaning    string
	}
	of := func(d *Distinct) cell { return cell{d.Text, d.ID, d.Understood, d.Meaning} }
	at := make(map[cell]int, len(a)+len(more))
	for i := range a {
		at[of(&a[i])] = i
	}
	for _, d := range more {
		if i, ok := at[of(&d)]; ok {
			a[i].Count += d.Count
			continue
		}
		at[of(&d)] = len(a)
		a = append(a, d)
	}
	if len(a) > maxTold || slices.ContainsFunc(a, func(d Distinct) bool { return d.Summed }) {
		a = summed(a)
	}
	slices.SortFunc(a, compareDistinct)
	return a
}

// summed gives one Distinct for each meaning.
func summed(cells []Distinct) []Distinct {
	type meaning struct {
		of         string
		understood bool
	}
	at := map[meaning]int{}
	var out []Distinct
	for _, d := range cells {
		m := meaning{d.Meaning, d.Understood}
		if i, ok := at[m]; ok {
			out[i].Count += d.Count
			continue
		}
		at[m] = len(out)
		out = append(out, Distinct{Text: rest, Count: d.Count, Understood: d.Understood, Meaning: d.Meaning, Summed: true})
	}
	return out
}

// compareDistinct orders cells so that those alike in all that is shown stand
// together: the ID decides between them alone, and nothing shown depends on it.
func compareDistinct(x, y Distinct) int {
	understood := func(d *Distinct) int {
		if d.Understood {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Text, y.Text), cmp.Compare(x.Meaning, y.Meaning),
		cmp.Compare(understood(&x), understood(&y)), cmp.Compare(x.ID, y.ID))
}

// Sampled gives the distinct cells of a column as sampled, the most frequent first;
// those of a column that is not used are known from nowhere else. Nil when there are none.
func Sampled(list []recognise.Distinct) []Distinct {
	var out []Distinct
	for _, d := range list {
		v := Distinct{Text: shownText(d.Raw, d.Understood), Count: int64(d.Count), Understood: d.Understood, Meaning: d.Meaning}
		if !d.Understood {
			v.Meaning = NotUnderstood
		}
		out = append(out, v)
	}
	slices.SortFunc(out, compareDistinct)
	return out
}

// Kinds gives the number of distinct cells, -1 where they are more than are told apart.
func Kinds(cells []Distinct) int64 {
	if slices.ContainsFunc(cells, func(d Distinct) bool { return d.Summed }) {
		return -1
	}
	return int64(len(cells))
}

// Unread counts the distinct cells that were not understood, and the rows that hold
// them; kinds is -1 where there are more distinct cells than are told apart.
func Unread(cells []Distinct) (kinds, rows int64) {
	for _, d := range cells {
		if d.Understood {
			continue
		}
		rows += d.Count
		if d.Summed {
			kinds = -1
		} else {
			kinds++
		}
	}
	return kinds, rows
}

// Shown makes the report's table of distinct cells and their meanings. What is left
// over is summed.
func Shown(cells []Distinct) []finding.Value {
	var out []finding.Value
	var over int64
	at := map[finding.Value]int{}
	for _, c := range cells {
		if len(out) >= maxShown {
			over += c.Count
			continue
		}
		v := finding.Value{Value: c.Text, Meaning: c.Meaning}
		// Several masked cells look alike: they are one line.
		if i, ok := at[v]; ok {
			out[i].Count += c.Count
			continue
		}
		at[v] = len(out)
		v.Count = c.Count
		out = append(out, v)
	}
	if over > 0 {
		out = append(out, finding.Value{Value: rest, Count: over, Meaning: "unknown"})
	}
	return out
}
