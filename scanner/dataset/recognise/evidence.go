package recognise

import (
	"fmt"
	"strings"

	"leadlint/scanner/dataset/values"
)

// evidence is what the values of a column say of a field.
type evidence struct {
	// score is 0 to 1; a text that could be anything has textual.
	score  float64
	contra bool
	why    string
}

// textual is the score of values that neither prove nor disprove the field.
const textual = 0.75

// fewCells is the number of filled cells below which the values count half.
const fewCells = 20

// fits judges the values of a column against a field. One or two cells, which
// a ragged row may have put there, contradict nothing.
func (r *Recogniser) fits(f Field, s *sample) evidence {
	if len(s.cells) == 0 {
		return evidence{}
	}
	e := r.judge(f, s)
	e.contra = e.contra && s.filled > 2
	return e
}

func (r *Recogniser) judge(f Field, s *sample) evidence {
	n := &s.shares
	switch f.Type {
	case "email", "phone":
		if n.masked >= 0.9 {
			return evidence{score: textual, why: "values are masked: the vendor holds them back"}
		}
	}
	switch f.Type {
	case "email":
		if f.Name == "email_hash" {
			return share(n.uuid, 0.5, "hashes")
		}
		return share(n.email, 0.5, "e-mail addresses")
	case "phone":
		return share(n.phone, 0.5, "telephone numbers")
	case "date":
		if f.Name == "birth_date" && n.year > s.dates.share {
			return share(n.year, 0.6, "years")
		}
		return share(s.dates.share, 0.6, "dates")
	case "url":
		if strings.HasPrefix(f.Name, "linkedin") || f.Name == "social_url" || f.Name == "photo_url" {
			return share(max(n.url, 0.9*n.uuid), 0.4, "web addresses")
		}
		return share(n.url, 0.5, "web addresses")
	case "domain":
		return share(n.url, 0.5, "domains")
	case "country":
		return share(n.country, 0.5, "countries")
	case "language":
		return share(n.language, 0.5, "languages")
	case "number":
		return share(n.number, 0.6, "numbers")
	case "int":
		return share(n.integer, 0.6, "whole numbers")
	}
	return r.fitsText(f, s)
}

// share turns the part of cells of the right form into evidence.
func share(part, least float64, what string) evidence {
	e := evidence{score: part, why: fmt.Sprintf("%d %% of distinct values are %s", percent(part), what)}
	e.contra = part < least
	return e
}

func percent(part float64) int { return int(part*100 + 0.5) }

// fitsText judges the fields whose cells are words.
func (r *Recogniser) fitsText(f Field, s *sample) evidence {
	n := &s.shares
	other, what := foreign(n, s)
	if part := r.nationalIDs(f, s); part >= 0.8 {
		return evidence{score: part, why: fmt.Sprintf("%d %% of distinct values are national identifiers by their check digits", percent(part))}
	}
	switch f.Type {
	case "enum", "bool", "set":
		if f.Name == "connection_degree" {
			return share(n.degree, 0.5, "degrees of a network")
		}
		return r.fitsWords(f, s)
	case "name":
		switch {
		case f.Name == "third_person_name":
			return evidence{score: textual}
		case other >= 0.5:
			return evidence{contra: true, why: fmt.Sprintf("%d %% of distinct values are %s, not names", percent(other), what)}
		case n.number >= 0.5 || n.uuid >= 0.5:
			return evidence{contra: true, why: "values are numbers, not names"}
		case f.Name == "person_name" && n.company >= 0.3:
			return evidence{contra: true, why: fmt.Sprintf("%d %% of distinct values are names of companies", percent(n.company))}
		case f.Name == "person_name" && n.person >= 0.5:
			return evidence{score: 0.95, why: fmt.Sprintf("%d %% of distinct values have the form of a person's full name", percent(n.person))}
		case n.name >= 0.7:
			return evidence{score: 0.85, why: fmt.Sprintf("%d %% of distinct values have the form of names", percent(n.name))}
		}
		return evidence{score: 0.6, why: "values are texts"}
	case "id":
		return evidence{score: textual, why: "values may be identifiers"}
	}
	if f.Group == "ops" || f.Group == "sensitive" || f.Name == "employer_other" || f.Name == "source" ||
		f.Name == "source_detail" || f.Name == "search_query" || f.Name == "email_source" || strings.HasPrefix(f.Name, "consent_") {
		return evidence{score: textual, why: "values may be anything"}
	}
	switch {
	case f.Name == "education" && n.degree >= 0.8:
		return evidence{contra: true, why: "values are degrees of a network"}
	case f.Name == "salutation" && n.salutation >= 0.8:
		return evidence{score: 1, why: fmt.Sprintf("%d %% of distinct values are forms of address", percent(n.salutation))}
	case f.Name == "job_title" && n.salutation >= 0.8:
		return evidence{contra: true, why: fmt.Sprintf("%d %% of distinct values are forms of address", percent(n.salutation))}
	case other >= 0.8 && what != "dates":
		return evidence{contra: true, why: fmt.Sprintf("%d %% of distinct values are %s", percent(other), what)}
	case n.number >= 0.8 && (f.Name == "job_title" || f.Name == "employer" || f.Name == "department" || f.Type == "place"):
		return evidence{contra: true, why: "values are numbers"}
	}
	return evidence{score: textual, why: "values are texts"}
}

// nationalIDs is the share of national identifiers in a column that may be of such.
func (r *Recogniser) nationalIDs(f Field, s *sample) float64 {
	if f.Name != "national_id" {
		return 0
	}
	n := 0.0
	for _, c := range s.cells {
		if r.ids.NationalID(c.raw) != 0 {
			n++
		}
	}
	return n / float64(len(s.cells))
}

// foreign gives the most frequent form that no name or text column has.
func foreign(n *shares, s *sample) (float64, string) {
	best, what := n.email, "e-mail addresses"
	if n.url > best {
		best, what = n.url, "web addresses"
	}
	if s.dates.share > best && n.number < 0.5 {
		best, what = s.dates.share, "dates"
	}
	if n.phone > best && n.uuid < 0.5 {
		best, what = n.phone, "telephone numbers"
	}
	return best, what
}

// fitsWords judges a column of a closed vocabulary by the cells that the
// vocabulary knows.
func (r *Recogniser) fitsWords(f Field, s *sample) evidence {
	if !values.Governance(f.Name) {
		if f.Type == "bool" {
			return share(s.shares.flag, 0.6, "yes or no")
		}
		return evidence{score: textual, why: "values are texts"}
	}
	known, all := 0, 0
	for _, c := range s.cells {
		all++
		if _, ok := values.Meaning(f.Name, c.raw); ok {
			known++
		}
	}
	part := float64(known) / float64(all)
	e := evidence{score: part, why: fmt.Sprintf("%d of %d distinct values are understood", known, all)}
	if known == all {
		e.why = fmt.Sprintf("all %d distinct values are understood", all)
	}
	if !f.Governance {
		e.score = max(e.score, textual)
		return e
	}
	n := &s.shares
	if other, what := foreign(n, s); other >= 0.8 && part < 0.2 {
		e.contra, e.why = true, fmt.Sprintf("%d %% of distinct values are %s", percent(other), what)
	} else if part < 0.5 {
		// Words that are not known do not disprove the header; they keep the
		// column from being used all the same.
		e.score = max(part, 0.5)
	}
	return e
}

// byValues gives the fields that the values alone speak for.
func (r *Recogniser) byValues(s *sample) []guess {
	n := &s.shares
	if s.filled == 0 || s.filled < 3 && n.email < 1 {
		return nil
	}
	var out []guess
	add := func(part, least float64, field, what string) {
		if part >= least {
			out = append(out, guess{field: field, by: "values", part: part, why: fmt.Sprintf("%d %% of distinct values are %s", percent(part), what)})
		}
	}
	add(n.email, 0.7, "email", "e-mail addresses")
	add(n.profile, 0.7, "linkedin_url", "profile pages")
	if len(out) > 0 {
		return out
	}
	iban, id := 0.0, 0.0
	for _, c := range s.cells {
		if values.IBAN(c.raw) {
			iban++
		} else if r.ids.NationalID(c.raw) != 0 {
			id++
		}
	}
	total := float64(len(s.cells))
	add(iban/total, 0.7, "financial", "IBANs")
	add(id/total, 0.8, "national_id", "national identifiers by their check digits")
	if len(out) > 0 {
		return out
	}
	add(n.phone, 0.8, "phone", "telephone numbers")
	add(n.salutation, 0.8, "salutation", "forms of address")
	add(n.country, 0.9, "country", "countries")
	return out
}
