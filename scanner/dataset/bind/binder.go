package bind

import (
	"cmp"
	"math"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/values"
)

// Binder knows how one table's columns feed the relation "contact". It is not
// changed by its workers.
type Binder struct {
	schema   *facts.Schema
	relation *facts.Relation
	mapping  *recognise.Mapping
	inputs   []inputPlan
	// content says for every field whether the rules read the text itself.
	content []bool
	// closed says that every column was understood, so that a field of a
	// closed world is "none" where no column feeds it.
	closed   bool
	declared []Declared
	anchors  anchors
	fields   fields
	readers  *Readers
	// helper columns that no field is read from alone.
	employer, employerDomain, previousEmployer, jobTitle, recordID int
	now                                                            int32
	key                                                            [2]uint64
	// keys are the columns that say who a row is about; they are hashed only
	// when wanted.
	keys []keyPlan
	// kinds are the kinds of identity wanted; nil is all.
	kinds        []uint64
	wantKeys     bool
	wantPages    bool
	digests      []string
	seal         *identity.Seal
	phoneCountry uint8
}

// inputPlan is a column that is read, with the fields it feeds.
type inputPlan struct {
	column    int
	canonical string
	header    string
	read      read
	dates     values.DateFormat
	meanings  map[string]string
	outs      []outPlan
	// unused says that the sample has no filled cell: a field of the exporting
	// system that nobody fills. Its empty cells tell no more than no column.
	unused bool
}

type outPlan struct {
	field int
	rank  int
}

// first gives the first field that the column feeds. A governance column that
// feeds none (its values are only listed in the report) comes last.
func (in *inputPlan) first() outPlan {
	if len(in.outs) == 0 {
		return outPlan{field: math.MaxInt}
	}
	return in.outs[0]
}

// Options shape a binder.
type Options struct {
	// Now is the day of the audit, for ages.
	Now int32
	// Key is the key of the row hashes, and of the identities.
	Key [2]uint64
	// Keys asks for contact.person: the identities of every row (see package
	// identity), by all its e-mail addresses, telephone numbers and profile pages,
	// and by identifiers whose system is known.
	Keys bool
	// Digests names the fingerprints to compute of every address beside its key
	// (see identity.Options).
	Digests []string
	// Seal adds sealed hashes to the identities (see identity.Options); nil adds none.
	Seal *identity.Seal
	// IDs names the system that the record's own identifiers are of; empty when
	// it is not declared. They then count only where a header names the system
	// (see identity.Space).
	IDs string
	// Pages asks for the keys of the pages that records were taken from.
	Pages bool
	// Kinds lists the kinds of identity (facts.KindEmail and so on) that are
	// compared; the others are left out. Nil is all. Fingerprints asked for by
	// Digests come with KindEmail or KindDigest.
	Kinds []uint64
	// Country is the code of contact.country that national telephone numbers are
	// read as, for their identity, where neither the row nor a declared fact says
	// a country; 0: such a number equals only those written so too.
	Country uint8
	// Content lists the fields (by index) whose text the rules read.
	Content []int
	// Declared are the facts stated for the whole table.
	Declared []Declared
	// Learned, when not nil, is used instead of the sample: what the binder of the same
	// table and mapping took from it.
	Learned *Learned
	// Readers are shared between the tables of an audit; nil makes new ones.
	Readers *Readers
}

// Readers understand cells without remembering any, so that all tables and
// workers of an audit share them. Binders and workers are made by one goroutine.
type Readers struct {
	email       *values.EmailReader
	phone       *values.PhoneReader
	lexicon     *values.Lexicon
	identifiers *values.Identifiers
	// sources and jobs are what every worker has a copy of, with a memory of its own.
	sources *values.SourceReader
	jobs    *values.JobReader
}

// NewReaders makes the shared readers.
func NewReaders(schema *facts.Schema) *Readers {
	return &Readers{
		email: values.NewEmailReader(schema), phone: values.NewPhoneReader(schema), identifiers: values.NewIdentifiers(schema),
		sources: values.NewSourceReader(schema), jobs: values.NewJobReader(schema),
	}
}

// words gives the lexicon, which is made when the first column of free text is
// met: making it takes longer than reading a small file.
func (r *Readers) words(schema *facts.Schema) *values.Lexicon {
	if r.lexicon == nil {
		r.lexicon = values.NewLexicon(schema)
	}
	return r.lexicon
}

// New makes the binder of a table from its mapping and the sample that the
// mapping was made from.
func New(schema *facts.Schema, m *recognise.Mapping, sample [][][]byte, opt Options) *Binder {
	rel := schema.Relation("contact")
	b := &Binder{
		schema: schema, relation: rel, mapping: m, content: make([]bool, len(rel.Fields)),
		closed: true, declared: opt.Declared, now: opt.Now, key: opt.Key, wantKeys: opt.Keys, wantPages: opt.Pages, kinds: opt.Kinds, digests: opt.Digests, seal: opt.Seal, phoneCountry: opt.Country,
		employer: -1, employerDomain: -1, previousEmployer: -1, jobTitle: -1, recordID: -1,
	}
	if b.readers = opt.Readers; b.readers == nil {
		b.readers = NewReaders(schema)
	}
	for _, i := range opt.Content {
		b.content[i] = true
	}
	for i := range m.Columns {
		b.plan(i, &m.Columns[i])
	}
	// Columns of one field stand side by side, the first in rank first: the
	// first that knows a value wins.
	slices.SortStableFunc(b.inputs, func(x, y inputPlan) int {
		return cmp.Or(cmp.Compare(x.first().field, y.first().field), cmp.Compare(x.first().rank, y.first().rank))
	})
	if !opt.Keys || opt.Learned != nil {
		b.planKeys(opt.IDs, nil)
	} else {
		b.planKeys(opt.IDs, sample)
	}
	b.fields = newFields(rel)
	b.learn(opt.Learned, sample)
	return b
}

// unused says whether no record of a sample has a filled cell in the column;
// without a sample nothing is said.
func unused(column int, sample [][][]byte) bool {
	for _, row := range sample {
		if column < len(row) && !blank(trim(row[column])) {
			return false
		}
	}
	return len(sample) > 0
}

func (b *Binder) plan(i int, c *recognise.Column) {
	if c.State == recognise.NotUnderstood {
		b.closed = false
	}
	if c.State != recognise.Used && c.State != recognise.Flagged {
		return
	}
	b.helper(i, c.Field)
	in := inputPlan{column: i, canonical: c.Field, header: c.Header, dates: c.Dates, meanings: c.Meanings}
	all := feeds(c.Field)
	if all == nil && values.Governance(c.Field) {
		in.read = readCode
		b.inputs = append(b.inputs, in)
		return
	}
	// One input for each way in which the column's cells are read.
	for len(all) > 0 {
		in.read, in.outs = all[0].read, nil
		var rest []feed
		for _, f := range all {
			if f.read != in.read || len(in.outs) == outs {
				rest = append(rest, f)
				continue
			}
			in.outs = append(in.outs, outPlan{b.relation.Index(f.field), f.rank})
		}
		b.inputs = append(b.inputs, in)
		all = rest
	}
}

func (b *Binder) helper(i int, field string) {
	set := func(at *int) {
		if *at < 0 {
			*at = i
		}
	}
	switch field {
	case "employer":
		set(&b.employer)
	case "employer_domain", "employer_website":
		set(&b.employerDomain)
	case "previous_employer":
		set(&b.previousEmployer)
	case "job_title":
		set(&b.jobTitle)
	case "record_id":
		set(&b.recordID)
	}
}

// Columns gives the headers that feed a field of the relation, in table order.
func (b *Binder) Columns(field string) []string {
	var out []string
	if i := b.SourcePage(); field == "source_page" && i >= 0 {
		return []string{b.mapping.Columns[i].Header}
	}
	if field == "person" {
		for _, k := range b.keys {
			out = append(out, b.mapping.Columns[k.column].Header)
		}
		return out
	}
	for i := range b.mapping.Columns {
		c := &b.mapping.Columns[i]
		if (c.State == recognise.Used || c.State == recognise.Flagged) && slices.Contains(Feeds(c.Field), field) {
			out = append(out, c.Header)
		}
	}
	return out
}

// Projection lists the columns of the table that the binder reads, ascending.
func (b *Binder) Projection() []int {
	var out []int
	for _, in := range b.inputs {
		out = append(out, in.column)
	}
	for _, i := range []int{b.employer, b.employerDomain, b.previousEmployer, b.jobTitle, b.recordID} {
		if i >= 0 {
			out = append(out, i)
		}
	}
	if i := b.SourcePage(); b.wantPages && i >= 0 {
		out = append(out, i)
	}
	if b.wantKeys {
		for _, k := range b.keys {
			out = append(out, k.column)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
