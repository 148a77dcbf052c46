package split

import (
	"encoding/binary"
	"fmt"
	"strings"

	"leadlint/rules"
	"leadlint/scanner/take"
)

// The names of the columns that removed rows have beside their own.
const (
	ColumnRule   = "leadlint_rule"
	ColumnUse    = "leadlint_use"
	ColumnReason = "leadlint_reason"
	ColumnRemedy = "leadlint_remedy"
)

// columns are those names, in their order.
func columns() []string { return []string{ColumnRule, ColumnUse, ColumnReason, ColumnRemedy} }

// unreadable is the use of a record that could not be read.
const unreadable = "unreadable"

// reason is why rows are removed: the values of columns.
type reason struct {
	values []string
	stop   bool
	// written is the reason in the format of the file, once it was needed.
	written []byte
}

// reasons words why rows are removed; each set of rules is worded once.
type reasons struct {
	table *take.Table
	lang  string
	// rules are the indexes of those that bar rows, those that stop them first; words is
	// the number of words that have a bit for each.
	rules []int
	words int
	seen  map[string]*reason
	key   []byte
}

// mostReasons is how many sets of rules are remembered.
const mostReasons = 4096

func newReasons(t *take.Table, lang string) *reasons {
	r := &reasons{table: t, lang: lang, seen: map[string]*reason{}}
	for _, use := range []rules.Use{rules.Stop, rules.Cure} {
		for i, rule := range t.Rules {
			if rule.Use == use {
				r.rules = append(r.rules, i)
			}
		}
	}
	r.words = (len(r.rules) + 63) / 64
	return r
}

// of gives the reason of a row with these rules.
func (r *reasons) of(mask []uint64) *reason {
	r.key = r.key[:0]
	for _, w := range mask {
		r.key = binary.LittleEndian.AppendUint64(r.key, w)
	}
	if found := r.seen[string(r.key)]; found != nil {
		return found
	}
	if len(r.seen) == mostReasons {
		clear(r.seen)
	}
	out := r.word(mask)
	r.seen[string(r.key)] = out
	return out
}

func (r *reasons) word(mask []uint64) *reason {
	var ids, titles, remedies []string
	use := rules.Cure
	for k, i := range r.rules {
		if mask[k>>6]>>(uint(k)&63)&1 == 0 {
			continue
		}
		rule := r.table.Rules[i]
		if rule.Use == rules.Stop {
			use = rules.Stop
		}
		ids = append(ids, rule.ID)
		titles = append(titles, rule.Title.In(r.lang))
		if remedy := rule.Remedy.In(r.lang); len(remedies) == 0 || !strings.Contains(strings.Join(remedies, " "), remedy) {
			remedies = append(remedies, remedy)
		}
	}
	between := "; "
	if r.lang == "fr" {
		between = " ; "
	}
	return &reason{values: []string{strings.Join(ids, " "), string(use), strings.Join(titles, between), strings.Join(remedies, " ")}, stop: use == rules.Stop}
}

// unread gives the reason of a record that is no row; without says that its text is not
// at hand.
func (r *reasons) unread(line int64, without bool) *reason {
	why, what := "not read as a record (line %d of the input)", "Mend the record in the input, or leave it out, and audit the file again."
	if r.lang == "fr" {
		why, what = "non lu comme une fiche (ligne %d du fichier)", "Réparer la fiche dans le fichier, ou l'écarter, puis relancer l'audit."
	}
	if without {
		why += map[bool]string{false: "; too long to be copied here", true: " ; trop longue pour être copiée ici"}[r.lang == "fr"]
	}
	return &reason{values: []string{"", unreadable, fmt.Sprintf(why, line), what}}
}
