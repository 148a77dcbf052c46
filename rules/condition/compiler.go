// Package condition turns the text of a rule's condition into its typed form.
// The text is CEL; what is accepted is a closed subset of it, and everything
// else is refused with a reason, the place, and what to write instead.
package condition

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/cel"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// Limits on one condition. They are far above what a readable rule needs and
// keep a hostile rule file from costing time or stack.
const (
	maxText  = 8192
	maxDepth = 60
)

// Compiler checks and compiles conditions over one schema. It is safe for use
// by several goroutines at once.
type Compiler struct {
	schema *facts.Schema
	env    *cel.Env
}

// New makes a Compiler for the schema. It fails only if the schema itself is
// unfit (a field of a type that CEL has no counterpart of).
func New(schema *facts.Schema) (*Compiler, error) {
	env, err := cel.NewEnv(append(variables(schema), language()...)...)
	if err != nil {
		return nil, fmt.Errorf("rule language: %w", err)
	}
	return &Compiler{schema: schema, env: env}, nil
}

// Compile parses and checks a condition of a rule on the named relation, which
// may read the fields of that relation and of "case" and, inside exists, those of
// one other relation. The error, if any, is of
// type Errors and holds everything that is wrong with the text; of a text that
// CEL cannot parse it holds the first fault, since the others follow from it.
func (c *Compiler) Compile(relation, text string) (*expr.Expr, error) {
	if c.schema.Relation(relation) == nil {
		return nil, Errors{{Line: 1, Col: 1, Msg: "unknown relation " + strconv.Quote(relation) + strict.Suggest(relation, c.schema.Names())}}
	}
	if strings.TrimSpace(text) == "" {
		return nil, Errors{{Line: 1, Col: 1, Msg: "the condition is empty; leave the key out instead"}}
	}
	if n := utf8.RuneCountInString(text); n > maxText || !utf8.ValidString(text) {
		return nil, Errors{{Line: 1, Col: 1, Msg: fmt.Sprintf("the condition must be valid UTF-8 of at most %d characters", maxText)}}
	}
	parsed, issues := c.env.Parse(text)
	if issues.Err() != nil {
		return nil, syntaxErrors(text, issues)
	}
	w := &walker{schema: c.schema, own: relation, text: []rune(text), source: parsed.NativeRep().SourceInfo()}
	out := w.condition(parsed.NativeRep().Expr())
	if len(w.errs) > 0 {
		return nil, w.errs.placed(text)
	}
	// The walk has its own, stricter, notion of types; CEL must agree with it.
	if _, issues := c.env.Check(parsed); issues.Err() != nil {
		return nil, checkErrors(text, issues)
	}
	return out, nil
}

// relationType is the CEL type of a relation's name, which exists takes.
func relationType() *cel.Type { return cel.OpaqueType("relation") }

// periodType is the CEL type of calendar periods.
func periodType() *cel.Type { return cel.OpaqueType("period") }

// keyType is the CEL type of identities.
func keyType() *cel.Type { return cel.OpaqueType("key") }

// variables declares every relation, and every field as a qualified variable.
func variables(schema *facts.Schema) []cel.EnvOption {
	out := []cel.EnvOption{cel.Variable("now", cel.TimestampType)}
	for i := range schema.Relations {
		r := &schema.Relations[i]
		out = append(out, cel.Variable(r.Name, relationType()))
		for j := range r.Fields {
			out = append(out, cel.Variable(r.Name+"."+r.Fields[j].Name, celType(r.Fields[j].Type)))
		}
	}
	return out
}

func celType(t facts.Type) *cel.Type {
	switch t {
	case facts.Bool:
		return cel.BoolType
	case facts.Int:
		return cel.IntType
	case facts.Date:
		return cel.TimestampType
	case facts.Set:
		return cel.ListType(cel.StringType)
	case facts.Period:
		return periodType()
	case facts.Key:
		return keyType()
	}
	return cel.StringType
}

// language declares the functions that CEL does not have, and the limits.
func language() []cel.EnvOption {
	sets := cel.ListType(cel.StringType)
	dyn := []*cel.Type{cel.DynType}
	text := []*cel.Type{cel.StringType}
	shift := []*cel.Type{cel.TimestampType, periodType()}
	join := []*cel.Type{relationType(), cel.BoolType}
	return []cel.EnvOption{
		cel.ClearMacros(),
		cel.ParserRecursionLimit(maxDepth),
		cel.ParserExpressionSizeLimit(maxText),
		cel.Function("known", cel.Overload("known_any", dyn, cel.BoolType)),
		cel.Function("recorded", cel.Overload("recorded_any", dyn, cel.BoolType)),
		cel.Function("exists", cel.Overload("exists_relation_bool", join, cel.BoolType)),
		cel.Function("none", cel.Overload("none_relation_bool", join, cel.BoolType)),
		cel.Function("period", cel.Overload("period_string", text, periodType())),
		cel.Function("date", cel.Overload("date_string", text, cel.TimestampType)),
		cel.Function("overlaps", cel.Overload("overlaps_list_list", []*cel.Type{sets, sets}, cel.BoolType)),
		cel.Function("_+_", cel.Overload("add_timestamp_period", shift, cel.TimestampType)),
		cel.Function("_-_", cel.Overload("subtract_timestamp_period", shift, cel.TimestampType)),
	}
}
