package observe

import (
	"math"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/code/sqltext"
	"leadlint/scanner/code/tree"
)

// sqlReader notes what statements of SQL say.
type sqlReader struct {
	w *walker
	// at is the node whose text the statements are; nil for a file of SQL, whose offsets
	// are then those of the statements.
	at *tree.Node
	// src is the text that the offsets of statements count in.
	src string
	// onUpdate says that the statements run whenever a record changes.
	onUpdate bool
	used     Used
}

// sqlFile reads a file of SQL.
func (w *walker) sqlFile(src []byte) {
	r := &sqlReader{w: w, src: string(src)}
	r.statements(sqltext.Parse(src))
}

// sqlIn reads a text of the program where it is SQL.
func (w *walker) sqlIn(n *tree.Node, text string) {
	if w.mute > 0 || w.at.joined || len(text) < 12 || !sqltext.Looks(text) {
		return
	}
	r := &sqlReader{w: w, at: n, src: text, used: UsedSQL}
	r.statements(sqltext.Parse([]byte(text)))
}

func (r *sqlReader) statements(list []sqltext.Statement) {
	for i := range list {
		r.statement(&list[i])
	}
}

// note begins a fact of SQL at a piece of the text.
func (r *sqlReader) note(kind Kind, start, end int, op Operation) *Fact {
	from, to := uint32(max(0, start)), uint32(max(0, end))
	if r.at != nil {
		// Offsets inside of a text of the program are near: its quotes and escapes are
		// not counted.
		length := r.at.End - r.at.Start
		from, to = r.at.Start+min(from, length), r.at.Start+min(to+1, length)
	}
	f := r.w.note(kind, from, to)
	f.Language, f.Operation, f.Used = LanguageSql, op, r.used
	f.Callee, f.Does = r.w.at.callee, r.w.at.does
	f.OnUpdate = f.OnUpdate || r.onUpdate || op == OperationUpsert || op == OperationTrigger
	return f
}

// operationNamed gives the operation of a statement; those that only the reader of SQL
// tells apart are none.
func operationNamed(s string) Operation {
	return Operation(max(0, slices.Index(facts.CodeOperations(), s)))
}

func (r *sqlReader) about(s string) uint64 { return r.w.seen([]byte(s)).about }

func (r *sqlReader) statement(s *sqltext.Statement) {
	op := operationNamed(s.Operation)
	for i := range s.Fallbacks {
		r.fallback(&s.Fallbacks[i], s.Table, op)
	}
	if op == OperationNone {
		r.body(s)
		return
	}
	where, days, fromNow := r.where(s)
	members := r.members(s)
	r.columns(s, op)
	from := len(r.w.out)
	r.sets(s.Sets, s.Table, op)
	r.selectedWith(from, where, s.HasWhere)
	if op == OperationInsert || op == OperationUpsert {
		inserted := op
		if len(s.Sets) > 0 {
			inserted = OperationInsert // what is met is changed in the other columns only
		}
		r.sets(s.Inserted, s.Table, inserted)
	}
	nm := r.w.seen([]byte(s.Table))
	if op != OperationCreateTable && (nm.about != 0 || nm.named || members|where != 0) {
		f := r.note(KindStatement, s.Start, s.End, op)
		f.called(nm)
		f.Owner, f.OwnerAbout = s.Table, nm.about
		f.Where, f.Members, f.Selected = where, members, s.HasWhere
		f.Days, f.FromNow, f.Text = days, fromNow, r.text(s)
		r.w.handled(members, members)
	}
	if op == OperationDelete {
		r.w.doing(DoesDelete)
	}
	if op == OperationDelete || s.Expires != nil || s.DropsPartition {
		r.w.deletions = append(r.w.deletions, Deletion{Table: s.Table, ByDate: days.Known || fromNow || where&dated != 0 || op != OperationDelete})
	}
	r.trigger(s)
	r.body(s)
}

// text gives the text of a statement, with … for what is put into it.
func (r *sqlReader) text(s *sqltext.Statement) string {
	const most = 1 << 13
	if s.Start < 0 || s.End > len(r.src) || s.Start >= s.End {
		return ""
	}
	text := r.src[s.Start:min(s.End, s.Start+most)]
	if strings.IndexByte(text, 0) < 0 {
		return strings.ToValidUTF8(text, "")
	}
	var b strings.Builder
	for i := range len(text) {
		switch {
		case text[i] != 0:
			b.WriteByte(text[i])
		case i == 0 || text[i-1] != 0:
			b.WriteString(gap)
		}
	}
	return strings.ToValidUTF8(b.String(), "")
}

// where gives what selects the rows of a statement.
func (r *sqlReader) where(s *sqltext.Statement) (about uint64, days Amount, fromNow bool) {
	for i := range s.Where {
		t := &s.Where[i]
		about |= r.about(t.Last)
		for _, n := range t.Names {
			about |= r.about(n.Last)
		}
		if d := max(t.Days, t.Value.Days); d > 0 && !days.Known {
			days = wholeDays(d)
		}
		fromNow = fromNow || t.Value.FromNow
	}
	return about, days, fromNow
}

func wholeDays(d float64) Amount {
	if d == 0 || d > 1<<40 {
		return Amount{}
	}
	return known(int64(math.Floor(d + 1e-6)))
}

func (r *sqlReader) members(s *sqltext.Statement) uint64 {
	var m uint64
	for i := range s.Sets {
		set := r.about(s.Sets[i].Column)
		if v := s.Sets[i].Value.Form; v == "null" || v == "false" {
			set &^= AboutSoftDeletion // what takes the mark off sets none
		}
		m |= set
	}
	for i := range s.Inserted {
		m |= r.about(s.Inserted[i].Column)
	}
	for i := range s.Selected {
		m |= r.about(s.Selected[i].Last)
	}
	for i := range s.Columns {
		m |= r.about(s.Columns[i].Name)
	}
	return m
}

// value puts a value of SQL into a fact.
func (r *sqlReader) value(f *Fact, v *sqltext.Value) {
	f.Value = valueNamed(v.Form)
	if v.Form == "text" || v.Form == "number" {
		f.Text = v.Text
	}
	if v.Form == "number" && v.Number == math.Trunc(v.Number) && math.Abs(v.Number) < 1<<53 {
		f.Number = known(int64(v.Number))
	}
	f.Days = wholeDays(v.Days)
	f.FromNow = v.FromNow || v.Form == "now"
	for _, n := range v.Names {
		nm := r.w.seen([]byte(n.Path))
		f.Carries |= r.w.own(nm)
	}
	if v.Form == "call" && cleans(v.Text, 0) {
		f.Carries = 0
	}
	if !f.Days.Known && f.Number.Known {
		f.Days = daysByName(f.Leaf, f.Number.N)
	}
}

func valueNamed(s string) Value {
	if i := slices.Index(facts.CodeValues(), s); i >= 0 {
		return Value(i)
	}
	return ValueExpression
}

// sets notes assignments to columns.
func (r *sqlReader) sets(list []sqltext.Set, table string, op Operation) {
	for i := range list {
		s := &list[i]
		nm := r.w.seen([]byte(s.Column))
		owner := r.w.o.name([]byte(table))
		about := nm.about
		if about == 0 && owner.about&AboutPerson != 0 {
			about = r.w.o.name([]byte(table + "." + s.Column)).about
		}
		if about == 0 && !nm.named {
			continue
		}
		start, end := s.Start, s.End
		if op == OperationInsert && s.Value.Start > 0 {
			start, end = s.Value.Start, s.Value.End // the column stands in a list far above
		}
		f := r.note(KindAssign, start, end, op)
		f.called(nm)
		f.About = about
		if s.Path != "" {
			f.Name = s.Path
		}
		f.Owner, f.OwnerAbout = table, owner.about
		r.value(f, &s.Value)
		r.under(f, s.Under)
	}
}

// under adds the tests that a place in a body stands under.
func (r *sqlReader) under(f *Fact, tests []sqltext.Test) {
	for i := range tests {
		f.Guards |= r.about(tests[i].Last)
		for _, n := range tests[i].Names {
			f.Guards |= r.about(n.Last)
		}
		f.WhenMissing = f.WhenMissing || tests[i].Missing
	}
}

func (r *sqlReader) fallback(b *sqltext.Fallback, table string, op Operation) {
	if b.Strict {
		return
	}
	nm := r.w.seen([]byte(b.Last))
	about := nm.about
	if about == 0 && b.Target != "" {
		about = r.about(b.Target)
	}
	if about == 0 && !nm.named {
		return
	}
	f := r.note(KindFallback, b.Start, b.End, op)
	f.called(nm)
	f.About = about
	f.Name = b.Path
	f.Owner, f.OwnerAbout = table, r.w.o.name([]byte(table)).about
	r.value(f, &b.Value)
}

// columns notes the columns of a table, and the table.
func (r *sqlReader) columns(s *sqltext.Statement, op Operation) {
	if op != OperationCreateTable && op != OperationAlterTable {
		return
	}
	rec := &record{name: s.Table, typ: "sql", whole: True, operation: op}
	if s.Open {
		rec.whole = Unknown
	}
	for i := range s.Columns {
		c := &s.Columns[i]
		if c.Action == "drop" || c.Action == "no_default" {
			continue
		}
		r.column(c, rec)
	}
	if op == OperationAlterTable || len(s.Columns) == 0 {
		return
	}
	nm := r.w.seen([]byte(s.Table))
	if rec.members == 0 && nm.about == 0 && !nm.named {
		return
	}
	f := r.note(KindTable, s.Start, s.End, op)
	f.called(nm)
	f.About = r.w.aboutTable(s.Table)
	f.Type, f.Members, f.Whole = "sql", rec.members, rec.whole
	r.w.tables = append(r.w.tables, Table{Name: s.Table, Fact: len(r.w.out) - 1, Stored: s.Table, Members: rec.members})
	if s.Expires != nil {
		r.value(f, s.Expires)
		f.Options |= OptionExpires
	}
}

func (r *sqlReader) column(c *sqltext.Column, rec *record) {
	nm := r.w.seen([]byte(c.Name))
	owner := r.w.o.name([]byte(rec.name))
	about := nm.about
	if about == 0 && owner.about&AboutPerson != 0 {
		about = r.w.o.name([]byte(rec.name + "." + c.Name)).about
	}
	rec.columns++
	rec.members |= about
	if about == 0 && !nm.named {
		return
	}
	f := r.note(KindDeclaration, c.Start, c.End, rec.operation)
	f.called(nm)
	f.About, f.Type = about, c.Type
	f.Owner, f.OwnerAbout = rec.name, r.w.aboutTable(rec.name)
	if c.Default != nil {
		r.value(f, c.Default)
		f.Options |= OptionDefault
	}
	f.Carries = 0
	flags := []struct {
		is  bool
		bit uint64
	}{
		{c.NotNull, OptionRequired}, {c.Unique || c.Primary, OptionUnique},
		{c.Automatic || c.OnUpdate != nil || c.Generated != nil || f.Value == ValueNow, OptionAutomatic},
		{strings.Contains(c.Type, "encrypt"), OptionEncrypted},
	}
	for _, o := range flags {
		if o.is {
			f.Options |= o.bit
		}
	}
	if c.OnUpdate != nil {
		r.refreshed(c, rec)
	}
}

// refreshed notes a column that takes a new value whenever its row changes.
func (r *sqlReader) refreshed(c *sqltext.Column, rec *record) {
	f := r.note(KindAssign, c.Start, c.End, rec.operation)
	f.called(r.w.o.name([]byte(c.Name)))
	f.Owner, f.OwnerAbout = rec.name, r.w.o.name([]byte(rec.name)).about
	r.value(f, c.OnUpdate)
	f.OnUpdate = true
}

// trigger notes what a trigger sets in the row that is changed.
func (r *sqlReader) trigger(s *sqltext.Statement) {
	t := s.Trigger
	if t == nil {
		return
	}
	updates := false
	for _, e := range t.Events {
		updates = updates || e == "update"
	}
	inner := &sqlReader{w: r.w, at: r.at, src: r.src, used: r.used, onUpdate: updates}
	op := OperationTrigger
	if !updates {
		op = OperationInsert
	}
	inner.sets(t.Sets, t.Table, op)
	inner.statements(t.Body)
}

// body notes the statements inside of another, and what a function sets in NEW.
func (r *sqlReader) body(s *sqltext.Statement) {
	if s.Trigger != nil {
		return
	}
	r.statements(s.Body)
	r.sets(s.Assigns, "", operationNamed(s.Operation))
}
