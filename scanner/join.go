package scanner

import (
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// declaredPass examines the rows of a relation that sections of the audit file
// of their own declare (activities, recipients).
func (a *audit) declaredPass(p *pass) {
	b, ok := a.batches[p.relation]
	if !ok {
		return
	}
	a.keyed(p.relation, b)
	if err := p.add(b); err != nil {
		a.lost(a.opt.AuditFile, "", failure(err))
	}
	if p.evaluate {
		a.evaluate(p.relation, b, finding.Subject{})
	}
}

// keyed gives the joining texts of declared rows their keys.
func (a *audit) keyed(relation string, b *facts.Batch) {
	rel := a.schema.Relation(relation)
	hasher := identity.New(a.key, identity.Options{})
	for i := range rel.Fields {
		v := &b.Cols[i]
		if !rel.Fields[i].Joins || v.Absent || v.Texts == nil {
			continue
		}
		v.Keys, v.KeyAt = nil, []uint32{0}
		for row := range b.N {
			v.Keys = hasher.Name(v.Keys, v.Texts[row])
			v.KeyAt = append(v.KeyAt, uint32(len(v.Keys)))
		}
	}
}

// joins lists the relations that a rule compares its rows with.
func joins(r *rules.Rule) []string {
	var out []string
	for _, need := range engine.JoinNeeds([]*rules.Rule{r}) {
		if !slices.Contains(out, need.Relation) {
			out = append(out, need.Relation)
		}
	}
	return out
}

// asksIdentity says whether a rule on the relation asks if a row has an identity.
func (a *audit) asksIdentity(relation string) bool {
	asks := false
	for _, r := range rulesOf(a.rules, relation) {
		for _, e := range []*expr.Expr{r.Applies, r.Breach} {
			if e == nil {
				continue
			}
			e.Walk(func(n *expr.Expr) {
				if n.Op == expr.Known || n.Op == expr.Recorded {
					asks = asks || n.Args[0].Ref == expr.Ref{Relation: relation, Field: "person"}
				}
			})
		}
	}
	return asks
}

// unsupplied lists the relations that a rule joins and nobody supplied.
func (a *audit) unsupplied(r *rules.Rule) []string {
	return slices.DeleteFunc(joins(r), a.supplied)
}

// settle marks a rule as not assessed where it could not be decided because a
// register it joins was not supplied. What was decided without it stands, and what is
// open for another reason than the want of registers that could only have spoken for rows.
func (a *audit) settle(f *finding.Finding, r *rules.Rule) {
	missing := a.unsupplied(r)
	if len(missing) == 0 || f.Outcome != finding.NotShown || a.defences(r, missing) {
		return
	}
	reason := a.missing(missing)
	f.Outcome, f.Reason, f.Needs = finding.NotAssessed, &reason, missing
	f.Counts, f.Groups, f.Samples = finding.Counts{}, nil, []finding.Sample{}
}

// defences says whether the registers that are missing could only have spoken for rows,
// beside another that was supplied and speaks against them: the rule was looked at.
func (a *audit) defences(r *rules.Rule, missing []string) bool {
	accused := false
	for _, n := range engine.JoinNeeds([]*rules.Rule{r}) {
		applies, _ := polarity(r.Applies, n, true)
		breach, _ := polarity(r.Breach, n, true)
		if (applies || breach) && slices.Contains(missing, n.Relation) {
			return false
		}
		accused = accused || breach
	}
	return accused
}

// missing says which registers would be needed.
func (a *audit) missing(relations []string) finding.Text {
	var en, fr []string
	for _, relation := range relations {
		t := a.missingRelation(relation)
		en, fr = append(en, t.EN), append(fr, t.FR)
	}
	return finding.Text{EN: strings.Join(en, "; "), FR: strings.Join(fr, " ; ")}
}

// rulesOn gives the rules on a relation. On the relation of notices a rule
// counted under Art. 13 or 14 becomes three: 13 where the data come from the
// person, 14 where they do not, and either where that is unknown, since what the
// rule asks is common to both.
func (a *audit) rulesOn(relation string) []*rules.Rule {
	list := rulesOf(a.rules, relation)
	rel := a.schema.Relation(relation)
	if rel.Index("direct") < 0 {
		return list
	}
	var out []*rules.Rule
	for _, r := range list {
		at := slices.Index(r.Articles.Primary, eitherArticle)
		if at < 0 {
			out = append(out, r)
			continue
		}
		direct := &expr.Expr{Op: expr.Field, Type: facts.Bool, Ref: expr.Ref{Relation: relation, Field: "direct"}}
		known := &expr.Expr{Op: expr.Known, Type: facts.Bool, Args: []*expr.Expr{direct}}
		out = append(out,
			under(r, at, "13", both(known, direct)),
			under(r, at, "14", both(known, negated(direct))),
			under(r, at, eitherArticle, negated(known)))
	}
	return out
}

// eitherArticle is how rules write that Art. 13 or 14 applies.
const eitherArticle = "13/14"

// under gives the rule with the article named, for the rows that meet a
// condition.
func under(r *rules.Rule, at int, article string, when *expr.Expr) *rules.Rule {
	out := *r
	out.Articles.Primary = slices.Clone(r.Articles.Primary)
	out.Articles.Primary[at] = article
	out.Applies = when
	if r.Applies != nil {
		out.Applies = both(when, r.Applies)
	}
	return &out
}

func both(a, b *expr.Expr) *expr.Expr {
	return &expr.Expr{Op: expr.And, Type: facts.Bool, Args: []*expr.Expr{a, b}}
}

func negated(e *expr.Expr) *expr.Expr {
	return &expr.Expr{Op: expr.Not, Type: facts.Bool, Args: []*expr.Expr{e}}
}
