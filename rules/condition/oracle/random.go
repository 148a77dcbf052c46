package oracle

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// RandomCondition draws a condition of a rule on the named relation that the
// rule language accepts. Values are drawn from a small store that RandomRows
// uses too, so that comparisons come out either way.
func RandomCondition(t *rapid.T, schema *facts.Schema, relation string) string {
	return newGenerator(t, schema, relation).condition(rapid.IntRange(0, 3).Draw(t, "depth"))
}

func newGenerator(t *rapid.T, schema *facts.Schema, relation string) *generator {
	g := &generator{t: t, schema: schema, own: relation}
	g.fields = g.readable(relation, false)
	if relation != "case" {
		g.fields = append(g.fields, g.readable("case", false)...)
	}
	return g
}

// readable lists the fields of a relation that a condition may read. The state
// in force is known only of rows that are joined.
func (g *generator) readable(relation string, joined bool) []named {
	r := g.schema.Relation(relation)
	var out []named
	for i := range r.Fields {
		f := &r.Fields[i]
		if r.State != nil && f.Name == facts.LatestField && !joined {
			continue
		}
		out = append(out, named{ref: relation + "." + f.Name, field: f, joined: joined})
	}
	return out
}

// RandomRows draws n rows of a relation in which only the fields named in refs
// have columns, and not all of these: a column is missing from all rows or from
// none, as in a table. The facts are written as Condition.Eval takes them.
func RandomRows(t *rapid.T, schema *facts.Schema, relation string, refs []expr.Ref, n int) []map[string]any {
	rows := make([]map[string]any, n)
	for i := range rows {
		rows[i] = map[string]any{}
	}
	r := schema.Relation(relation)
	for _, ref := range refs {
		if ref.Relation != relation || rapid.IntRange(0, 7).Draw(t, "column") == 0 {
			continue
		}
		f := r.Field(ref.Field)
		if r.State != nil && f.Name == facts.LatestField {
			continue
		}
		for i := range rows {
			rows[i][f.Name] = randomFact(t, f)
			if list, several := rows[i][f.Name].([]string); several && f.Type == facts.Key && r.State != nil {
				rows[i][f.Name] = steady(list)
			}
		}
	}
	return rows
}

func randomFact(t *rapid.T, f *facts.Field) any {
	if rapid.IntRange(0, 3).Draw(t, "empty") == 0 {
		return nil
	}
	switch f.Type {
	case facts.Bool:
		return rapid.Bool().Draw(t, "bool")
	case facts.Int:
		return rapid.IntRange(-1, 4).Draw(t, "int")
	case facts.Date:
		return pick(t, dates())
	case facts.Period:
		return pick(t, periods())
	case facts.Enum:
		return pick(t, few(f))
	case facts.Set:
		return members(t, f)
	case facts.Key:
		return rapid.Permutation(identities()).Draw(t, "identities")[:1+rapid.IntRange(0, 2).Draw(t, "more")]
	}
	return pick(t, texts())
}

func members(t *rapid.T, f *facts.Field) []string {
	out := []string{}
	for _, v := range few(f) {
		if rapid.IntRange(0, 2).Draw(t, "member") == 0 {
			out = append(out, v)
		}
	}
	return out
}

// few gives some values of an Enum or Set: the first ones, which fields with
// different values may share by name, and the last.
func few(f *facts.Field) []string {
	out := slices.Clone(f.Values[:min(5, len(f.Values))])
	for _, v := range []string{f.Values[len(f.Values)-1], "email", "post", "consent"} {
		if slices.Contains(f.Values, v) && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func dates() []string {
	return []string{"2020-02-29", "2022-12-31", "2023-01-01", "2023-02-28", "2024-01-31", "2025-12-31", "2026-01-01", "2026-08-11"}
}

func periods() []string { return []string{"P0D", "P1M", "P1Y", "P3Y", "P1Y1M1D", "P2W", "P30D"} }

// identities are few, so that rows meet, and of several kinds.
func identities() []string {
	return []string{"a@one.example", "b@one.example", "+33639980001", "crm-1", "crm-2"}
}

// steady gives one identity that is not weak: where rows of one person share
// different identities, which state is in force depends on the one looked by.
func steady(list []string) []string {
	for _, text := range list {
		if kind(text) != phone {
			return []string{text}
		}
	}
	return identities()[:1]
}

func texts() []string { return []string{"a", "A", "ab", "b@a.example", "été", "日本", `q"uo'te\`} }

func patterns() []string {
	return []string{"a", "^a", "é.é$", "(?i)^a$", `\p{Han}+`, "example|q", `\\$`}
}

func pick(t *rapid.T, list []string) string { return rapid.SampledFrom(list).Draw(t, "value") }

type named struct {
	ref   string
	field *facts.Field
	// joined says that the field is one of the relation inside exists.
	joined bool
}

type generator struct {
	t      *rapid.T
	schema *facts.Schema
	own    string
	fields []named
	// joins says that exists and none are drawn too; joined names the relation
	// inside them.
	joins  bool
	joined string
}

func (g *generator) upTo(n int) int { return rapid.IntRange(0, n-1).Draw(g.t, "choice") }

// field draws a field that passes the filter, and false when there is none.
func (g *generator) field(pass func(*facts.Field) bool) (named, bool) {
	var fit []named
	for _, f := range g.fields {
		if pass(f.field) {
			fit = append(fit, f)
		}
	}
	if len(fit) == 0 {
		return named{}, false
	}
	return fit[g.upTo(len(fit))], true
}

func ofType(t facts.Type) func(*facts.Field) bool {
	return func(f *facts.Field) bool { return f.Type == t }
}

func (g *generator) condition(depth int) string {
	if depth == 0 {
		return g.leaf()
	}
	switch g.upTo(5) {
	case 0, 1:
		return "(" + g.condition(depth-1) + " && " + g.condition(depth-1) + ")"
	case 2, 3:
		return "(" + g.condition(depth-1) + " || " + g.condition(depth-1) + ")"
	}
	return "!(" + g.condition(depth-1) + ")"
}

// leaf draws until a kind of leaf fits the relation's fields.
func (g *generator) leaf() string {
	kinds := []func() (string, bool){
		g.presence, g.boolean, g.enum, g.enum, g.enumPair, g.set, g.setPair, g.enumInSet,
		g.number, g.date, g.date, g.text, g.constants,
	}
	if g.joins {
		kinds = append(kinds, g.exists, g.exists, g.exists, g.exists, g.exists, g.exists)
	}
	if g.joined != "" {
		kinds = append(kinds, g.same)
	}
	start := g.upTo(len(kinds))
	for i := range kinds {
		if s, ok := kinds[(start+i)%len(kinds)](); ok {
			return s
		}
	}
	return "true"
}

func (g *generator) presence() (string, bool) {
	f, ok := g.field(func(*facts.Field) bool { return true })
	return []string{"known", "recorded"}[g.upTo(2)] + "(" + f.ref + ")", ok
}

func (g *generator) equality() string { return []string{" == ", " != "}[g.upTo(2)] }

func (g *generator) order() string {
	return []string{" == ", " != ", " < ", " <= ", " > ", " >= "}[g.upTo(6)]
}

// either puts two operands in one or the other order.
func (g *generator) either(a, op, b string) string {
	if g.upTo(2) == 0 {
		return a + op + b
	}
	return b + op + a
}

func (g *generator) boolean() (string, bool) {
	f, ok := g.field(ofType(facts.Bool))
	if !ok {
		return "", false
	}
	switch g.upTo(3) {
	case 0:
		return f.ref, true
	case 1:
		return g.either(f.ref, g.equality(), strconv.FormatBool(g.upTo(2) == 0)), true
	}
	other, _ := g.field(ofType(facts.Bool))
	return f.ref + g.equality() + other.ref, true
}

func (g *generator) enum() (string, bool) {
	f, ok := g.field(ofType(facts.Enum))
	if !ok {
		return "", false
	}
	if g.upTo(2) == 0 {
		return g.either(f.ref, g.equality(), strconv.Quote(pick(g.t, few(f.field)))), true
	}
	return f.ref + " in " + g.list(few(f.field), strconv.Quote), true
}

// list draws some of the values, at least one, each once.
func (g *generator) list(values []string, write func(string) string) string {
	some := rapid.Permutation(values).Draw(g.t, "list")[:1+g.upTo(len(values))]
	out := make([]string, len(some))
	for i, v := range some {
		out[i] = write(v)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (g *generator) enumPair() (string, bool) {
	a, ok := g.field(ofType(facts.Enum))
	if !ok {
		return "", false
	}
	b, _ := g.field(func(f *facts.Field) bool {
		n := min(len(f.Values), len(a.field.Values))
		return f.Type == facts.Enum && slices.Equal(f.Values[:n], a.field.Values[:n])
	})
	return a.ref + g.equality() + b.ref, true
}

func (g *generator) set() (string, bool) {
	f, ok := g.field(ofType(facts.Set))
	if !ok {
		return "", false
	}
	return strconv.Quote(pick(g.t, few(f.field))) + " in " + f.ref, true
}

func (g *generator) setPair() (string, bool) {
	a, ok := g.field(ofType(facts.Set))
	if !ok {
		return "", false
	}
	b, _ := g.field(func(f *facts.Field) bool { return f.Type == facts.Set && slices.Equal(f.Values, a.field.Values) })
	if g.upTo(2) == 0 {
		return "overlaps(" + a.ref + ", " + b.ref + ")", true
	}
	return a.ref + g.equality() + b.ref, true
}

func (g *generator) enumInSet() (string, bool) {
	set, ok := g.field(ofType(facts.Set))
	if !ok {
		return "", false
	}
	e, ok := g.field(func(f *facts.Field) bool {
		return f.Type == facts.Enum && slices.ContainsFunc(f.Values, func(v string) bool { return slices.Contains(set.field.Values, v) })
	})
	return e.ref + " in " + set.ref, ok
}

func (g *generator) number() (string, bool) {
	f, ok := g.field(ofType(facts.Int))
	if !ok {
		return "", false
	}
	switch g.upTo(3) {
	case 0:
		return f.ref + " in " + g.list([]string{"-1", "0", "1", "2", "3"}, func(s string) string { return s }), true
	case 1:
		other, _ := g.field(ofType(facts.Int))
		return f.ref + g.order() + other.ref, true
	}
	return g.either(f.ref, g.order(), strconv.Itoa(g.upTo(6)-1)), true
}

func (g *generator) date() (string, bool) { return g.day(2) + g.order() + g.day(2), true }

// day draws an operand that is a date.
func (g *generator) day(depth int) string {
	kind := g.upTo(3 + depth)
	f, ok := g.field(ofType(facts.Date))
	switch {
	case kind == 0 && ok:
		return f.ref
	case kind == 1:
		return "now"
	case kind <= 2:
		return fmt.Sprintf("date(%q)", pick(g.t, dates()))
	}
	p, ok := g.field(ofType(facts.Period))
	period := p.ref
	if !ok || g.upTo(2) == 0 {
		period = fmt.Sprintf("period(%q)", pick(g.t, periods()))
	}
	return g.day(depth-1) + []string{" + ", " - "}[g.upTo(2)] + period
}

func (g *generator) text() (string, bool) {
	f, ok := g.ownText()
	if !ok {
		return "", false
	}
	switch kind := g.upTo(7); kind {
	case 0:
		return g.either(f.ref, g.equality(), strconv.Quote(pick(g.t, texts()))), true
	case 1:
		other, _ := g.ownText()
		return f.ref + g.equality() + other.ref, true
	case 2:
		return f.ref + " in " + g.list(texts(), strconv.Quote), true
	case 3:
		return fmt.Sprintf("%s.matches(%s)", f.ref, strconv.Quote(pick(g.t, patterns()))), true
	default:
		return fmt.Sprintf("%s.%s(%s)", f.ref, []string{"startsWith", "endsWith", "contains"}[kind-4], strconv.Quote(pick(g.t, texts()))), true
	}
}

func (g *generator) constants() (string, bool) {
	switch g.upTo(4) {
	case 0:
		return strconv.FormatBool(g.upTo(2) == 0), true
	case 1:
		return strconv.Quote(pick(g.t, texts())) + g.equality() + strconv.Quote(pick(g.t, texts())), true
	case 2:
		return strconv.Itoa(g.upTo(3)) + g.order() + strconv.Itoa(g.upTo(3)), true
	}
	return strconv.FormatBool(g.upTo(2) == 0) + g.equality() + strconv.FormatBool(g.upTo(2) == 0), true
}
