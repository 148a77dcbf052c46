package recognise

import (
	"leadlint/rules/strict"
	"leadlint/scanner/dataset/values"
)

// overlay puts what the file says over what was found out.
func (f *File) overlay(m *Mapping, r *Recogniser, t *tableView) {
	s := f.section(m.Table)
	m.File = f.Name
	m.Declared = s.Source.declared()
	for i := range m.Columns {
		e, at := s.entry(m.Columns[i].Header)
		if e == nil || e.Field == "" && !e.Ignore {
			continue
		}
		col := Column{Header: m.Columns[i].Header, Confidence: 1, By: "mapping", Trace: []string{where(at)}}
		if e.Ignore {
			col.State = Ignored
			col.Trace = append(col.Trace, "ignored: "+e.Reason)
		} else {
			col.State, col.Field = Used, e.Field
			col.Dates, col.Meanings = e.dates, e.meanings
			if ev := r.fits(r.book.field(e.Field), &t.samples[i]); ev.contra {
				col.Trace = append(col.Trace, "the values look otherwise: "+ev.why)
			}
		}
		m.Columns[i] = col
	}
}

// entry gives what the section says of a header: written as it is, else the
// only one that is the same after folding.
func (s *section) entry(header string) (*columnEntry, strict.Pos) {
	for _, e := range s.Columns {
		if e.Key == header {
			return e.Value, e.Pos
		}
	}
	var found *columnEntry
	var at strict.Pos
	key := values.Fold(header)
	for _, e := range s.Columns {
		if key != "" && values.Fold(e.Key) == key {
			if found != nil {
				return nil, strict.Pos{}
			}
			found, at = e.Value, e.Pos
		}
	}
	return found, at
}

// declared gives the facts that the section states about the whole file.
func (s *sourceEntry) declared() Declared {
	if s == nil {
		return Declared{}
	}
	d := Declared{
		CollectedAt: string(s.At), Origin: s.Origin, SourceType: s.Type, LegalBasis: s.Basis,
		ControllerCountry: s.Country, Where: s.Pos.Where(),
	}
	if s.Notice != nil {
		d.NoticeSentAt = string(s.Notice.Sent)
		d.NoticeLanguages = s.Notice.Languages
	}
	return d
}

// Check tells what in the file does not go with a table that was read with it:
// entries for columns that the table lacks, each with the nearest header there
// is. If all is true, headers without an entry are told too, so that a new
// column cannot slip into a pipeline unread. The error is nil or of type
// strict.Errors.
func (f *File) Check(m *Mapping, all bool) error {
	var problems strict.Collector
	s := f.section(m.Table)
	headers := make([]string, len(m.Columns))
	have := map[string]bool{}
	for i, c := range m.Columns {
		headers[i] = c.Header
		have[c.Header] = true
		have[values.Fold(c.Header)] = true
	}
	name := m.Dataset
	if m.Table != "" {
		name = m.Table
	}
	for _, e := range s.Columns {
		if !have[e.Key] && !have[values.Fold(e.Key)] {
			problems.Add(e.Pos, "%q has no column %q%s", name, e.Key, strict.Suggest(e.Key, headers))
		}
	}
	for _, h := range headers {
		if e, at := s.entry(h); all && e == nil && at.Line == 0 {
			problems.Add(s.Pos.Key("columns"), "column %q of %q has no entry; add one, or ignore it with a reason", h, name)
		}
	}
	return problems.Err()
}

// CheckTables tells the sections of the file for tables that the dataset does
// not have. The error is nil or of type strict.Errors.
func (f *File) CheckTables(dataset string, tables []string) error {
	var problems strict.Collector
	have := map[string]bool{}
	for _, t := range tables {
		have[t] = true
	}
	for _, e := range f.tables {
		if !have[e.Key] {
			problems.Add(e.Pos, "%q has no table %q%s", dataset, e.Key, strict.Suggest(e.Key, tables))
		}
	}
	return problems.Err()
}
