package scanner

import (
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// Fingerprints tell persons apart only where both sides make them alike: one made with a
// salt, or of an address written otherwise, matches nobody, and no match looks like a
// person who is not listed. Two tables that have nothing but fingerprints in common are
// therefore held to be comparable once one of them is found on both sides.

// The ends of the ids under which partial.Table.Met says what fingerprints told: that
// they were all that was in common and were looked up, and that an identity was found.
const (
	byFingerprint = " by fingerprint"
	foundThere    = " found"
)

// tell puts what was met into met, by the id of the join. asked and found are those of
// engine.Evaluator.Compared.
func (m *meeting) tell(met map[string]bool, asked, found bool) {
	id := m.need.ID()
	met[id] = m.met.Load() || m.alike.Load()
	if !m.table.Holds(facts.KindDigest) {
		return
	}
	met[id+byFingerprint] = !m.met.Load() && m.alike.Load() && asked
	met[id+foundThere] = found
}

// compared adds up what the evaluators of a table compared with that of a need.
func compared(list []*engine.Evaluator, need string) (asked, found bool) {
	for _, ev := range list {
		a, f := ev.Compared(need)
		asked, found = asked || a, found || f
	}
	return asked, found
}

// unproven lists the joins that fingerprints alone were asked of, in vain.
func (a *audit) unproven(relation string, met map[string]bool) []engine.JoinNeed {
	return slices.DeleteFunc(slices.Clone(a.joinNeeds([]string{relation})), func(n engine.JoinNeed) bool {
		return !met[n.ID()+byFingerprint] || met[n.ID()+foundThere]
	})
}

// doubt takes back what a rule answered because no row of a join was found, where nothing
// shows that any could have been.
func doubt(f *finding.Finding, r *rules.Rule, unproven []engine.JoinNeed) {
	asks, denies := false, false
	for _, n := range unproven {
		for _, e := range []*expr.Expr{r.Applies, r.Breach} {
			yes, no := polarity(e, n, true)
			asks, denies = asks || yes || no, denies || no
		}
	}
	if !asks || f.Counts.Clear == 0 && (!denies || f.Counts.Breach == 0) {
		return
	}
	f.Counts.NotShown, f.Counts.Clear = f.Counts.NotShown+f.Counts.Clear, 0
	if !denies && f.Counts.Breach > 0 {
		return
	}
	f.Counts.NotShown, f.Counts.Breach, f.Counts.Persons = f.Counts.NotShown+f.Counts.Breach, 0, 0
	for i := range f.Groups {
		f.Groups[i].NotShown, f.Groups[i].Breach = f.Groups[i].NotShown+f.Groups[i].Breach, 0
	}
	reason := vain(nil, nil)
	f.Outcome, f.Reason, f.Samples = finding.NotShown, &reason, []finding.Sample{}
}

// polarity says whether a condition holds the rather for a row found by a join (yes), and
// whether it does for one that is not found (no).
func polarity(e *expr.Expr, n engine.JoinNeed, positive bool) (yes, no bool) {
	switch {
	case e == nil:
		return false, false
	case e.Op == expr.Exists:
		if slices.ContainsFunc(engine.JoinNeeds([]*rules.Rule{{Breach: e}}), func(x engine.JoinNeed) bool { return x.ID() == n.ID() }) {
			return positive, !positive
		}
		return false, false
	case e.Op == expr.Not:
		positive = !positive
	}
	for _, arg := range e.Args {
		y, o := polarity(arg, n, positive)
		yes, no = yes || y, no || o
	}
	if e.Op != expr.And && e.Op != expr.Or && e.Op != expr.Not && (yes || no) {
		return true, true
	}
	return yes, no
}

// vain says that fingerprints were compared in vain with those of the relations named, or
// of one that needs no name.
func vain(en, fr []string) finding.Text {
	t := finding.Text{EN: "none of its fingerprints was found", FR: "aucune de ses empreintes n'a été retrouvée"}
	if len(en) > 0 {
		t.EN += " among those of: " + strings.Join(en, ", ")
		t.FR += " parmi celles de : " + strings.Join(fr, ", ")
	}
	t.EN += "; that may be right, but fingerprints made with a salt, or of addresses written otherwise, match nobody either: what depends on it is not shown; supply the addresses, or have the fingerprints made without salt of trimmed addresses in lower case"
	t.FR += " ; cela peut être exact, mais des empreintes calculées avec un sel, ou sur des adresses écrites autrement, ne correspondent pas davantage : ce qui en dépend est non établi ; fournissez les adresses, ou faites recalculer les empreintes sans sel, sur des adresses sans espaces et en minuscules"
	return t
}

// inVain tells of the joins that fingerprints alone were asked of, in vain.
func (a *audit) inVain(input, table string, unproven []engine.JoinNeed) {
	if len(unproven) == 0 {
		return
	}
	var en, fr []string
	for _, n := range unproven {
		label := a.schema.Relation(n.Relation).Label
		en, fr = append(en, label.EN), append(fr, label.FR)
	}
	a.issue(input, table, finding.Issue{Severity: "warning", Count: int64(len(unproven)), Message: vain(en, fr)})
}
