package recognise

import (
	"fmt"
	"slices"
)

// tableView is a table as the steps of recognition see it.
type tableView struct {
	headers []string
	keys    []string
	samples []sample
	// guesses are those of the headers alone.
	guesses [][]guess
	// given and family are the columns whose header alone names that part of
	// the name, persons those that only a person has, companies those that
	// describe an organisation.
	given, family, persons, companies []int
}

func newTableView(r *Recogniser, in Input, p *preset) *tableView {
	t := &tableView{
		headers: in.Headers, keys: make([]string, len(in.Headers)),
		samples: make([]sample, len(in.Headers)), guesses: make([][]guess, len(in.Headers)),
	}
	for i, h := range in.Headers {
		t.keys[i] = headerKey(h)
		t.samples[i] = newSample(in.Sample, i)
		r.forms(&t.samples[i])
		t.guesses[i] = r.book.header(h, p)
		t.note(r, i)
	}
	return t
}

// ambiguous headers name a person, a part of a name, or something else.
func ambiguous(key string) bool {
	switch key {
	case "name", "nome", "nombre", "naam", "nom", "names", "nazwa", "contact", "kontakt", "contacto", "contato", "contatto", "person":
		return true
	}
	return false
}

// note files column i under what its header and values say of the table.
func (t *tableView) note(r *Recogniser, i int) {
	s := &t.samples[i]
	if s.filled >= 3 && s.shares.profile >= 0.7 {
		t.persons = append(t.persons, i)
		return
	}
	if len(t.guesses[i]) == 0 || ambiguous(t.keys[i]) || titled(t.keys[i]) && s.shares.salutation < 0.8 {
		return
	}
	g := t.guesses[i][0]
	if g.score < likePart || r.fits(r.book.field(g.field), s).contra {
		return
	}
	switch g.field {
	case "given_name":
		t.given = append(t.given, i)
		t.persons = append(t.persons, i)
	case "family_name":
		t.family = append(t.family, i)
		t.persons = append(t.persons, i)
	case "person_name", "middle_name", "salutation", "gender", "birth_date", "job_title", "linkedin_url", "phone_mobile", "phone_home",
		"email_personal", "national_id", "headline", "previous_employer", "job_level", "age", "email_profile_visible", "connection_degree":
		t.persons = append(t.persons, i)
	case "email", "email_work", "email_other":
		if r.personal(s) {
			t.persons = append(t.persons, i)
		}
	case "employer_registration_id", "employer_industry", "employer_size", "employer_revenue", "employer_other", "employer", "employer_website",
		"employer_domain", "employer_phone", "employer_address":
		t.companies = append(t.companies, i)
	}
}

// personal says whether most addresses of a column are persons', not those of
// a role (info@…); an empty column's may be.
func (r *Recogniser) personal(s *sample) bool {
	named, all := 0, 0
	for _, c := range s.cells {
		kind := r.email.Kind(c.raw)
		if kind == 0 || kind == r.malformed {
			continue
		}
		all++
		if kind != r.generic {
			named++
		}
	}
	return all == 0 || 2*named > all
}

// others says whether the list holds a column other than i.
func others(list []int, i int) bool {
	return len(list) > 1 || len(list) == 1 && list[0] != i
}

// companyTable says whether the rows describe organisations.
func (t *tableView) companyTable(i int) bool {
	return !others(t.persons, i) && others(t.companies, i)
}

// neighbours settles the headers that only the table's other columns explain.
func (t *tableView) neighbours(i int, in []guess) []guess {
	out := slices.Clone(in)
	if ambiguous(t.keys[i]) {
		return t.name(i, out)
	}
	if t.title(i) {
		return append(out, guess{field: "salutation", score: likeExact, by: "neighbours", why: "a title that forms of address stand under"})
	}
	if !t.companyTable(i) {
		return out
	}
	for k, g := range out {
		if f := employers(g.field); f != "" && f != g.field && g.by != "preset" && g.field != "record_id" && g.field != "email" && g.field != "email_work" {
			out[k] = guess{field: f, score: g.score, by: "neighbours", why: "the table describes organisations and no person: the column is the organisation's"}
		}
	}
	return tidy(out)
}

// title says whether column i is headed as a title and holds forms of address.
func (t *tableView) title(i int) bool {
	return titled(t.keys[i]) && t.samples[i].filled > 0 && t.samples[i].shares.salutation >= 0.8
}

// titled headers are those of jobs, forms of address, books and products.
func titled(key string) bool {
	switch key {
	case "title", "titre", "titel", "titolo", "titulo", "tytul", "academic title", "akademischer titel":
		return true
	}
	return false
}

// name settles what "Name", "Nom", "Nombre", "Nome" stand for.
func (t *tableView) name(i int, in []guess) []guess {
	settled := func(field, why string) []guess {
		return []guess{{field: field, score: likeExact, by: "neighbours", why: why}}
	}
	n := &t.samples[i].shares
	given, family := others(t.given, i), others(t.family, i)
	for _, g := range in {
		if g.by == "preset" {
			return []guess{g}
		}
	}
	switch {
	case given && family:
		return settled("person_name", "first name and surname have columns of their own: this is the full name")
	case family:
		return settled("given_name", fmt.Sprintf("%q holds the surname: this is the first name", t.headers[t.family[0]]))
	case given:
		return settled("family_name", fmt.Sprintf("%q holds the first name: this is the surname", t.headers[t.given[0]]))
	case n.company >= 0.3 && !others(t.companies, i) && !others(t.persons, i):
		return settled("employer", "the values are names of companies")
	case t.companyTable(i):
		return settled("employer", "the table describes organisations: this is their name")
	case others(t.persons, i) && n.company < 0.3:
		return settled("person_name", fmt.Sprintf("%q is about a person: this is the person's name", t.headers[t.aPerson(i)]))
	case n.person >= 0.6 && n.company < 0.1 && t.reach(i):
		return settled("person_name", "the values have the form of persons' names, beside what reaches them")
	case !others(t.persons, i):
		return settled("none", "no other column is about a person: this is the name of something else")
	}
	return in
}

func (t *tableView) aPerson(i int) int {
	for _, p := range t.persons {
		if p != i {
			return p
		}
	}
	return i
}

// reach says whether another column holds addresses or telephone numbers.
func (t *tableView) reach(i int) bool {
	for k := range t.samples {
		if n := &t.samples[k].shares; k != i && (n.email >= 0.7 || n.phone >= 0.7) {
			return true
		}
	}
	return false
}

// agrees says how well a field goes with the table's other columns (0 to 1).
func (t *tableView) agrees(i int, field string) (float64, string) {
	switch field {
	case "person_name", "given_name", "middle_name", "phone", "phone_work", "email", "email_work", "address":
		if t.companyTable(i) {
			return 0.5, "the other columns describe organisations"
		}
	}
	return 1, ""
}
