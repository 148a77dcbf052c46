package bind

import (
	"bytes"
	"strconv"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/values"
)

// decoder gives the function that reads a cell of the input met for the first
// time (or, for readFreeText and readDirect, every cell).
func (w *Worker) decoder(in *input) func(cell []byte, e *entry) {
	switch in.canonical {
	case "country", "country_code":
		return w.coded(w.places.Code)
	case "location":
		return w.coded(w.places.FromPlace)
	case "source_url":
		return w.coded(w.sources.TypeFromURL)
	case "source", "source_detail", "email_source", "source_dataset", "source_domain", "search_query", "source_count":
		return w.sourceDecoder(in)
	case "job_title":
		return w.perOut(in, func(field string, cell []byte) uint8 {
			if field == "minor_marker" {
				return w.minorCode(cell)
			}
			return w.jobs.JobFunction(cell)
		})
	case "job_function", "department":
		return w.coded(w.jobs.JobFunction)
	case "education", "headline":
		return w.coded(w.minorCode)
	case "free_text", "summary":
		return closedDecoder(w.words(w.b.schema).FreeTextRisk)
	case "credentials":
		return closedDecoder(w.identifiers.Credential)
	case "national_id":
		return closedDecoder(w.nationalID)
	case "special_risk", "criminal_data":
		return w.specialDecoder(in)
	case "language", "notice_language":
		return func(cell []byte, e *entry) {
			e.set = w.places.LanguageBits(cell)
			e.unread = e.set == 0 && !values.Empty(cell)
		}
	case "channel":
		return w.channels(in)
	}
	return w.governance(in)
}

// coded wraps a function from a cell to a code, for all fields of the input.
func (w *Worker) coded(f func([]byte) uint8) func([]byte, *entry) {
	return func(cell []byte, e *entry) {
		if values.Empty(cell) {
			e.unread = false
			return
		}
		c := f(firstValue(cell))
		for i := range e.codes {
			e.codes[i] = c
		}
		e.unread = c == 0
	}
}

// perOut wraps a function that answers for each field by itself.
func (w *Worker) perOut(in *input, f func(field string, cell []byte) uint8) func([]byte, *entry) {
	return func(cell []byte, e *entry) {
		e.unread = false
		if values.Empty(cell) {
			return
		}
		for i, o := range in.outs {
			e.codes[i] = f(w.b.relation.Fields[o.field].Name, firstValue(cell))
		}
	}
}

func (w *Worker) sourceDecoder(in *input) func([]byte, *entry) {
	return w.perOut(in, func(field string, cell []byte) uint8 {
		if field == "source_type" {
			return w.sources.Type(cell)
		}
		return w.sources.Quality(cell)
	})
}

func (w *Worker) minorCode(cell []byte) uint8 {
	if w.jobs.MinorMarker(cell) {
		return facts.TrueCode
	}
	return facts.UnknownCode
}

// closedDecoder reads a column of a closed world: an empty cell is "none".
func closedDecoder(f func([]byte) uint8) func([]byte, *entry) {
	return func(cell []byte, e *entry) {
		e.unread = false
		if e.codes[0] = noneCode; !values.Empty(cell) {
			e.codes[0] = f(cell)
		}
	}
}

// specialDecoder reads a column whose header names a special category: a filled
// cell that is no plain denial holds such data.
func (w *Worker) specialDecoder(in *input) func([]byte, *entry) {
	field := &w.b.relation.Fields[in.outs[0].field]
	code := facts.UnknownCode
	if v, ok := values.SpecialHeader(values.Fold(in.header)); ok {
		code = field.Code(v)
	} else if in.canonical == "criminal_data" {
		code = field.Code("criminal")
	}
	return func(cell []byte, e *entry) {
		e.unread = false
		e.codes[0] = noneCode
		if m, ok := values.Meaning("erasure_requested", cell); values.Empty(cell) || ok && m == "false" {
			return
		}
		e.codes[0] = code
	}
}

func (w *Worker) channels(in *input) func([]byte, *entry) {
	field := &w.b.relation.Fields[in.outs[0].field]
	return func(cell []byte, e *entry) {
		if values.Empty(cell) {
			return
		}
		e.unread = true
		var set uint64
		for _, part := range bytes.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '/' || r == dataset.MultiSep }) {
			m, ok := w.meaning(in, bytes.TrimSpace(part))
			bits, member := field.Bits(m)
			if !ok || !member {
				return
			}
			set |= bits
		}
		e.set, e.unread = set, false
	}
}

// governance reads a cell by the mapping file's meanings, else the vocabulary.
// Of several values in a cell, a denial wins; else they must agree.
func (w *Worker) governance(in *input) func([]byte, *entry) {
	return func(cell []byte, e *entry) {
		parts := bytes.Split(cell, []byte{dataset.MultiSep})
		e.unread = false
		for k, part := range parts {
			m, ok := w.meaning(in, part)
			e.unread = e.unread || !ok
			if e.meaning == "" || e.meaning == "unknown" {
				e.meaning = m
			}
			for i, o := range in.outs {
				c := w.b.relation.Fields[o.field].Named(m)
				switch {
				case k == 0:
					e.codes[i] = c
				case w.b.relation.Fields[o.field].Type == facts.Bool && (c == facts.TrueCode || e.codes[i] == facts.TrueCode):
					e.codes[i] = facts.TrueCode
				case c != e.codes[i]:
					e.codes[i] = facts.UnknownCode
				}
			}
		}
	}
}

// meaning gives the value that a cell stands for.
func (w *Worker) meaning(in *input, cell []byte) (string, bool) {
	if in.meanings != nil {
		if m, ok := in.meanings[values.Fold(string(cell))]; ok {
			return m, true
		}
	}
	return values.Meaning(in.canonical, cell)
}

// number reads a whole number; a birth date gives the age on the day of the
// audit. An age of nought is what forms store for no answer, and no age of a
// person who can be reached: unknown.
func (w *Worker) number(in *input, cell []byte) int64 {
	cell = trim(firstValue(cell))
	if len(cell) == 0 || len(cell) > 18 && in.canonical != "birth_date" {
		return facts.UnknownInt
	}
	if in.canonical == "birth_date" {
		if d := in.dates.Day(cell); d != facts.UnknownDay && d <= w.b.now {
			if years := int64(calendar.Months(d, w.b.now) / 12); years > 0 {
				return years
			}
		}
		return facts.UnknownInt
	}
	n, err := strconv.ParseInt(string(cell), 10, 64)
	if err != nil || n < 0 || in.canonical == "age" && (n == 0 || n > 130) {
		return facts.UnknownInt
	}
	return n
}

// nationalID tells a number by its checked form; in a column that is about such
// numbers, one of no form known is "other".
func (w *Worker) nationalID(cell []byte) uint8 {
	if c := w.identifiers.NationalID(cell); c != facts.UnknownCode {
		return c
	}
	return w.b.relation.Field("national_id").Code("other")
}
