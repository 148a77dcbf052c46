package register

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/recognise"
)

// Recognise understands the columns of a table as the relation that the
// specification names: by the specification itself, the headers of known
// exports, the words of headers, and the values of the sample (rows as long as
// headers, nil cells absent). A specification that names what is not there is an
// error, which names the nearest thing that is.
func Recognise(schema *facts.Schema, spec Spec, headers []string, rows [][][]byte) (*Mapping, error) {
	r, err := newRecogniser(schema, spec, headers)
	if err != nil {
		return nil, err
	}
	r.take(rows)
	return r.mapping(), nil
}

// recogniser understands one table.
type recogniser struct {
	schema  *facts.Schema
	rel     *facts.Relation
	book    *book
	cells   *cells
	forms   *forms
	spec    Spec
	headers []string
	// told are the targets that the specification gives, by column.
	told    map[int]Target
	samples []sample
	// undated counts the columns headed as dates that hold none.
	undated int
	preset  *preset
	why     string
	m       *Mapping
}

func newRecogniser(schema *facts.Schema, spec Spec, headers []string) (*recogniser, error) {
	rel, err := relationOf(schema, spec)
	if err != nil {
		return nil, err
	}
	r := &recogniser{schema: schema, rel: rel, book: vocabulary(), cells: newCells(schema), forms: newForms(schema), spec: spec, headers: headers}
	if r.told, err = r.checkSpec(); err != nil {
		return nil, err
	}
	r.preset, r.why = r.book.presetOf(rel.Name, headers)
	return r, nil
}

func (r *recogniser) take(rows [][][]byte) {
	r.samples = make([]sample, len(r.headers))
	for i := range r.headers {
		r.samples[i] = r.forms.sample(rows, i)
		r.samples[i].bare = bare(r.headers[i])
	}
}

func (r *recogniser) mapping() *Mapping {
	r.m = &Mapping{Relation: r.rel.Name, IDs: r.spec.IDs, Columns: make([]Column, len(r.headers))}
	if r.preset != nil {
		r.m.Preset, r.m.PresetEvidence = r.preset.label, r.why
	}
	for i := range r.headers {
		r.m.Columns[i] = r.column(i)
	}
	r.byValues()
	r.prefer()
	for i := range r.m.Columns {
		r.settle(i)
	}
	r.m.Facts = r.facts()
	r.m.sending = r.sending()
	for i := range r.m.Columns {
		if c := &r.m.Columns[i]; c.State == recognise.NotUnderstood {
			r.m.Unread = append(r.m.Unread, c.Header)
		}
	}
	r.issues()
	return r.m
}

// column understands a column by the specification or its header.
func (r *recogniser) column(i int) Column {
	s := &r.samples[i]
	col := Column{Header: r.headers[i], State: recognise.NotUnderstood, unused: s.rows > 0 && s.filled == 0}
	if t, ok := r.told[i]; ok {
		r.use(&col, guess{target: t, score: 1, by: "mapping", why: "as the specification says" + r.place()}, s)
		col.Confidence = 1
		return col
	}
	guesses := r.book.header(r.rel, r.headers[i], r.preset)
	if len(guesses) == 0 {
		col.Trace = []string{"header is not known"}
		return col
	}
	best, why := r.choose(guesses, s)
	if best == nil {
		col.Trace = []string{why}
		if f := r.rel.Field(guesses[0].target.Field); f != nil && f.Type == facts.Date && s.filled > 0 {
			r.undated++
		}
		return col
	}
	r.use(&col, *best, s)
	return col
}

func (r *recogniser) place() string {
	if r.spec.Where == "" {
		return ""
	}
	return " (" + r.spec.Where + ")"
}

// fitted is a guess with how well the values fit it: 0 to 1, or -1 when no cell
// is filled.
type fitted struct {
	guess
	fit float64
	why string
}

// enough is the least part of a column's values that a target must explain.
const enough = 0.5

// choose takes the guess that the values bear out; nil, with the reason, when
// none is, or several are alike.
func (r *recogniser) choose(guesses []guess, s *sample) (*guess, string) {
	var left []fitted
	for _, g := range guesses {
		fit, why := r.fit(g.target, s)
		if fit < 0 && !g.proved || fit >= enough {
			left = append(left, fitted{g, fit, why})
		}
	}
	if len(left) == 0 {
		return nil, fmt.Sprintf("%s, but the values are not: %s", guesses[0].why, formOf(s))
	}
	slices.SortStableFunc(left, func(a, b fitted) int {
		switch x, y := a.rank(), b.rank(); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	if len(left) > 1 && left[0].rank() == left[1].rank() && !(left[0].target.Field == "person" && left[1].target.Field == "person") {
		return nil, fmt.Sprintf("header and values stand for %s as well as for %s: say in columns: which it is", left[0].target, left[1].target)
	}
	g := left[0].guess
	if left[0].why != "" {
		g.why += "; " + left[0].why
	}
	return &g, ""
}

// rank orders guesses: those whose form the values prove first.
func (f *fitted) rank() float64 {
	fit := f.fit
	if fit < 0 {
		fit = 0.5
	}
	rank := f.score + fit
	if f.own {
		rank += 0.01
	}
	return rank
}

// use makes a column feed what a guess says.
func (r *recogniser) use(col *Column, g guess, s *sample) {
	g = named(g, s)
	col.Use, col.By, col.Trace = g.target, g.by, append(col.Trace, g.why)
	if !g.target.helper() {
		col.Field = g.target.Field
	}
	fit, _ := r.fit(g.target, s)
	switch {
	case fit < 0:
		col.Confidence = g.score * 0.9
		col.Trace = append(col.Trace, "the sampled cells are empty: recognised by the header alone")
	default:
		col.Confidence = (g.score + fit) / 2
	}
	switch {
	case g.target.Field == ".ignore" || g.target.Field == ".measure" || g.target.Kind == "name" && r.rel.Name != "statistic" && r.rel.Name != "suppression":
		col.State = recognise.Ignored
	case g.score < likeBag && g.by != "mapping":
		col.State = recognise.Flagged
		col.Trace = append(col.Trace, "to be confirmed in columns:")
	default:
		col.State = recognise.Used
	}
}

// named takes a column whose header promises names, such as "Requester", for
// what its values are where nearly all of them identify the person.
func named(g guess, s *sample) guess {
	const sure = 0.9
	if g.target.Field != "person" || g.target.Kind != "name" || g.by == "mapping" {
		return g
	}
	switch {
	case s.email >= sure:
		g.target.Kind = "email"
	case s.profile >= sure:
		g.target.Kind = "profile"
	case s.digest >= sure:
		g.target.Kind = "digest"
	default:
		return g
	}
	g.why += ", which holds " + formOf(s)
	return g
}

// prefer leaves out columns whose header says little ("date") where another one
// says the same more precisely ("sent at").
func (r *recogniser) prefer() {
	for i := range r.m.Columns {
		c := &r.m.Columns[i]
		if !c.used() || c.By == "mapping" || c.Field == "" || c.Field == "person" || !bare(c.Header) {
			continue
		}
		for k := range r.m.Columns {
			o := &r.m.Columns[k]
			if k != i && o.used() && o.Use == c.Use && o.State == recognise.Used && !bare(o.Header) {
				c.State, c.Field = recognise.Ignored, ""
				c.Trace = append(c.Trace, fmt.Sprintf("left out: %q says it more precisely", o.Header))
				break
			}
		}
	}
}

// byValues looks for the keys of persons among the columns whose header is not
// known: the only one that holds addresses, numbers or fingerprints.
func (r *recogniser) byValues() {
	if r.rel.Name == "statistic" {
		r.measures()
		return
	}
	r.kindByValues()
	if r.rel.Field("person") == nil || slices.ContainsFunc(r.m.Columns, func(c Column) bool { return c.used() && c.Field == "person" && c.Use.Kind != "name" }) {
		return
	}
	const sure = 0.9
	var found []int
	kinds := map[int]string{}
	for i := range r.m.Columns {
		s := &r.samples[i]
		if r.m.Columns[i].State != recognise.NotUnderstood || s.filled == 0 || r.book.personal(r.headers[i]) {
			continue
		}
		for _, k := range []struct {
			kind  string
			share float64
		}{{"email", s.email}, {"digest", s.digest}, {"profile", s.profile}} {
			if k.share >= sure {
				found, kinds[i] = append(found, i), k.kind
				break
			}
		}
	}
	if len(found) > 1 {
		for _, i := range found {
			c := &r.m.Columns[i]
			c.Trace = append(c.Trace, fmt.Sprintf("several columns hold what may say who the row is about: give one as person.%s in columns:", kinds[i]))
		}
		return
	}
	for _, i := range found {
		c := &r.m.Columns[i]
		r.use(c, guess{target: Target{Field: "person", Kind: kinds[i]}, score: 0.8, by: "values",
			why: fmt.Sprintf("%s, and no other column says who the row is about", formOf(&r.samples[i]))}, &r.samples[i])
		c.State = recognise.Flagged
	}
}

// kindByValues takes the only column whose cells all name rights, or grounds of
// an entry, for their kind where no header says which it is.
func (r *recogniser) kindByValues() {
	f := r.rel.Field("kind")
	if f == nil || slices.ContainsFunc(r.m.Columns, func(c Column) bool { return c.used() && (c.Field == "kind" || c.Use.ImpliedField == "kind") }) {
		return
	}
	found := -1
	for i := range r.m.Columns {
		if r.m.Columns[i].State != recognise.NotUnderstood || !r.namesKinds(&r.samples[i]) {
			continue
		}
		if found >= 0 {
			return
		}
		found = i
	}
	if found < 0 {
		return
	}
	r.use(&r.m.Columns[found], guess{target: Target{Field: "kind"}, score: 0.8, by: "values",
		why: "each of its values names a " + r.rel.Label.EN + "'s kind, and no other column says which it is"}, &r.samples[found])
}

// namesKinds says whether two or more different cells, and all there are, are
// kinds of the relation.
func (r *recogniser) namesKinds(s *sample) bool {
	t, kinds := Target{Field: "kind"}, map[string]bool{}
	for _, c := range s.cells {
		m, ok := r.cells.meaning(r.rel, t, nil, c.raw)
		if !ok || m == unknown {
			return false
		}
		kinds[m] = true
	}
	return len(kinds) >= 2
}

// formOf says what the values of a column look like, without showing any.
func formOf(s *sample) string {
	if s.filled == 0 {
		return "the sampled cells are empty"
	}
	best, what := 0.6, ""
	for _, f := range []struct {
		part float64
		what string
	}{
		{s.email, "e-mail addresses"}, {s.digest, "fingerprints"}, {s.profile, "profile addresses"}, {s.phone, "telephone numbers"},
		{s.dateShare, "dates"}, {s.integer, "whole numbers"},
	} {
		if f.part > best {
			best, what = f.part, f.what
		}
	}
	if what == "" {
		return "the values are texts of no known form"
	}
	return fmt.Sprintf("%d %% of the distinct values are %s", int(best*100), what)
}

// unlisted are relations that are no registers: they are declared elsewhere or
// understood like a dataset.
const unlisted = " contact case dataset page code exception waiver column copy snapshot "

// Relations lists the relations that tables can be recognised as, in the order
// of the schema. Tables of "copy" and "snapshot" are understood like datasets.
func Relations(schema *facts.Schema) []string {
	var out []string
	for _, name := range schema.Names() {
		if !strings.Contains(unlisted, " "+name+" ") {
			out = append(out, name)
		}
	}
	return out
}
