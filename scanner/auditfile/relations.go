package auditfile

import (
	"fmt"
	"strings"

	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/law"
	"leadlint/rules/strict"
)

// Fact is a declared fact in words, with its place, for reports.
type Fact struct{ Field, Value, Where string }

// row builds one row of a declared relation.
type row struct {
	rel   *facts.Relation
	batch *facts.Batch
	at    int
	facts []Fact
}

// newBatch makes a batch of n rows in which nothing is known.
func newBatch(rel *facts.Relation, n int) *facts.Batch {
	b := &facts.Batch{N: n, Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range b.Cols {
		b.Cols[i].Absent = true
	}
	return b
}

func (r *row) vec(field string) (*facts.Field, *facts.Vec) {
	i := r.rel.Index(field)
	if i < 0 {
		return nil, nil
	}
	return &r.rel.Fields[i], &r.batch.Cols[i]
}

// note keeps a declared fact for reports.
func (r *row) note(field, value string, where strict.Pos) {
	r.facts = append(r.facts, Fact{r.rel.Name + "." + field, value, where.Where()})
}

func (r *row) code(field string, code uint8) {
	if _, v := r.vec(field); v != nil && code != 0 {
		if v.Codes == nil {
			v.Codes = make([]uint8, r.batch.N)
		}
		v.Absent = false
		v.Codes[r.at] = code
	}
}

func (r *row) bool(field string, b *bool, where strict.Pos) {
	if b == nil {
		return
	}
	code := facts.FalseCode
	if *b {
		code = facts.TrueCode
	}
	r.code(field, code)
	r.note(field, fmt.Sprint(*b), where)
}

func (r *row) enum(field, value string, where strict.Pos) {
	if f, _ := r.vec(field); f != nil && value != "" {
		r.code(field, f.Code(value))
		r.note(field, value, where)
	}
}

func set[T ~string](r *row, field string, members []T, where strict.Pos) {
	f, v := r.vec(field)
	if f == nil || members == nil {
		return
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = string(m)
	}
	bits, _ := f.Bits(names...)
	if v.Sets == nil {
		v.Sets = make([]uint64, r.batch.N)
	}
	v.Absent = false
	v.Sets[r.at] = bits
	r.note(field, strings.Join(names, " "), where)
}

func (r *row) date(field string, d strict.Date, where strict.Pos) {
	_, v := r.vec(field)
	if v == nil || d == "" {
		return
	}
	day, err := calendar.Parse(string(d))
	if err != nil {
		return // Validate has refused it before
	}
	if v.Days == nil {
		v.Days = make([]int32, r.batch.N)
		for i := range v.Days {
			v.Days[i] = facts.UnknownDay
		}
	}
	v.Absent = false
	v.Days[r.at] = day
	r.note(field, string(d), where)
}

func (r *row) int(field string, n int64, where strict.Pos) {
	_, v := r.vec(field)
	if v == nil {
		return
	}
	if v.Ints == nil {
		v.Ints = make([]int64, r.batch.N)
		for i := range v.Ints {
			v.Ints[i] = facts.UnknownInt
		}
	}
	v.Absent = false
	v.Ints[r.at] = n
	r.note(field, fmt.Sprint(n), where)
}

func (r *row) text(field, s string) {
	_, v := r.vec(field)
	if v == nil || s == "" {
		return
	}
	if v.Present == nil {
		v.Present = make([]uint64, (r.batch.N+63)/64)
		v.Texts = make([][]byte, r.batch.N)
	}
	v.Absent = false
	v.Present[r.at/64] |= 1 << uint(r.at%64)
	v.Texts[r.at] = []byte(s)
}

// Relations gives the declared relations: "case" (one row; nil for a nil
// file), "activity" and "recipient" (nil when none is declared), the declared
// periods of the case, and what was declared, in words.
func (f *File) Relations(schema *facts.Schema) (batches map[string]*facts.Batch, periods map[string]expr.Period, declared []Fact) {
	batches, periods = map[string]*facts.Batch{}, map[string]expr.Period{}
	if f == nil {
		return batches, periods, nil
	}
	c := &row{rel: schema.Relation("case")}
	c.batch = newBatch(c.rel, 1)
	f.caseFacts(c)
	if f.Retention.Period.Known {
		periods["retention_period"] = f.Retention.Period.Period
		c.note("retention_period", f.Retention.Period.String(), f.Retention.Pos.Key("period"))
	}
	batches["case"] = c.batch
	if len(f.Activities) > 0 {
		batches["activity"] = f.activities(schema.Relation("activity"))
	}
	if len(f.Recipients) > 0 {
		batches["recipient"] = f.recipients(schema.Relation("recipient"))
	}
	return batches, periods, c.facts
}

func (f *File) caseFacts(c *row) {
	k := &f.Controller
	c.bool("established_in_eu", k.EstablishedInEU, k.Pos.Key("established_in_eu"))
	c.bool("offers_in_eu", k.OffersInEU, k.Pos.Key("offers_in_eu"))
	c.bool("monitors_in_eu", k.MonitorsInEU, k.Pos.Key("monitors_in_eu"))
	c.bool("representative", k.Representative, k.Pos.Key("representative"))
	p := &f.Processing
	c.enum("audience", string(p.Audience), p.Pos.Key("audience"))
	set(c, "channels", p.Channels, p.Pos.Key("channels"))
	set(c, "offer_functions", p.OfferFunctions, p.Pos.Key("offer_functions"))
	c.bool("indirect_collection", p.IndirectCollection, p.Pos.Key("indirect_collection"))
	c.bool("sold_on", p.SoldOn, p.Pos.Key("sold_on"))
	c.enum("legal_basis", string(p.LegalBasis), p.Pos.Key("legal_basis"))
	c.enum("interest_assessment", string(p.InterestAssessment), p.Pos.Key("interest_assessment"))
	c.bool("compatibility_assessed", p.CompatibilityAssessed, p.Pos.Key("compatibility_assessed"))
	c.date("unticked_control_since", p.UntickedControlSince, p.Pos.Key("unticked_control_since"))
	c.bool("minors_filtered", p.MinorsFiltered, p.Pos.Key("minors_filtered"))
	c.bool("special_category_ground", p.SpecialCategoryGround, p.Pos.Key("special_category_ground"))
	n := &f.Notice
	c.enum("notice_delivery", string(n.Delivery), n.Pos.Key("delivery"))
	if n.Delivery != "" {
		individual := n.Delivery == "individual" || n.Delivery == "first_message"
		c.bool("individual_notice", &individual, n.Pos.Key("delivery"))
	}
	set(c, "notice_languages", n.Languages, n.Pos.Key("languages"))
	c.bool("effort_exemption_claimed", n.EffortExemptionClaimed, n.Pos.Key("effort_exemption_claimed"))
	c.bool("effort_balance_written", n.EffortBalanceWritten, n.Pos.Key("effort_balance_written"))
	c.bool("public_notice", n.PublicNotice, n.Pos.Key("public_notice"))
	c.enum("retention_starts_from", string(f.Retention.StartsFrom), f.Retention.Pos.Key("starts_from"))
	c.bool("dpia", f.DPIA.Done, f.DPIA.Pos.Key("done"))
	if f.DPIA.Criteria != nil {
		c.int("dpia_criteria", int64(len(f.DPIA.Criteria)), f.DPIA.Pos.Key("criteria"))
	}
}

func (f *File) activities(rel *facts.Relation) *facts.Batch {
	r := &row{rel: rel, batch: newBatch(rel, len(f.Activities))}
	for i := range f.Activities {
		a := &f.Activities[i]
		r.at = i
		r.text("purpose", a.Purpose)
		r.enum("legal_basis", string(a.LegalBasis), a.Pos)
		r.enum("interest_assessment", string(a.InterestAssessment), a.Pos)
		r.enum("retention", a.Retention.Kind, a.Pos)
	}
	return r.batch
}

func (f *File) recipients(rel *facts.Relation) *facts.Batch {
	r := &row{rel: rel, batch: newBatch(rel, len(f.Recipients))}
	for i := range f.Recipients {
		e := &f.Recipients[i]
		r.at = i
		r.text("name", e.Name)
		r.enum("role", string(e.Role), e.Pos)
		r.enum("country", string(e.Country), e.Pos)
		if e.Country != "" {
			r.enum("adequacy", law.Adequacy(string(e.Country)), e.Pos)
		}
		r.enum("transfer_tool", string(e.TransferTool), e.Pos)
	}
	return r.batch
}
