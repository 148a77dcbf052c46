package auditfile

import (
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/law"
)

// Fact is a declared fact in words, with its place, for reports.
type Fact struct{ Field, Value, Where string }

// DefaultGrace is how long a message already on its way may follow an objection
// when the controller declares nothing.
func DefaultGrace() expr.Period { return expr.Period{Days: 1} }

// Relations gives the declared relations: "case" (one row; nil for a nil
// file), "activity" and "recipient" (nil when none is declared), the periods of
// the case, and what was declared, in words. The rows of registers are left to
// the caller (see Register.Batch).
func (f *File) Relations(schema *facts.Schema) (batches map[string]*facts.Batch, periods map[string]expr.Period, declared []Fact) {
	batches, periods = map[string]*facts.Batch{}, map[string]expr.Period{"objection_grace": DefaultGrace()}
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
	if p := &f.Processing; p.ObjectionGrace.Known {
		periods["objection_grace"] = p.ObjectionGrace.Period
		c.note("objection_grace", p.ObjectionGrace.String(), p.Pos.Key("objection_grace"))
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

func (f *File) activities(rel *facts.Relation) *facts.Batch {
	r := &row{rel: rel, batch: newBatch(rel, len(f.Activities))}
	for i := range f.Activities {
		a := &f.Activities[i]
		r.at = i
		r.text("purpose", a.Purpose)
		r.enum("legal_basis", string(a.LegalBasis), a.Pos)
		r.enum("interest_assessment", string(a.InterestAssessment), a.Pos)
		r.enum("retention", a.Retention.Kind, a.Pos)
		r.bool("persons_described", a.PersonsDescribed, a.Pos)
		r.bool("data_described", a.DataDescribed, a.Pos)
		r.bool("controllers_named", a.ControllersNamed, a.Pos)
		r.bool("recipients_described", a.RecipientsDescribed, a.Pos)
		r.bool("listed_to_persons", a.ListedToPersons, a.Pos)
		r.date("started_at", a.StartedAt, a.Pos)
		r.dateOrNever("informed_at", a.InformedAt, a.Pos)
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
		r.enum("contract", string(e.Contract), e.Pos)
		set(r, "clauses", e.Clauses, e.Pos)
		set(r, "duties", e.Duties, e.Pos)
		r.bool("suppression_feed", e.SuppressionFeed, e.Pos)
	}
	return r.batch
}
