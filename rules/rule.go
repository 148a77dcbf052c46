// Package rules holds the rule model and the loader of rule packs: YAML files
// whose conditions are written in a closed subset of CEL over the relations of
// package facts. It knows no data source.
package rules

import (
	"slices"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// Kind says what a rule's finding amounts to.
type Kind string

// The kinds of rule.
const (
	// Breach: a precedent or the text of the law makes it a breach.
	Breach Kind = "breach"
	// EvidenceGap: the controller cannot prove compliance (Art. 5(2) GDPR).
	EvidenceGap Kind = "evidence_gap"
	// Guidance: a recommendation of an authority, not a breach.
	Guidance Kind = "guidance"
	// Inferred: leadlint's own extension of a precedent; reports say so.
	Inferred Kind = "inferred"
	// Indicator: code shows a way of collecting or keeping data that has to be
	// justified; not a breach by itself.
	Indicator Kind = "indicator"
	// Gate: a fact that decides whether other rules apply; never a finding
	// against the controller.
	Gate Kind = "gate"
)

// Kinds lists the kinds in the order reports use.
func Kinds() []Kind { return []Kind{Breach, EvidenceGap, Inferred, Indicator, Guidance, Gate} }

// Severity orders findings; it says nothing on the amount of a fine.
type Severity string

// The severities, gravest first.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
	Info     Severity = "info"
)

// Severities lists the severities, gravest first.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low, Info} }

// Rank gives the position in Severities (0 is the gravest), 5 for an unknown one.
func (s Severity) Rank() int {
	for i, v := range Severities() {
		if v == s {
			return i
		}
	}
	return len(Severities())
}

// Articles cites the law. Primary articles are those a finding is counted
// under; related ones are cited beside it. A code is an article of the GDPR
// ("6", "5(1)(e)"), or names its law ("CPCE L34-5", "C. conso L223-1").
// "13/14" stands for 13 when the data came from the person, else 14.
type Articles struct {
	Primary []string `yaml:"primary"`
	Related []string `yaml:"related"`
}

// Remedy says what to do, and within which period from the report (zero: at once).
type Remedy struct {
	facts.Label
	Within expr.Period
}

// Rule is one checked rule.
type Rule struct {
	// ID never changes its meaning; a retired ID stays listed.
	ID string
	// Catalogue is the catalogue number the rule implements; several rules may
	// implement one (RET-02 and RET-02-POLICY). Defaults to ID.
	Catalogue string
	// On names the relation whose rows are examined.
	On       string
	Kind     Kind
	Severity Severity
	Articles Articles
	// Precedents are keys of law.Precedents.
	Precedents []string
	Title      facts.Label
	// Law says the duty in one or two sentences; Why says why the condition
	// breaches it; Evidence says what would clear it or what is to be asked for.
	Law, Why, Evidence facts.Label
	// Condition says in words what is examined and what is a breach.
	Condition facts.Label
	Remedy    Remedy
	// Note states a limit of the precedent; may be empty.
	Note facts.Label
	// Applies selects the rows examined (nil: all); Breach says what is wrong.
	Applies, Breach *expr.Expr
	// AppliesText and BreachText are the conditions as written.
	AppliesText, BreachText string
	// Effect is set for gates that change other rules' outcomes:
	// "applicability_not_shown" turns every breach into not shown.
	Effect string
	// Use says what a breach means for the use of a record of contact; empty for rules
	// on other relations.
	Use Use
	// Purge says that the remedy is to delete the whole record.
	Purge bool
	// Tests are its examples; packs that Ready gives have none.
	Tests []Test `flat:"-"`
	// Pack, File and Line say where the rule stands.
	Pack, File string
	Line       int
}

// Refs lists the fields that the rule reads, each once, those of Applies first.
func (r *Rule) Refs() []expr.Ref {
	var out []expr.Ref
	for _, e := range []*expr.Expr{r.Applies, r.Breach} {
		if e == nil {
			continue
		}
		for _, ref := range e.Refs() {
			if !slices.Contains(out, ref) {
				out = append(out, ref)
			}
		}
	}
	return out
}

// Joins lists the relations that the rule asks for rows of, with exists or
// none, each once, in order of first appearance.
func (r *Rule) Joins() []string {
	var out []string
	for _, e := range []*expr.Expr{r.Applies, r.Breach} {
		if e == nil {
			continue
		}
		e.Walk(func(n *expr.Expr) {
			if n.Op == expr.Exists && !slices.Contains(out, n.Relation) {
				out = append(out, n.Relation)
			}
		})
	}
	return out
}

// Test is one example of a rule: a row of facts and the outcome it must have.
type Test struct {
	// Name is optional.
	Name string
	// Facts maps relation → field → value as written in YAML (string, bool,
	// int, list of strings). A field given as null is a column that exists and
	// is empty; a field not given is a column that does not exist.
	Facts map[string]map[string]any
	// Joined maps the relations that the rule joins → their rows, written as in
	// Facts; a Key is a text or a list of texts, and equal texts are equal
	// identities. A relation with no rows was supplied and is empty; one that is
	// not in the map was not supplied.
	Joined map[string][]map[string]any
	// Now is the day of the audit as YYYY-MM-DD; empty: 2026-01-01.
	Now string
	// Want is breach, clear, not_shown or not_examined.
	Want string
	Line int
}

// Pack is a named, versioned set of rules.
type Pack struct {
	Name    string
	Version string
	Title   facts.Label
	// Countries limits the pack to persons in these countries (national law);
	// empty: all. Documentation only: the rules' conditions say it themselves.
	Countries []string
	Rules     []*Rule
	// SHA256 is the hash, in hexadecimal, of the names and contents of the
	// pack's files.
	SHA256 string
	// Warnings tell what the pack lacks without being wrong, each with its place.
	Warnings []string
}
