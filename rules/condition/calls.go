package condition

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// functions lists what can be called, for suggestions.
func functions() []string {
	return []string{"known", "recorded", "exists", "none", "period", "date", "overlaps", "startsWith", "endsWith", "contains", "matches"}
}

// advice says what to write in place of a function that CEL has, or that one
// might expect, and the rule language has not.
func advice(name string) string {
	switch name {
	case "all", "exists_one", "map", "filter":
		return "write exists(relation, condition) or none(relation, condition)"
	case "has":
		return "write known(field)"
	case "duration":
		return `write period("P3Y"): calendar periods in years, months, weeks and days`
	case "timestamp":
		return `write date("2026-01-31")`
	case "size":
		return "sets are not counted; use in or overlaps(a, b)"
	case "today":
		return "write now"
	case "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfYear", "getDayOfWeek":
		return "compare dates with date(\"2026-01-31\") or now - period(\"P3Y\")"
	case "int", "string", "double", "bool", "dyn", "type", "uint", "bytes":
		return "values are not converted; fields have their types already"
	case "lowerAscii", "upperAscii", "trim", "lower", "upper":
		return "texts are tested as they are; use matches with (?i) to ignore case"
	}
	return ""
}

func (w *walker) function(e ast.Expr) *expr.Expr {
	call := e.AsCall()
	name := call.FunctionName()
	if call.IsMemberFunction() {
		switch name {
		case "startsWith", "endsWith", "contains", "matches":
			return w.textTest(e)
		}
	} else {
		switch name {
		case "known":
			return w.presence(expr.Known, e)
		case "recorded":
			return w.presence(expr.Recorded, e)
		case "period", "date":
			return w.constant(e)
		case "overlaps":
			return w.overlaps(e)
		case "exists", "none":
			return w.exists(e)
		}
	}
	return w.unknownFunction(e, name, call.IsMemberFunction())
}

func (w *walker) unknownFunction(e ast.Expr, name string, member bool) *expr.Expr {
	at := w.start(e)
	if member {
		at = w.at(e)
	}
	if a := advice(name); a != "" {
		return w.fail(at, "%s() is not part of the rule language: %s", name, a)
	}
	if slices.Contains(functions(), name) {
		if member {
			return w.fail(at, "%s is not called on a value; write %s(...)", name, name)
		}
		return w.fail(at, "%s is called on a text field: relation.field.%s(\"...\")", name, name)
	}
	return w.fail(at, "unknown function %q%s", name, strict.Suggest(name, functions()))
}

// args gives the arguments of a call if there are n of them.
func (w *walker) args(e ast.Expr, n int, usage string) ([]ast.Expr, bool) {
	args := e.AsCall().Args()
	if len(args) != n {
		w.fail(w.start(e), "%s takes %d argument%s, got %d: %s", e.AsCall().FunctionName(), n, plural(n), len(args), usage)
		return nil, false
	}
	return args, true
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func (w *walker) presence(op expr.Op, e ast.Expr) *expr.Expr {
	args, ok := w.args(e, 1, e.AsCall().FunctionName()+"(relation.field)")
	if !ok {
		return nil
	}
	if args[0].Kind() != ast.SelectKind && args[0].Kind() != ast.IdentKind {
		return w.fail(w.start(args[0]), "%s takes a field, written relation.field", e.AsCall().FunctionName())
	}
	v := w.value(args[0])
	if v == nil {
		return nil
	}
	if v.Op != expr.Field {
		return w.fail(w.start(args[0]), "%s takes a field, written relation.field", e.AsCall().FunctionName())
	}
	return &expr.Expr{Op: op, Type: facts.Bool, Args: []*expr.Expr{v}}
}

// constant reads period("...") and date("...").
func (w *walker) constant(e ast.Expr) *expr.Expr {
	name := e.AsCall().FunctionName()
	usage := map[string]string{"period": `period("P3Y")`, "date": `date("2026-01-31")`}[name]
	args, ok := w.args(e, 1, usage)
	if !ok {
		return nil
	}
	text, ok := stringLiteral(args[0])
	if !ok {
		return w.fail(w.start(args[0]), "%s takes a constant text: %s", name, usage)
	}
	if name == "period" {
		p, err := expr.ParsePeriod(text)
		if err != nil {
			return w.fail(w.at(args[0]), "%s", err)
		}
		return &expr.Expr{Op: expr.Const, Type: facts.Period, Period: p}
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return w.fail(w.at(args[0]), "%q is not a date; expected YYYY-MM-DD", text)
	}
	return &expr.Expr{Op: expr.Const, Type: facts.Date, Day: calendar.Day(t.Year(), int(t.Month()), t.Day())}
}

func stringLiteral(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}

// shift checks date + period and date - period.
func (w *walker) shift(op expr.Op, e ast.Expr) *expr.Expr {
	args := e.AsCall().Args()
	l, r := w.value(args[0]), w.value(args[1])
	switch {
	case l == nil || r == nil:
		return nil
	case l.Type == facts.Date && r.Type == facts.Period:
		return &expr.Expr{Op: op, Type: facts.Date, Args: []*expr.Expr{l, r}}
	case l.Type == facts.Period && r.Type == facts.Date && op == expr.Add:
		return w.fail(w.at(e), "write the date first: date + period")
	case l.Type == facts.Date && r.Type == facts.Date:
		return w.fail(w.at(e), "dates are not subtracted; write the later date as date + period and compare")
	case l.Type == facts.Period && r.Type == facts.Period:
		return w.fail(w.at(e), "periods are not added; add them one after the other to a date")
	case l.Type == facts.Int && r.Type == facts.Int:
		return w.fail(w.at(e), "there is no arithmetic with numbers; compare a field with a constant")
	case l.Type == facts.Text && r.Type == facts.Text:
		return w.fail(w.at(e), "texts are not joined; use matches or several conditions")
	}
	return w.fail(w.at(e), "+ and - take a date and a period, such as now - period(\"P3Y\"), got %s and %s", describe(l), describe(r))
}

func (w *walker) overlaps(e ast.Expr) *expr.Expr {
	args, ok := w.args(e, 2, "overlaps(set, set)")
	if !ok {
		return nil
	}
	out := &expr.Expr{Op: expr.Overlaps, Type: facts.Bool}
	for _, a := range args {
		if a.Kind() == ast.ListKind {
			w.fail(w.at(a), "overlaps takes two set fields; for constants write \"value\" in field, once for each")
			continue
		}
		v := w.value(a)
		if v == nil {
			continue
		}
		if v.Op != expr.Field || v.Type != facts.Set {
			w.fail(w.start(a), "overlaps takes two set fields, got %s", describe(v))
			continue
		}
		out.Args = append(out.Args, v)
	}
	if len(out.Args) != 2 {
		return nil
	}
	l, r := out.Args[0], out.Args[1]
	if !slices.Equal(w.decl(l).Values, w.decl(r).Values) {
		return w.fail(w.at(e), "%s and %s have different values and cannot overlap", l.Ref, r.Ref)
	}
	return out
}

// textTest checks field.startsWith("...") and its like.
func (w *walker) textTest(e ast.Expr) *expr.Expr {
	call := e.AsCall()
	name := call.FunctionName()
	args, ok := w.args(e, 1, fmt.Sprintf("relation.field.%s(\"...\")", name))
	target := w.value(call.Target())
	if !ok || target == nil {
		return nil
	}
	if target.Op != expr.Field || target.Type != facts.Text {
		return w.fail(w.start(call.Target()), "%s tests a text field, got %s", name, describe(target))
	}
	if w.foreignText(target) {
		return w.fail(w.start(call.Target()), "%s", w.unreadText(target))
	}
	text, ok := stringLiteral(args[0])
	if !ok {
		return w.fail(w.start(args[0]), "%s takes a constant text", name)
	}
	if text == "" {
		return w.fail(w.at(args[0]), "every text passes %s(\"\"); write known(%s)", name, target.Ref)
	}
	op := map[string]expr.Op{"startsWith": expr.StartsWith, "endsWith": expr.EndsWith, "contains": expr.Contains, "matches": expr.Matches}[name]
	if op == expr.Matches {
		if _, err := regexp.Compile(text); err != nil {
			return w.fail(w.at(args[0]), "%s", regexpMessage(err))
		}
	}
	return &expr.Expr{Op: op, Type: facts.Bool, Args: []*expr.Expr{target, {Op: expr.Const, Type: facts.Text, Text: text}}}
}

func regexpMessage(err error) string {
	return "not an RE2 expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")
}
