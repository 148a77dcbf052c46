package scanner

import (
	"slices"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// datasetRules evaluates the rules on the table as a whole.
func (v *verdict) datasetRules() {
	rel := v.a.schema.Relation("dataset")
	b := &facts.Batch{N: 1, Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range b.Cols {
		b.Cols[i].Absent = true
	}
	b.Cols[rel.Index("name")] = facts.Vec{Present: []uint64{1}}
	b.Cols[rel.Index("records")] = facts.Vec{Ints: []int64{v.Count.Rows}}
	if p := v.Preferences; p != "" {
		b.Cols[rel.Index("preferences")] = facts.Vec{Codes: []uint8{rel.Field("preferences").Code(p)}}
	}
	if c := v.a.env.Case; c != nil {
		b.Cols[rel.Index("channels")] = c.Cols[v.a.schema.Relation("case").Index("channels")]
	}
	b.Cols[rel.Index("countries_without_pack")] = facts.Vec{Ints: []int64{v.withoutPack()}}
	sub := finding.Subject{Dataset: v.dataset, Table: v.Name}
	v.a.evaluate("dataset", b, sub)
}

// preferences says whether one column holds the marketing preference for all
// channels or each channel has its own; empty when there is none.
func preferences(m *recognise.Mapping) string {
	channels, single := map[string]bool{}, false
	for i := range m.Columns {
		c := &m.Columns[i]
		if c.State != recognise.Used && c.State != recognise.Flagged {
			continue
		}
		switch c.Field {
		case "consent_email", "opt_out_email", "permission_email", "marketing_status", "opt_out_bulk", "permission_bulk":
			channels["email"] = true
		case "consent_phone", "opt_out_phone", "permission_phone":
			channels["phone"] = true
		case "consent_sms", "opt_out_sms":
			channels["sms"] = true
		case "opt_out_mail", "permission_mail":
			channels["post"] = true
		case "opt_out_fax":
			channels["fax"] = true
		case "consent", "opt_out_all", "marketing_active":
			single = true
		}
	}
	switch {
	case len(channels) > 0:
		return "per_channel"
	case single:
		return "single"
	}
	return ""
}

// withoutPack counts the records of persons in countries whose national rules
// no pack holds.
func (v *verdict) withoutPack() int64 {
	covered := map[string]bool{"unknown": true}
	for _, p := range v.a.packs {
		for _, c := range p.Countries {
			covered[c] = true
		}
	}
	var n int64
	for g, rows := range v.Count.Groups {
		if rows == 0 {
			continue
		}
		if _, country := bind.GroupNames(v.a.schema, g); !covered[country] {
			n += rows
		}
	}
	return n
}

// columnRules evaluates the rules on columns: one row a column of the table.
func (v *verdict) columnRules() {
	rel := v.a.schema.Relation("column")
	n := len(v.Mapping.Columns)
	b := &facts.Batch{N: n, Cols: make([]facts.Vec, len(rel.Fields))}
	headers := make([][]byte, n)
	personal, mapped := make([]uint8, n), make([]uint8, n)
	filled := make([]int64, n)
	used := v.a.usedFields()
	groups := map[string]string{}
	for _, f := range recognise.Canonical() {
		groups[f.Name] = f.Group
	}
	for i := range v.Mapping.Columns {
		c := &v.Mapping.Columns[i]
		headers[i] = []byte(c.Header)
		if c.State != string(recognise.NotUnderstood) {
			personal[i] = boolCode(personalGroup(groups[c.Field]))
		}
		filled[i] = facts.UnknownInt
		if v.Count.Rows > 0 && !slices.Contains(v.Unread, i) {
			filled[i] = v.Tally.Filled[i] * 1000 / v.Count.Rows
		}
		if used != nil {
			mapped[i] = boolCode(used[c.Field])
		}
	}
	present := make([]uint64, (n+63)/64)
	for i := range n {
		present[i/64] |= 1 << uint(i%64)
	}
	b.Cols[rel.Index("header")] = facts.Vec{Present: present, Texts: headers}
	b.Cols[rel.Index("personal")] = facts.Vec{Codes: personal}
	b.Cols[rel.Index("filled")] = facts.Vec{Ints: filled}
	b.Cols[rel.Index("purpose_mapped")] = facts.Vec{Codes: mapped}
	sub := finding.Subject{Dataset: v.dataset, Table: v.Name}
	v.a.evaluate("column", b, sub)
}

// personalGroup says whether the canonical columns of a group hold data about
// the person; those of the others describe the record's handling.
func personalGroup(group string) bool {
	switch group {
	case "identity", "email", "phone", "place", "employment", "profile", "sensitive":
		return true
	}
	return false
}

func boolCode(b bool) uint8 {
	if b {
		return facts.TrueCode
	}
	return facts.FalseCode
}

// usedFields lists the canonical columns that the declared activities use; nil
// when no activity lists any.
func (a *audit) usedFields() map[string]bool {
	if !a.needsFill() {
		return nil
	}
	used := map[string]bool{}
	for _, act := range a.file.Activities {
		for _, f := range act.Fields {
			used[f] = true
		}
	}
	return used
}

// namer gives the names of the rows of a relation that holds no persons, as the
// examples of its findings: a header, a purpose, a recipient's name. The case
// has none.
type namer struct {
	field string
	texts [][]byte
	// from is the number of rows before the batch.
	from int
}

func newNamer(rel *facts.Relation, b *facts.Batch, from int) namer {
	for _, name := range []string{"header", "purpose", "name", "reference"} {
		if i := rel.Index(name); i >= 0 && b.Cols[i].Texts != nil {
			return namer{name, b.Cols[i].Texts, from}
		}
	}
	return namer{from: from}
}

// Mask gives the row's name.
func (n namer) Mask(row int, _ []int) ([]engine.Masked, int64) {
	line := int64(n.from + row + 1)
	if n.texts == nil {
		return nil, line
	}
	return []engine.Masked{{Field: n.field, Value: string(n.texts[row])}}, line
}

// evaluate runs the rules of a relation of few rows and adds their findings.
func (a *audit) evaluate(relation string, b *facts.Batch, sub finding.Subject) {
	a.evaluateNamed(relation, b, sub, func(from int) engine.Masker {
		if relation == "page" {
			return a.pageNames(from)
		}
		return newNamer(a.schema.Relation(relation), b.Slice(from, min(from+engine.MaxBatch, b.N)), from)
	})
}

// evaluateNamed is [audit.evaluate] with examples of its own: names gives them for
// the part of the rows that begins at a number.
func (a *audit) evaluateNamed(relation string, b *facts.Batch, sub finding.Subject, names func(from int) engine.Masker) {
	list := a.rulesOn(relation)
	if len(list) == 0 {
		return
	}
	plan, err := engine.Compile(a.schema, relation, list, a.env, engine.Options{})
	if err != nil {
		a.lost(sub.Dataset, sub.Table, failure(err))
		return
	}
	total := plan.NewPartial(a.opt.Examples)
	ev := plan.NewEvaluator()
	if b.Key == nil {
		b.Key = make([]uint64, b.N) // the first rows are the examples
		for i := range b.Key {
			b.Key[i] = uint64(i + 1)
		}
	}
	for from := 0; from < b.N; from += engine.MaxBatch {
		part := b.Slice(from, min(from+engine.MaxBatch, b.N))
		if err := ev.Run(part, total, names(from)); err != nil {
			a.lost(sub.Dataset, sub.Table, failure(err))
		}
	}
	var found []finding.Finding
	for i, r := range plan.Rules() {
		found = append(found, a.relationFinding(r, &total.Rules[i], b, sub))
	}
	a.report.Findings = append(a.report.Findings, once(found)...)
}

// once drops the readings of a rule under an article that nothing fell under, when
// another article of the same rule was examined or comes before it.
func once(list []finding.Finding) []finding.Finding {
	out := list[:0:0]
	for i := range list {
		idle := func(f *finding.Finding) bool { return f.Outcome == finding.NotAssessed && len(f.Needs) == 0 }
		other := slices.ContainsFunc(list[:i], func(f finding.Finding) bool { return f.Rule == list[i].Rule }) ||
			slices.ContainsFunc(list[i+1:], func(f finding.Finding) bool { return f.Rule == list[i].Rule && !idle(&f) })
		if !idle(&list[i]) || !other {
			out = append(out, list[i])
		}
	}
	return out
}

func (a *audit) relationFinding(r *rules.Rule, p *engine.RulePartial, b *facts.Batch, sub finding.Subject) finding.Finding {
	rel := a.schema.Relation(r.On)
	sub.Relation, sub.Fields, sub.Missing = r.On, []string{}, nil
	for _, ref := range r.Refs() {
		sub.Fields = append(sub.Fields, ref.String())
		if i := rel.Index(ref.Field); ref.Relation == r.On && i >= 0 && b.Cols[i].Absent && rel.Fields[i].Type != facts.Period {
			sub.Missing = append(sub.Missing, ref.String())
		}
	}
	f := a.newFinding(r, sub)
	a.count(&f, p)
	a.settle(&f, r)
	return f
}
