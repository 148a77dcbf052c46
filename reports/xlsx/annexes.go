package xlsx

import (
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/scanner/finding"
)

func (b *book) waivers() sheet {
	s := sheet{name: "xlsx.waivers", cols: []column{{"col.rule", 14}, {"xlsx.state", 18}, {"xlsx.subject", 44}, {"xlsx.waived_reason", 44}, {"xlsx.waived_by", 20},
		{"xlsx.approved", 12}, {"xlsx.waived_until", 13}, {"xlsx.findings", 12}, {"xlsx.places", 14}, {"xlsx.where", 34}}}
	for _, w := range b.c.Report.Waivers {
		var subject []string
		for _, v := range w.Subject {
			subject = append(subject, b.p.Colon(b.p.Code("doc.waiver.by", v.Field), v.Value))
		}
		s.rows = append(s.rows, []any{w.Rule, b.p.Code("doc.waiver", w.State), strings.Join(subject, " | "), w.Terms.Reason, w.Terms.Owner,
			day(w.Terms.Approved), day(w.Terms.Expires), w.Findings, w.Places, w.Terms.Where})
	}
	return s
}

// compared lists what the earlier audit had and this one has not, and where the numbers
// of rows moved.
func (b *book) compared() sheet {
	s := sheet{name: "xlsx.compared", cols: []column{{"col.rule", 14}, {"xlsx.change", 24}, {"col.title", 44}, {"xlsx.dataset", 30}, {"xlsx.table", 16},
		{"xlsx.before", 14}, {"xlsx.after", 14}, {"sheet.fingerprint", 38}}}
	e := b.c.Report.Comparison
	if e == nil {
		return s
	}
	for i := range e.Fixed {
		f := &e.Fixed[i]
		change := b.p.T("xlsx.state.fixed")
		if f.Outcome == finding.NotAssessed {
			change = b.p.T("xlsx.state.unseen")
		}
		s.rows = append(s.rows, []any{f.Rule, change, b.p.Text(f.Title), f.Dataset, f.Table, nil, nil, f.Fingerprint})
	}
	for _, t := range e.Rules {
		row := []any{t.Rule, b.p.T("xlsx.state.moved"), nil, nil, nil, t.Before, t.After, t.Fingerprint}
		list := b.c.Report.Findings
		if i := slices.IndexFunc(list, func(f finding.Finding) bool { return f.Fingerprint == t.Fingerprint }); i >= 0 {
			row[2], row[3], row[4] = b.p.Text(list[i].Title), list[i].Subject.Dataset, list[i].Subject.Table
		}
		s.rows = append(s.rows, row)
	}
	return s
}

func (b *book) columns() sheet {
	s := sheet{name: "xlsx.columns", cols: []column{{"xlsx.dataset", 30}, {"xlsx.table", 16}, {"col.column", 26}, {"col.meaning", 34}, {"xlsx.state", 20}, {"col.confidence", 11},
		{"xlsx.filled", 12}, {"xlsx.distinct", 12}, {"xlsx.format", 16}, {"col.value", 26}, {"xlsx.value_as", 22}, {"xlsx.times", 12}}}
	for i := range b.c.Report.Mapping {
		t := &b.c.Report.Mapping[i]
		for j := range t.Columns {
			c := &t.Columns[j]
			head := []any{t.Dataset, t.Table, c.Header, nil, b.p.Code("state", c.State), share(c.Confidence), nil, nil, c.Format, nil, nil, nil}
			if c.Field != "" {
				head[3] = b.p.Field(t.Relation, c.Field)
			}
			if c.Filled >= 0 {
				head[6] = c.Filled
			}
			if c.Distinct >= 0 {
				head[7] = c.Distinct
			}
			s.rows = append(s.rows, head)
			for _, v := range c.Values {
				row := slices.Clone(head[:9])
				value := v.Value
				if value == "" {
					value = b.p.T("value.empty")
				}
				s.rows = append(s.rows, append(row, value, b.p.Code("value", v.Meaning), v.Count))
			}
		}
	}
	return s
}

// coverage lists what was examined, with hashes, and what was not read and why.
func (b *book) coverage() sheet {
	s := sheet{name: "xlsx.coverage", always: true, cols: []column{{"xlsx.input", 34}, {"xlsx.table", 16}, {"xlsx.format", 14}, {"xlsx.relation", 22}, {"xlsx.state", 14},
		{"col.records", 13}, {"xlsx.bytes", 15}, {"xlsx.line", 10}, {"xlsx.times", 12}, {"xlsx.message", 70}, {"xlsx.sha256", 66}}}
	for _, i := range b.c.Unread() {
		state := any(b.p.Code("issue", i.Severity))
		if view.Unseen(&i) {
			state = alarm(b.p.Code("issue", i.Severity))
		}
		row := []any{i.Input, i.Table, nil, nil, state, nil, nil, nil, i.Count, b.p.Text(i.Message), nil}
		if i.Line > 0 {
			row[7] = i.Line
		}
		s.rows = append(s.rows, row)
	}
	for _, in := range b.c.Report.Inputs {
		state := any(b.p.T("xlsx.read"))
		if in.SHA256 == "" && !in.Server() {
			state = alarm(b.p.T("xlsx.read_in_part"))
		}
		s.rows = append(s.rows, []any{in.Name, nil, in.Format, b.p.Relation(in.Relation), state, in.Rows, in.Bytes, nil, nil, nil, in.SHA256})
	}
	return s
}

// rules lists the rules that were held against something, with what came of each.
func (b *book) rules() sheet {
	s := sheet{name: "xlsx.rules_sheet", cols: []column{{"col.rule", 14}, {"xlsx.pack", 14}, {"col.title", 50}, {"col.kind", 16}, {"col.severity", 12}, {"xlsx.articles", 26},
		{"xlsx.law", 60}, {"xlsx.condition", 60}, {"xlsx.breaches", 12}, {"xlsx.marked", 12}, {"xlsx.not_shown", 12}, {"xlsx.clear", 12}, {"xlsx.not_assessed", 12}}}
	at := map[string]int{}
	for i := range b.c.Report.Findings {
		f := &b.c.Report.Findings[i]
		n, ok := at[f.Rule]
		if !ok {
			n = len(s.rows)
			at[f.Rule] = n
			s.rows = append(s.rows, []any{f.Rule, f.Pack, b.p.Text(f.Title), b.p.Code("kind", f.Kind), b.p.Code("severity", f.Severity), b.p.Articles(f.Articles.Primary),
				b.p.Text(f.Law), b.p.Text(f.Condition), 0, 0, 0, 0, 0})
		}
		if c := outcomeColumn(f); c > 0 {
			count, _ := s.rows[n][c].(int)
			s.rows[n][c] = count + 1
		}
	}
	slices.SortStableFunc(s.rows, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	return s
}

// outcomeColumn is the column of rules in which a finding counts, 0 for none.
func outcomeColumn(f *finding.Finding) int {
	switch {
	case f.Kind == string(rules.Gate):
		return 0
	case f.Outcome == finding.Breach && f.Kind == string(rules.Breach):
		return 8
	case f.Outcome == finding.Breach:
		return 9
	case f.Outcome == finding.NotShown:
		return 10
	case f.Outcome == finding.Clear:
		return 11
	}
	return 12
}
