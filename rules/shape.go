package rules

import (
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// headYAML is pack.yaml, the head of a pack.
type headYAML struct {
	Pos       strict.Pos    `yaml:"-"`
	Pack      strict.String `yaml:"pack,required"`
	Version   strict.String `yaml:"version,required"`
	Title     textYAML      `yaml:"title,required"`
	Countries []string      `yaml:"countries"`
}

// fileYAML is one file of rules.
type fileYAML struct {
	Pos   strict.Pos    `yaml:"-"`
	Pack  strict.String `yaml:"pack"`
	Rules []ruleYAML    `yaml:"rules,required"`
}

// textYAML is a text in the languages of the reports.
type textYAML struct {
	Pos strict.Pos `yaml:"-"`
	EN  string     `yaml:"en"`
	FR  string     `yaml:"fr"`
}

func (t textYAML) label() facts.Label { return facts.Label{EN: t.EN, FR: t.FR} }

type remedyYAML struct {
	Pos    strict.Pos    `yaml:"-"`
	EN     string        `yaml:"en"`
	FR     string        `yaml:"fr"`
	Within strict.String `yaml:"within"`
}

type articlesYAML struct {
	Pos     strict.Pos      `yaml:"-"`
	Primary []strict.String `yaml:"primary"`
	Related []strict.String `yaml:"related"`
}

type ruleYAML struct {
	Pos        strict.Pos      `yaml:"-"`
	ID         strict.String   `yaml:"id,required"`
	Catalogue  strict.String   `yaml:"catalogue"`
	On         strict.String   `yaml:"on,required"`
	Kind       Kind            `yaml:"kind,required"`
	Severity   Severity        `yaml:"severity,required"`
	Articles   articlesYAML    `yaml:"articles"`
	Precedents []strict.String `yaml:"precedents"`
	Title      textYAML        `yaml:"title,required"`
	Law        textYAML        `yaml:"law,required"`
	Why        textYAML        `yaml:"why,required"`
	Condition  textYAML        `yaml:"condition,required"`
	Evidence   textYAML        `yaml:"evidence,required"`
	Remedy     remedyYAML      `yaml:"remedy,required"`
	Note       *textYAML       `yaml:"note"`
	Applies    *strict.String  `yaml:"applies"`
	Breach     strict.String   `yaml:"breach,required"`
	Effect     effect          `yaml:"effect"`
	Use        Use             `yaml:"use"`
	Purge      bool            `yaml:"purge"`
	Tests      []testYAML      `yaml:"tests"`
}

// Values lists the kinds, for the decoder.
func (k Kind) Values() []string { return names(Kinds()) }

// Values lists the severities, for the decoder.
func (s Severity) Values() []string { return names(Severities()) }

// effect is what a gate does to other rules.
type effect string

// Values lists the effects, for the decoder.
func (effect) Values() []string { return []string{EffectApplicabilityNotShown} }

// EffectApplicabilityNotShown is the effect of a gate that, when it fires,
// turns every breach into not shown: it is not shown that the law applies.
const EffectApplicabilityNotShown = "applicability_not_shown"

func names[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// testYAML is one example: its keys are name, now, want, and relations.
type testYAML struct {
	at      strict.Pos
	entries strict.Map[testEntry]
}

// UnmarshalStrict reads the example without judging its keys yet.
func (t *testYAML) UnmarshalStrict(v strict.Value) error {
	t.at = v.Pos()
	v.Decode(&t.entries)
	return nil
}

// testEntry is the value of a key of an example: a text, the cells of one row
// by field, or a list of such rows.
type testEntry struct {
	strict.Value
	text string
	rows []testRow
}

// testRow is one row of a relation in an example.
type testRow struct {
	at    strict.Pos
	cells strict.Map[testCell]
}

// UnmarshalStrict reads the cells.
func (r *testRow) UnmarshalStrict(v strict.Value) error {
	r.at = v.Pos()
	if !v.IsSection() {
		return strict.Errorf(v.Pos(), "expected the fields of a row, such as {field: value}, found %s", v.Describe())
	}
	v.Decode(&r.cells)
	return nil
}

// UnmarshalStrict reads any of the forms.
func (e *testEntry) UnmarshalStrict(v strict.Value) error {
	e.Value = v
	switch {
	case v.IsSection():
		e.rows = make([]testRow, 1)
		v.Decode(&e.rows[0])
		return nil
	case v.IsList():
		v.Decode(&e.rows)
		return nil
	}
	text, ok := v.Text()
	if !ok {
		return strict.Errorf(v.Pos(), "expected a text, or rows of a relation, found %s", v.Describe())
	}
	e.text = text
	return nil
}

// testCell is one fact of an example, as written.
type testCell struct {
	strict.Value
	value any
}

// UnmarshalStrict reads a scalar or a list; null is a fact like any other.
func (c *testCell) UnmarshalStrict(v strict.Value) error {
	c.Value = v
	v.Decode(&c.value)
	return nil
}
