package tmpl

import (
	"fmt"
	"reflect"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/scanner/finding"
)

// textOf takes a text of the model, or a pointer to one that may be missing.
func textOf(v any) (*finding.Text, error) {
	switch t := v.(type) {
	case finding.Text:
		return &t, nil
	case *finding.Text:
		return t, nil
	}
	return nil, fmt.Errorf("expected a text in two languages, such as .Title, not %T", v)
}

// worded gives a text of the model in the language of p.
func worded(p *l10n.Printer, v any) (string, error) {
	t, err := textOf(v)
	return p.Opt(t), err
}

// number takes any whole number.
func number(v any) (int64, error) {
	switch r := reflect.ValueOf(v); {
	case r.IsValid() && r.CanInt():
		return r.Int(), nil
	case r.IsValid() && r.CanUint() && r.Uint() <= 1<<63-1:
		return int64(r.Uint()), nil
	}
	return 0, fmt.Errorf("expected a whole number, not %T", v)
}

// plainText gives what a template would print for v.
func plainText(v any) string {
	switch t := v.(type) {
	case nil:
		return ""
	case string:
		return t
	case []string:
		return strings.Join(t, ", ")
	}
	return fmt.Sprint(v)
}

func plainTexts(values []any) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = plainText(v)
	}
	return out
}

// markdown escapes a text so that it stands in Markdown, of CommonMark or GitHub, as it is:
// no emphasis, link, image, table, heading, list or HTML comes of it.
func markdown(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\`*_{}[]<>()#|~&!$^", r),
			strings.ContainsRune("+-=>", r) && i == 0,
			r == '.' && leadingDigits(s[:i]), r == ')' && leadingDigits(s[:i]),
			r == ':' && strings.HasPrefix(s[i:], "://"), r == '.' && strings.HasSuffix(strings.ToLower(s[:i]), "www"), r == '@':
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func leadingDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// probe is a report with one of everything, to find out before an audit whether a template
// asks for what no report has.
func probe(lang string) *Data {
	r := &finding.Report{}
	fill(reflect.ValueOf(r).Elem())
	d := data(r, lang)
	f := &r.Findings[0]
	for _, group := range []*[]*finding.Finding{&d.Breaches, &d.Marked, &d.NotShown, &d.Clear, &d.NotAssessed, &d.Gates, &d.Counting} {
		*group = []*finding.Finding{f}
	}
	fill(reflect.ValueOf(&d.Orders).Elem())
	fill(reflect.ValueOf(&d.Requests).Elem())
	return d
}

// fill puts something into every field of a value of the model, below lists and pointers
// too.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}
