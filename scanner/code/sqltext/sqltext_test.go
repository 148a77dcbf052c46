package sqltext_test

import (
	"fmt"
	"strings"
	"testing"

	"leadlint/scanner/code/sqltext"
)

// show writes a statement in one line, for comparison.
func show(s sqltext.Statement) string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	add("%s %s", s.Operation, strings.Join(s.Tables, ","))
	if s.Function != "" {
		add("function:%s", s.Function)
	}
	for _, c := range s.Columns {
		add("column:%s", showColumn(c))
	}
	for _, c := range s.Inserted {
		add("insert:%s=%s", c.Column, showValue(c.Value))
	}
	for _, n := range s.Selected {
		add("select:%s", n.Path)
	}
	for _, c := range s.Sets {
		add("set:%s=%s%s", c.Path, showValue(c.Value), showTests("/", c.Under))
	}
	for _, c := range s.Assigns {
		add("assign:%s=%s%s", c.Path, showValue(c.Value), showTests("/", c.Under))
	}
	out = append(out, strings.TrimSpace(showTests(" where:", s.Where)))
	out = append(out, strings.TrimSpace(showTests(" under:", s.Under)))
	for _, f := range s.Fallbacks {
		add("fallback:%s:%s->%s", f.Kind, f.Path, showValue(f.Value))
		if f.Target != "" {
			out[len(out)-1] += ">" + f.Target
		}
	}
	if s.Open {
		add("open")
	}
	if s.Expires != nil {
		add("expires:%g", s.Expires.Days)
	}
	if len(s.Partitioned) > 0 {
		add("partitioned:%s", strings.Join(s.Partitioned, ","))
	}
	if s.DropsPartition {
		add("drops")
	}
	if t := s.Trigger; t != nil {
		add("trigger:%s %s %s of %s%s %v", t.Name, t.Timing, strings.Join(t.Events, "+"), strings.Join(t.Columns, ","), showTests(" when:", t.When), t.Found)
		for _, c := range t.Sets {
			add("row:%s=%s%s", c.Path, showValue(c.Value), showTests("/", c.Under))
		}
	}
	for _, b := range s.Body {
		add("{%s}", show(b))
	}
	return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
}

func showColumn(c sqltext.Column) string {
	s := c.Name
	if c.Type != "" {
		s += ":" + strings.ReplaceAll(c.Type, " ", "_")
	}
	if c.Action != "" {
		s += "!" + c.Action
	}
	for _, flag := range []struct {
		on   bool
		name string
	}{{c.NotNull, "notnull"}, {c.Unique, "unique"}, {c.Primary, "primary"}, {c.Automatic, "auto"}} {
		if flag.on {
			s += "+" + flag.name
		}
	}
	for _, v := range []struct {
		name  string
		value *sqltext.Value
	}{{"", c.Default}, {"update", c.OnUpdate}, {"generated", c.Generated}} {
		if v.value != nil {
			s += v.name + "=" + showValue(*v.value)
		}
	}
	if c.References != "" {
		s += "->" + c.References
	}
	return s + showTests("?", c.Check)
}

func showValue(v sqltext.Value) string {
	s := v.Form
	switch v.Form {
	case "number":
		s = fmt.Sprint(v.Number)
	case "text":
		s = fmt.Sprintf("%q", v.Text)
	case "variable", "call":
		s += ":" + strings.ReplaceAll(v.Text, "\x00", "\\0")
	}
	if v.Days != 0 {
		s += fmt.Sprintf("~%gd", v.Days)
	}
	if v.FromNow && v.Form != "now" {
		s += "~now"
	}
	return s
}

func showTests(head string, tests []sqltext.Test) string {
	var out strings.Builder
	for _, t := range tests {
		out.WriteString(head)
		if t.Not {
			out.WriteString("not_")
		}
		fmt.Fprintf(&out, "%s_%s", t.Path, t.Operator)
		if t.Value.Form != "" && t.Operator != "true" {
			out.WriteString("_" + showValue(t.Value))
		}
		if t.Missing {
			out.WriteString("_missing")
		}
		if t.Present {
			out.WriteString("_present")
		}
		if t.Days != 0 && t.Value.Days == 0 {
			fmt.Fprintf(&out, "~%gd", t.Days)
		}
	}
	return out.String()
}

func TestParse(t *testing.T) {
	for name, c := range cases() {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range sqltext.Parse([]byte(c[0])) {
				got = append(got, show(s))
			}
			if g := strings.Join(got, "\n"); g != c[1] {
				t.Errorf("Parse(%q)\n got %s\nwant %s", c[0], g, c[1])
			}
		})
	}
}
