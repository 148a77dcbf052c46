// Package oracle evaluates the text of a condition with CEL's own interpreter,
// one row at a time, unknowns included. It shares nothing with the evaluation
// over columns but the text, and exists so that tests can compare the two.
package oracle

import (
	"fmt"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// Truth is the value of a condition.
type Truth uint8

// The three values.
const (
	Unknown Truth = iota
	False
	True
)

// String names the value.
func (t Truth) String() string { return [...]string{"unknown", "false", "true"}[t] }

// Oracle evaluates conditions over one schema.
type Oracle struct {
	schema *facts.Schema
	env    *cel.Env
}

// New makes an Oracle for the schema.
func New(schema *facts.Schema) (*Oracle, error) {
	env, err := cel.NewEnv(append(declarations(schema), functions()...)...)
	if err != nil {
		return nil, err
	}
	return &Oracle{schema: schema, env: env}, nil
}

// Condition is a condition ready to be evaluated.
type Condition struct {
	schema   *facts.Schema
	relation string
	program  cel.Program
	// reads holds the fields the text names, as relation.field.
	reads map[string]bool
	// joins are the conditions of exists and none, in order; the program reads
	// their values as variables.
	joins []join
}

// Condition parses and checks the text of a condition of a rule on the named
// relation. It knows CEL and the functions of the rule language, and does not
// refuse what lies outside the rule language's closed list.
func (o *Oracle) Condition(relation, text string) (*Condition, error) {
	parsed, issues := o.env.Parse(text)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	copied, _ := o.env.Parse(text)
	negate(parsed)
	negate(copied)
	joins, err := o.joins(relation, parsed, copied)
	if err != nil {
		return nil, err
	}
	checked, issues := o.env.Check(parsed)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	out, err := o.program(relation, checked)
	if err != nil {
		return nil, err
	}
	out.joins = joins
	return out, nil
}

func (o *Oracle) program(relation string, checked *cel.Ast) (*Condition, error) {
	program, err := o.env.Program(checked, cel.EvalOptions(cel.OptPartialEval))
	if err != nil {
		return nil, err
	}
	reads := map[string]bool{}
	for _, r := range checked.NativeRep().ReferenceMap() {
		name := strings.TrimPrefix(strings.TrimPrefix(r.Name, "known."), "recorded.")
		reads[name] = true
	}
	return &Condition{schema: o.schema, relation: relation, program: program, reads: reads}, nil
}

// Eval gives the value of a condition for a row, the one row of "case", and the
// day of the audit (YYYY-MM-DD). Facts are written as in the tests of rules: a
// key that is missing is a column that does not exist, nil an empty cell; Unread
// is a cell that was not understood. No other relation is supplied.
func (c *Condition) Eval(row, caseRow map[string]any, now string) (Truth, error) {
	return c.EvalJoined(row, caseRow, nil, now)
}

// EvalJoined is Eval with the rows of other relations, which are written like
// the row itself.
func (c *Condition) EvalJoined(row, caseRow map[string]any, tables Tables, now string) (Truth, error) {
	rows := map[string]map[string]any{"case": caseRow}
	rows[c.relation] = row
	return c.eval(rows, tables, now)
}

// eval evaluates over one row of each of the relations that the text reads.
func (c *Condition) eval(rows map[string]map[string]any, tables Tables, now string) (Truth, error) {
	vars := map[string]any{}
	unknown := []*cel.AttributePatternType{cel.AttributePattern(rowAlone)}
	today, err := timestamp(now)
	if err != nil {
		return Unknown, err
	}
	vars["now"] = today
	for i, j := range c.joins {
		value, err := j.eval(rows, tables, now)
		if err != nil {
			return Unknown, err
		}
		if vars[variable(i)] = value == True; value == Unknown {
			unknown = append(unknown, cel.AttributePattern(variable(i)))
		}
	}
	for i := range c.schema.Relations {
		r := &c.schema.Relations[i]
		for j := range r.Fields {
			if !c.reads[r.Name+"."+r.Fields[j].Name] {
				continue
			}
			hidden, err := bind(vars, r.Name, &r.Fields[j], rows[r.Name])
			if err != nil {
				return Unknown, err
			}
			unknown = append(unknown, hidden...)
		}
	}
	input, err := cel.PartialVars(vars, unknown...)
	if err != nil {
		return Unknown, err
	}
	out, _, err := c.program.Eval(input)
	switch v := out.(type) {
	case types.Bool:
		if v {
			return True, nil
		}
		return False, nil
	case *types.Unknown:
		return Unknown, nil
	}
	return Unknown, fmt.Errorf("the condition gives %v: %w", out, err)
}

// Eval compiles and evaluates in one step; now is YYYY-MM-DD.
func (o *Oracle) Eval(relation, text string, row, caseRow map[string]any, tables Tables, now string) (Truth, error) {
	c, err := o.Condition(relation, text)
	if err != nil {
		return Unknown, err
	}
	return c.EvalJoined(row, caseRow, tables, now)
}

// Unread is the fact of a cell that is filled but was not understood: its value
// is unknown, and so is whether anything is recorded there.
var Unread = unread{}

type unread struct{}

// bind sets the variables of one field and gives those that are unknown.
func bind(vars map[string]any, relation string, f *facts.Field, row map[string]any) ([]*cel.AttributePatternType, error) {
	name := relation + "." + f.Name
	value, column := row[f.Name]
	if value == any(Unread) {
		value, column = nil, false
	}
	vars["known."+name] = value != nil
	vars["recorded."+name] = value != nil
	var unknown []*cel.AttributePatternType
	if !column {
		unknown = append(unknown, cel.AttributePattern("recorded."+name))
	}
	if value == nil {
		return append(unknown, cel.AttributePattern(name)), nil
	}
	v, err := native(f, value)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	vars[name] = v
	return unknown, nil
}

// native turns a fact as written in a test into what CEL computes with.
func native(f *facts.Field, value any) (any, error) {
	if f.Type == facts.Key {
		return newIdentity(value), nil
	}
	switch v := value.(type) {
	case string:
		switch f.Type {
		case facts.Date:
			return timestamp(v)
		case facts.Period:
			p, err := expr.ParsePeriod(v)
			return period{p}, err
		}
		return v, nil
	case int:
		return int64(v), nil
	case []string:
		// Sets have no order, lists do.
		var sorted = []string{}
		for _, known := range f.Values {
			for _, m := range v {
				if m == known {
					sorted = append(sorted, known)
					break
				}
			}
		}
		return sorted, nil
	}
	return value, nil
}

func timestamp(text string) (day, error) {
	t, err := time.Parse(time.DateOnly, text)
	return day{types.Timestamp{Time: t}}, err
}

// declarations declares each field, and beside it what known and recorded say
// of it.
func declarations(schema *facts.Schema) []cel.EnvOption {
	out := []cel.EnvOption{cel.Variable("now", cel.TimestampType), cel.Variable(rowAlone, cel.BoolType)}
	for i := range maxJoins {
		out = append(out, cel.Variable(variable(i), cel.BoolType))
	}
	for i := range schema.Relations {
		r := &schema.Relations[i]
		for j := range r.Fields {
			name := r.Name + "." + r.Fields[j].Name
			out = append(out, cel.Variable(name, celType(r.Fields[j].Type)),
				cel.Variable("known."+name, cel.BoolType), cel.Variable("recorded."+name, cel.BoolType))
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
		return periodType
	case facts.Key:
		return identityType
	}
	return cel.StringType
}

// functions are those of the rule language. known(a.b) and recorded(a.b) are
// rewritten to the variables known.a.b and recorded.a.b.
func functions() []cel.EnvOption {
	sets := cel.ListType(cel.StringType)
	shift := []*cel.Type{cel.TimestampType, periodType}
	return []cel.EnvOption{
		cel.ClearMacros(),
		cel.Macros(presence("known"), presence("recorded")),
		cel.Function("period", cel.Overload("period_string", []*cel.Type{cel.StringType}, periodType, cel.UnaryBinding(newPeriod))),
		cel.Function("date", cel.Overload("date_string", []*cel.Type{cel.StringType}, cel.TimestampType, cel.UnaryBinding(newDate))),
		cel.Function("overlaps", cel.Overload("overlaps_list_list", []*cel.Type{sets, sets}, cel.BoolType, cel.BinaryBinding(overlap))),
		cel.Function("_+_", cel.Overload("add_timestamp_period", shift, cel.TimestampType)),
		cel.Function("_-_", cel.Overload("subtract_timestamp_period", shift, cel.TimestampType)),
	}
}

func presence(function string) cel.Macro {
	return cel.GlobalMacro(function, 1, func(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
		if args[0].Kind() != ast.SelectKind || args[0].AsSelect().Operand().Kind() != ast.IdentKind {
			return nil, f.NewError(args[0].ID(), function+" takes a field")
		}
		sel := args[0].AsSelect()
		return f.NewSelect(f.NewSelect(f.NewIdent(function), sel.Operand().AsIdent()), sel.FieldName()), nil
	})
}
