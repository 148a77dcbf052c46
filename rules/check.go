package rules

import (
	"errors"
	"regexp"
	"strings"

	"leadlint/rules/condition"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

var (
	ruleID = regexp.MustCompile(`^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$`)
	// gdprArticle is an article of the GDPR, with paragraph and point, or a recital.
	gdprArticle = regexp.MustCompile(`^(?:rec\. [1-9]\d{0,2}|[1-9]\d?(?:/[1-9]\d?)?(?:\([1-9]\d?\))?(?:\([a-z]\))?)$`)
	// otherArticle is the name of a law and an article of it.
	otherArticle = regexp.MustCompile(`^\p{Lu}[\pL.]*(?: [\pL.]+)* (?:[A-Z][.-]?)?\d+(?:-\d+)*(?:\(\w+\))*$`)
)

// rule checks one rule and gives its checked form; what is wrong is noted.
func (l *loader) rule(p *Pack, f *ruleFile, y *ruleYAML) *Rule {
	l.id(y)
	r := &Rule{
		ID: y.ID.Text, Catalogue: y.Catalogue.Text, On: y.On.Text, Kind: y.Kind, Severity: y.Severity,
		Title: y.Title.label(), Law: y.Law.label(), Why: y.Why.label(), Evidence: y.Evidence.label(),
		Condition: y.Condition.label(), Effect: string(y.Effect), Use: l.use(y), Purge: l.purge(y),
		Pack: p.Name, Line: y.Pos.Line,
	}
	l.catalogue(r, y)
	for _, t := range []struct {
		text textYAML
		key  string
	}{{y.Title, "title"}, {y.Law, "law"}, {y.Why, "why"}, {y.Condition, "condition"}, {y.Evidence, "evidence"},
		{textYAML{y.Remedy.Pos, y.Remedy.EN, y.Remedy.FR}, "remedy"}} {
		l.text(t.text, t.key)
	}
	if y.Note != nil {
		l.text(*y.Note, "note")
		r.Note = y.Note.label()
	}
	r.Remedy = l.remedy(y)
	r.Articles = Articles{Primary: l.articles(y.Articles.Primary), Related: l.articles(y.Articles.Related)}
	if len(r.Articles.Primary) == 0 && r.Kind != Gate {
		l.problems.Add(y.Pos.Key("articles"), "a rule needs at least one primary article")
	}
	for _, key := range y.Precedents {
		if !l.precedent(key.Text) {
			l.problems.Add(key.Pos, "unknown precedent %q%s", key.Text, l.nearPrecedent(key.Text))
		}
		r.Precedents = append(r.Precedents, key.Text)
	}
	if r.Effect != "" && r.Kind != Gate {
		l.problems.Add(y.Pos.Key("effect"), "only a rule of kind gate has an effect")
	}
	if l.schema.Relation(r.On) == nil {
		l.problems.Add(y.On.Pos, "unknown relation %q%s", r.On, strict.Suggest(r.On, l.schema.Names()))
		return r
	}
	l.conditions(r, f, y)
	l.tests(p, r, y)
	return r
}

func (l *loader) id(y *ruleYAML) {
	id := y.ID.Text
	if !ruleID.MatchString(id) || len(id) > 40 {
		l.problems.Add(y.ID.Pos, "%q is not a rule id; expected capitals and digits joined by hyphens, such as RET-02", id)
	}
	if first, ok := l.ids[id]; ok {
		l.problems.Add(y.ID.Pos, "the id %q is taken by the rule at %s; a pack overrides nothing", id, first.Where())
	}
	l.ids[id] = y.ID.Pos
}

// text notes a text that lacks a language.
func (l *loader) text(t textYAML, key string) {
	for _, one := range []struct{ lang, text string }{{"en", t.EN}, {"fr", t.FR}} {
		if strings.TrimSpace(one.text) == "" {
			l.problems.Add(t.Pos, "%s has no text in language %q", key, one.lang)
		}
	}
}

func (l *loader) remedy(y *ruleYAML) Remedy {
	out := Remedy{Label: facts.Label{EN: y.Remedy.EN, FR: y.Remedy.FR}}
	if y.Remedy.Within.Text != "" {
		p, err := expr.ParsePeriod(y.Remedy.Within.Text)
		l.problems.AddError(y.Remedy.Within.Pos, err)
		out.Within = p
	}
	return out
}

func (l *loader) articles(codes []strict.String) []string {
	var out []string
	for _, c := range codes {
		if !gdprArticle.MatchString(c.Text) && !otherArticle.MatchString(c.Text) {
			l.problems.Add(c.Pos, `%q is not an article; expected a form such as "6", "5(1)(e)", "13/14", "rec. 47" or "CPCE L34-5"`, c.Text)
		}
		out = append(out, c.Text)
	}
	return out
}

// conditions takes applies and breach as they were compiled.
func (l *loader) conditions(r *Rule, f *ruleFile, y *ruleYAML) {
	if y.Applies != nil {
		r.AppliesText = y.Applies.Text
		r.Applies = l.condition(f, r.On, *y.Applies)
	}
	r.BreachText = y.Breach.Text
	r.Breach = l.condition(f, r.On, y.Breach)
}

// condition gives a compiled condition, and places its errors in its file.
func (l *loader) condition(f *ruleFile, on string, text strict.String) *expr.Expr {
	compiled := f.conditions[[2]string{on, text.Text}]
	var all condition.Errors
	if errors.As(compiled.err, &all) {
		for _, e := range all {
			l.problems.Add(text.Offset(e.Offset), "%s", e.Msg)
		}
	}
	return compiled.expr
}
