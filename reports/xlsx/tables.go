package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/scanner/finding"
)

// summary is the case: who and what was audited, how it stands, and first of all whether
// something was not read.
func (b *book) summary() sheet {
	r, p := b.c.Report, b.p
	s := sheet{name: "xlsx.summary", plain: true, always: true, cols: []column{{"xlsx.item", 34}, {"xlsx.said", 80}}}
	add := func(head string, v any) {
		if v != "" && v != day("") && v != nil {
			s.rows = append(s.rows, []any{term(p.T(head)), v})
		}
	}
	if !r.Coverage.Complete {
		s.rows = append(s.rows, []any{alarm(p.T("xlsx.incomplete")), alarm(p.T("mach.incomplete"))})
		for _, i := range b.c.Unread() {
			if view.Unseen(&i) {
				s.rows = append(s.rows, []any{alarm(i.Input), alarm(p.Text(i.Message))})
			}
		}
	}
	add("head.controller", r.Controller.Name)
	if k := r.Coverage.Sample; k != nil {
		add("smp.head", view.Drawn(p, k)+" ("+view.Asked(p, k)+")")
	}
	add("xlsx.case", r.Controller.Title)
	add("head.reference", r.Controller.Reference)
	add("xlsx.auditor", strings.TrimSuffix(r.Controller.Auditor+", "+r.Controller.Role, ", "))
	add("head.scope", r.Controller.Scope)
	add("head.date", day(r.Now))
	add("head.tool", strings.TrimSpace(r.Tool.Name+" "+r.Tool.Version))
	for _, pack := range r.Packs {
		add("head.rules", fmt.Sprintf("%s %s (%s)", pack.Name, pack.Version, p.N("count.rules", int64(pack.Rules))))
	}
	s.rows = append(s.rows, b.counts()...)
	if e := r.Comparison; e != nil {
		add("xlsx.compared_with", e.With)
		add("xlsx.new", e.New)
		add("xlsx.reopened", e.Reopened)
		add("xlsx.same", e.Same)
		add("xlsx.fixed", len(e.Fixed))
	}
	if k := r.Record; k != nil {
		add("xlsx.record", k.Audit)
		add("xlsx.head", k.Head)
	}
	for _, n := range r.Notes {
		add("xlsx.note", p.Text(n))
	}
	return s
}

func (b *book) counts() [][]any {
	c, r := b.c, b.c.Report
	waived := 0
	for _, f := range c.Fired() {
		if view.WaiverOf(f) != nil {
			waived++
		}
	}
	var out [][]any
	for _, n := range []struct {
		head  string
		count int64
	}{
		{"xlsx.breaches", int64(len(c.Breaches))}, {"xlsx.marked", int64(len(c.Marked))}, {"xlsx.waived", int64(waived)},
		{"xlsx.not_shown", int64(len(c.NotShown))}, {"xlsx.clear", int64(len(c.Clear))}, {"xlsx.not_assessed", int64(len(c.NotAssessed))},
		{"xlsx.records", r.Coverage.Rows}, {"xlsx.skipped", r.Coverage.Skipped}, {"xlsx.persons", r.Coverage.Persons},
	} {
		out = append(out, []any{term(b.p.T(n.head)), n.count})
	}
	return out
}

// findings has a row for each finding, in the order of the report.
func (b *book) findings() sheet {
	p := b.p
	s := sheet{name: "xlsx.findings", always: true, cols: []column{
		{"col.rule", 12}, {"col.severity", 11}, {"col.kind", 14}, {"xlsx.outcome", 14}, {"xlsx.counts", 14}, {"xlsx.state", 12},
		{"col.title", 44}, {"xlsx.articles", 24}, {"xlsx.dataset", 26}, {"xlsx.table", 16}, {"sheet.columns", 26},
		{"xlsx.examined", 13}, {"xlsx.in_breach", 13}, {"xlsx.share", 9}, {"xlsx.in_doubt", 13}, {"xlsx.fine", 13}, {"xlsx.persons", 13},
		{"sheet.remedy", 52}, {"xlsx.within", 14}, {"sheet.due", 12}, {"sheet.evidence", 40}, {"col.reason", 40},
		{"xlsx.waived_by", 18}, {"xlsx.waived_until", 13}, {"xlsx.waived_reason", 30}, {"xlsx.precedents", 18}, {"sheet.fingerprint", 38},
	}}
	sample := b.c.Report.Coverage.Sample != nil
	if sample {
		s.cols = append(s.cols, column{"smp.col.least", 13}, column{"smp.col.most", 13})
	}
	for i := range b.c.Report.Findings {
		f := &b.c.Report.Findings[i]
		fired := f.Outcome == finding.Breach && f.Kind != string(rules.Gate)
		row := []any{f.Rule, p.Code("severity", f.Severity), p.Code("kind", f.Kind), b.outcome(f), b.counting(f), b.state(f.State),
			p.Text(f.Title), p.Articles(f.Articles.Primary), f.Subject.Dataset, f.Subject.Table, strings.Join(f.Subject.Columns, " | "),
			f.Counts.Examined, f.Counts.Breach, part(f.Counts.Breach, f.Counts.Examined), f.Counts.NotShown, f.Counts.Clear, nil,
			p.Text(f.Remedy), nil, day(f.Due), p.Text(f.Evidence), p.Opt(f.Reason), nil, nil, nil, strings.Join(cited(f), " | "), f.Fingerprint}
		if f.Counts.Persons > 0 {
			row[16] = f.Counts.Persons
		}
		if fired && f.Remedy != (finding.Text{}) {
			row[18] = p.Deadline(f.Within)
		}
		if by := view.WaiverOf(f); by != nil && fired {
			row[22], row[23], row[24] = by.Owner, day(by.Expires), by.Reason
		}
		switch {
		case sample && f.Interval != nil:
			row = append(row, share(f.Interval.Low), share(f.Interval.High))
		case sample:
			row = append(row, nil, nil)
		}
		s.rows = append(s.rows, row)
	}
	return s
}

func (b *book) outcome(f *finding.Finding) string {
	if f.Kind == string(rules.Gate) {
		return b.p.Code("gate", string(f.Outcome))
	}
	if f.Outcome == finding.Breach && f.Kind != string(rules.Breach) {
		return b.p.T("outcome.marked")
	}
	return b.p.Code("outcome", string(f.Outcome))
}

// counting says of what fired whether it counts against the controller, and if not, why.
func (b *book) counting(f *finding.Finding) string {
	counts, aside := view.Counting(f)
	switch {
	case counts:
		return b.p.T("xlsx.yes")
	case aside != "":
		return b.p.T("xlsx.no." + aside)
	}
	return ""
}

func (b *book) state(state string) string {
	if state == "" {
		return ""
	}
	return b.p.Code("xlsx.state", state)
}

func cited(f *finding.Finding) []string {
	var ids []string
	for _, p := range f.Precedents {
		ids = append(ids, p.ID)
	}
	return ids
}

func (b *book) orders() sheet {
	s := sheet{name: "xlsx.orders", cols: []column{{"xlsx.number", 6}, {"sheet.remedy", 70}, {"xlsx.force", 16}, {"xlsx.within", 16}, {"sheet.due", 12}, {"xlsx.rules", 30}, {"xlsx.dataset", 40}}}
	for i, o := range b.c.Orders() {
		force := b.p.T("xlsx.advised")
		if o.Required {
			force = b.p.T("xlsx.required")
		}
		var where []string
		for _, f := range o.Findings {
			if name := view.Place(f); name != "" && !slices.Contains(where, name) {
				where = append(where, name)
			}
		}
		s.rows = append(s.rows, []any{i + 1, b.p.Text(o.Text), force, b.p.Deadline(o.Within), day(o.Due), strings.Join(view.Rules(o.Findings), " | "), strings.Join(where, " | ")})
	}
	return s
}

func (b *book) places() sheet {
	s := sheet{name: "xlsx.places", cols: []column{{"col.rule", 18}, {"col.title", 44}, {"xlsx.file", 44}, {"xlsx.line", 8}, {"xlsx.outcome", 14},
		{"xlsx.part", 14}, {"xlsx.state", 12}, {"xlsx.excerpt", 70}, {"xlsx.function", 20}, {"xlsx.waived_by", 18}, {"xlsx.waived_until", 13}, {"sheet.fingerprint", 38}}}
	for i := range b.c.Report.Findings {
		f := &b.c.Report.Findings[i]
		for j := range f.Places {
			at := &f.Places[j]
			row := []any{f.Rule, b.p.Text(f.Title), at.File, at.Line, b.p.Code("outcome", string(at.Outcome)), b.p.Code("code.part", at.Part),
				b.state(at.State), at.Excerpt, at.Function, nil, nil, at.Fingerprint}
			if at.Waived != nil {
				row[9], row[10] = at.Waived.Owner, day(at.Waived.Expires)
			}
			s.rows = append(s.rows, row)
		}
	}
	return s
}

// examples has a row for each value of a masked example.
func (b *book) examples() sheet {
	s := sheet{name: "xlsx.examples", cols: []column{{"col.rule", 12}, {"col.title", 44}, {"xlsx.dataset", 30}, {"xlsx.table", 18}, {"xlsx.line", 10}, {"xlsx.key", 20}, {"xlsx.field", 30}, {"xlsx.value", 40}}}
	for i := range b.c.Report.Findings {
		f := &b.c.Report.Findings[i]
		for _, sample := range f.Samples {
			for _, v := range sample.Values {
				row := []any{f.Rule, b.p.Text(f.Title), f.Subject.Dataset, f.Subject.Table, nil, sample.Key, b.p.Field(f.Subject.Relation, v.Field), v.Value}
				if sample.Line > 0 {
					row[4] = sample.Line
				}
				s.rows = append(s.rows, row)
			}
		}
	}
	return s
}
