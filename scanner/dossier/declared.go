package dossier

import (
	"strconv"

	"leadlint/scanner/dataset/recognise"
)

// declare adds what the audit file states of the processing.
func (s *search) declare() {
	f := s.file
	s.out.Now, s.out.Controller, s.out.Country = s.req.Now, f.Controller.Name, string(f.Controller.Country)
	if s.out.Now == "" {
		s.out.Now = string(f.Now)
	}
	d := &s.out.Declared
	for i := range f.Activities {
		a := &f.Activities[i]
		d.Purposes = append(d.Purposes, Fact{"purpose", a.Purpose, a.Pos.Where()})
		if a.LegalBasis != "" {
			d.Bases = append(d.Bases, Fact{a.Purpose, string(a.LegalBasis), a.Pos.Key("legal_basis").Where()})
		}
		if a.Retention.Kind == "period" {
			d.Periods = append(d.Periods, Fact{a.Purpose, a.Retention.Period.String(), a.Pos.Key("retention").Where()})
		}
	}
	if p := &f.Processing; p.LegalBasis != "" {
		d.Bases = append(d.Bases, Fact{"", string(p.LegalBasis), p.Pos.Key("legal_basis").Where()})
	}
	if r := &f.Retention; r.Period.Known {
		d.Periods = append(d.Periods, Fact{"", r.Period.String(), r.Pos.Key("period").Where()})
	}
	for i := range f.Recipients {
		r := &f.Recipients[i]
		d.Recipients = append(d.Recipients, Fact{string(r.Country), r.Name, r.Pos.Where()})
	}
	if n := &f.Notice; n.SentAt.Never || n.SentAt.Date != "" {
		d.Notice = &Fact{"notice_sent_at", string(n.SentAt.Date), n.Pos.Key("sent_at").Where()}
		if n.SentAt.Never {
			d.Notice.Value = "never"
		}
	}
	yes := func(name string, v *bool) *Fact {
		if v == nil {
			return nil
		}
		return &Fact{name, strconv.FormatBool(*v), f.Processing.Pos.Key(name).Where()}
	}
	d.Automated = yes("automated_decisions", f.Processing.AutomatedDecisions)
	d.Transfers = yes("third_country_transfers", f.Processing.ThirdCountryTransfers)
	d.Absent = f.Absent
}

// stated lists what a mapping file states for the whole of a dataset.
func stated(d *recognise.Declared) []Fact {
	var out []Fact
	add := func(field, value string) {
		if value != "" {
			out = append(out, Fact{field, value, d.Where})
		}
	}
	add("origin", d.Origin)
	add("source_type", d.SourceType)
	add("collected_at", d.CollectedAt)
	add("legal_basis", d.LegalBasis)
	add("notice_sent_at", d.NoticeSentAt)
	return out
}
