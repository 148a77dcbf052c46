package scanner

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/condition"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// tally is a condition that is counted with the rules to compare the datasets
// with an earlier state of theirs; it is no rule and gives no finding.
type tally struct {
	rule *rules.Rule
	add  func(c *finding.Change, p *engine.RulePartial)
	day  string
}

// planChanges prepares the comparison with every earlier state whose day is
// stated. A state without a day cannot be told from another, and is told.
func (a *audit) planChanges() error {
	if len(a.in.targets) == 0 {
		return nil
	}
	at := map[string]*finding.Change{}
	for _, t := range a.in.registers["snapshot"] {
		day, _ := t.reg.Facts["taken_at"].(string)
		if _, err := calendar.Parse(day); err != nil {
			a.issue(t.name(), "", finding.Issue{Severity: "warning", Count: 1, Message: finding.Text{
				EN: "the audit file does not state the day that this snapshot shows, so it is not compared as a whole: add facts: {taken_at: YYYY-MM-DD}",
				FR: "le fichier d'audit n'indique pas le jour auquel correspond cet état antérieur, qui n'est donc pas comparé dans son ensemble : ajoutez facts: {taken_at: AAAA-MM-JJ}",
			}})
			continue
		}
		if at[day] == nil {
			at[day] = &finding.Change{TakenAt: day, Inputs: []string{}}
		}
		at[day].Inputs = append(at[day].Inputs, t.name())
	}
	if len(at) == 0 {
		return nil
	}
	for _, c := range at {
		a.changes = append(a.changes, c)
	}
	slices.SortFunc(a.changes, func(x, y *finding.Change) int { return cmp.Compare(x.TakenAt, y.TakenAt) })
	compiler, err := condition.New(a.schema)
	if err != nil {
		return err
	}
	for _, days := range a.snapshotDays() {
		if err := a.planChange(compiler, days[0], days[1]); err != nil {
			return err
		}
	}
	return nil
}

// snapshotDays lists the days of the earlier states, each with that of the next one;
// the last has none.
func (a *audit) snapshotDays() [][2]string {
	var out [][2]string
	for i, c := range a.changes {
		later := ""
		if i+1 < len(a.changes) {
			later = a.changes[i+1].TakenAt
		}
		out = append(out, [2]string{c.TakenAt, later})
	}
	return out
}

// name is how reports name a register: its file, or the audit file's line.
func (t registerTarget) name() string {
	if t.path != "" {
		return t.path
	}
	return filepath.Base(t.reg.Pos.Where())
}

// planChange prepares the counts for one earlier state; later is the day of the
// next one, empty for the last.
func (a *audit) planChange(compiler *condition.Compiler, day, later string) error {
	then := func(day, more string) string {
		return fmt.Sprintf(`exists(snapshot, snapshot.person == contact.person && snapshot.taken_at == date(%q)%s)`, day, more)
	}
	type count = func(c *finding.Change, p *engine.RulePartial)
	add := func(on, applies, breach string, add count) error {
		r := &rules.Rule{ID: fmt.Sprintf("change-%d", len(a.counts)), On: on}
		var err error
		if applies != "" {
			if r.Applies, err = compiler.Compile(on, applies); err != nil {
				return err
			}
		}
		if r.Breach, err = compiler.Compile(on, breach); err != nil {
			return err
		}
		a.counts = append(a.counts, tally{rule: r, add: add, day: day})
		return nil
	}
	plans := []struct {
		on, applies, breach string
		add                 count
	}{
		{"contact", "", then(day, ""), func(c *finding.Change, p *engine.RulePartial) {
			c.Kept += p.Breach
			c.New += p.Clear
			c.Unknown += p.NotShown
		}},
		{"contact", "", then(day, " && snapshot.collected_at < contact.collected_at"),
			func(c *finding.Change, p *engine.RulePartial) { c.CollectedMoved += p.Breach }},
		{"contact", "", then(day, " && snapshot.expires_at < contact.expires_at"),
			func(c *finding.Change, p *engine.RulePartial) { c.ExpiryMoved += p.Breach }},
		{"snapshot", fmt.Sprintf("snapshot.taken_at == date(%q)", day), "none(contact, contact.person == snapshot.person)",
			func(c *finding.Change, p *engine.RulePartial) {
				c.Gone += p.Breach
				c.Unknown += p.NotShown // any record that names nobody could be theirs
				c.Rows += p.Breach + p.Clear + p.NotShown
			}},
	}
	if later != "" {
		plans = append(plans, plans[0])
		last := &plans[len(plans)-1]
		last.breach = then(day, "") + " && !" + then(later, "")
		last.add = func(c *finding.Change, p *engine.RulePartial) { c.CameBack += p.Breach }
	}
	for _, p := range plans {
		if err := add(p.on, p.applies, p.breach, p.add); err != nil {
			return fmt.Errorf("compare with the state of %s: %w", day, err)
		}
	}
	return nil
}

// tallies are the conditions counted on a relation.
func (a *audit) tallies(relation string) []*rules.Rule {
	var out []*rules.Rule
	for _, t := range a.counts {
		if t.rule.On == relation {
			out = append(out, t.rule)
		}
	}
	return out
}

// tallied adds a count to its comparison; false for a rule.
func (a *audit) tallied(r *rules.Rule, p *engine.RulePartial) bool {
	for _, t := range a.counts {
		if t.rule != r {
			continue
		}
		for _, c := range a.changes {
			if c.TakenAt == t.day {
				t.add(c, p)
			}
		}
		return true
	}
	return false
}
