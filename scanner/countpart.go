package scanner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/condition"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// CountPart counts the rows of a part of a table under a plan; the folder holds what
// WriteJoins wrote. What cannot be read is told in the Issues of what it gives; an error
// says that nothing was counted.
func CountPart(ctx context.Context, plan *TablePlan, dir string, table dataset.Table, version string) (*partial.Table, error) {
	a := &audit{opt: Options{Examples: plan.Examples, Workers: 1, Version: version}, schema: facts.NewSchema(), tried: map[string]bool{}, counting: true}
	if err := a.configurePart(plan); err != nil {
		return nil, err
	}
	defer a.closeTables()
	if err := a.openJoins(plan, dir); err != nil {
		return nil, err
	}
	p, err := a.partPass(plan, dir)
	defer p.close()
	if err != nil {
		return nil, err
	}
	s := &scan{a: a, target: target{}, p: p, mapping: plan.Mapping, declared: plan.Bind.Declared, meetings: a.meetings("contact"), projection: plan.Project}
	if s.plan, err = a.compileContacts(); err != nil {
		return nil, err
	}
	s.bound = plan.Bind.options(a.schema, a.now)
	s.binder = bind.New(a.schema, plan.Mapping, nil, s.bound)
	count, _ := s.read(ctx, piece{table: table})
	if count == nil {
		return nil, errors.New("the rows could not be counted")
	}
	count.Issues = append(count.Issues, a.report.Coverage.Issues...)
	return count, ctx.Err()
}

// configurePart loads the rules of a plan, and refuses one that another version made, or
// whose rules are not those at hand.
func (a *audit) configurePart(plan *TablePlan) error {
	if plan.Plan.Tool != a.opt.Version {
		return fmt.Errorf("the plan was made by leadlint %s, and this is %s: use one version everywhere", plan.Plan.Tool, a.opt.Version)
	}
	dir, err := os.MkdirTemp("", "leadlint-rules-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for i, pack := range plan.Packs {
		folder := filepath.Join(dir, fmt.Sprint(i), pack.Name)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		for name, data := range pack.Files {
			if err := os.WriteFile(filepath.Join(folder, filepath.Base(name)), data, 0o600); err != nil {
				return err
			}
		}
		a.packFolders = append(a.packFolders, folder)
	}
	if err := a.loadRules(); err != nil {
		return err
	}
	if a.now, err = calendar.Parse(plan.Plan.Now); err != nil {
		return err
	}
	a.newReport()
	a.batches = map[string]*facts.Batch{}
	a.env = engine.Env{Now: a.now, Case: plan.Case, Periods: plan.Periods, Tables: map[string]*engine.Table{}}
	if plan.Listed {
		a.listed()
	}
	if err := a.planSnapshots(plan.Snapshots); err != nil {
		return err
	}
	own := partial.Plan{Tool: a.opt.Version, Now: plan.Plan.Now, Packs: a.report.Packs, Digests: plan.Plan.Digests}
	for _, r := range a.contactRules() {
		own.Rules = append(own.Rules, r.ID)
	}
	return partial.SamePlan(own, "this program", plan.Plan, "what the plan asks for")
}

// planSnapshots prepares the counts for earlier states.
func (a *audit) planSnapshots(days [][2]string) error {
	if len(days) == 0 {
		return nil
	}
	compiler, err := condition.New(a.schema)
	if err != nil {
		return err
	}
	for _, d := range days {
		a.changes = append(a.changes, &finding.Change{TakenAt: d[0]})
		if err := a.planChange(compiler, d[0], d[1]); err != nil {
			return err
		}
	}
	return nil
}

// needsOf finds the joins of ids among those that some rules ask for.
func needsOf(list []*rules.Rule, ids []string) []engine.JoinNeed {
	return slices.DeleteFunc(engine.JoinNeeds(list), func(n engine.JoinNeed) bool { return !slices.Contains(ids, n.ID()) })
}

// openJoins opens the tables that the rules join.
func (a *audit) openJoins(plan *TablePlan, dir string) error {
	a.needs = needsOf(a.contactRules(), plan.Joins)
	for i, id := range plan.Joins {
		at := slices.IndexFunc(a.needs, func(n engine.JoinNeed) bool { return n.ID() == id })
		if at < 0 {
			return fmt.Errorf("the plan joins %s, which no rule asks for", id)
		}
		t, err := engine.OpenTable(a.schema, a.needs[at], filepath.Join(dir, joinFile(i)))
		if err != nil {
			return err
		}
		a.env.Tables[id] = t
	}
	a.joined = a.needs
	return nil
}

// partPass makes the pass that counts a part, with builders for what other relations join.
func (a *audit) partPass(plan *TablePlan, dir string) (*pass, error) {
	p := &pass{relation: "contact", evaluate: true}
	all := needsOf(slices.Concat(a.rules, tallyRules(a.counts)), plan.Gathers)
	for i, id := range plan.Gathers {
		at := slices.IndexFunc(all, func(n engine.JoinNeed) bool { return n.ID() == id })
		if at < 0 {
			return p, fmt.Errorf("the plan gathers rows for %s, which no rule asks for", id)
		}
		b, err := engine.NewTableBuilder(a.schema, all[at], nil, "")
		if err != nil {
			return p, err
		}
		var only *engine.Keys
		p.needs, p.builders, p.only = append(p.needs, all[at]), append(p.builders, b), append(p.only, nil)
		if i < len(plan.Asked) && plan.Asked[i] {
			if only, err = engine.OpenKeys(filepath.Join(dir, askedFile(i))); err != nil {
				return p, err
			}
			p.only[i] = only
			if err := b.Only(only); err != nil {
				return p, err
			}
		}
	}
	return p, nil
}

// close gives up the builders of a pass whose rows were handed on.
func (p *pass) close() {
	for i, b := range p.builders {
		b.Close() //nolint:errcheck // nothing of it is needed any more
		if p.only[i] != nil {
			p.only[i].Close() //nolint:errcheck // it was only read
		}
	}
}

// tallyRules are the conditions counted for comparisons.
func tallyRules(list []tally) []*rules.Rule {
	var out []*rules.Rule
	for _, t := range list {
		out = append(out, t.rule)
	}
	return out
}
