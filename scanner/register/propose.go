package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
)

// Proposal is a relation that a table may be.
type Proposal struct {
	Relation string
	// Score is between 0 and 1; from 0.6 on the table most likely is one.
	Score float64
	// Reason says why in one line. It quotes headers only.
	Reason finding.Text
	// rival is a relation that the table then is not, though it has its columns.
	rival string
}

// Propose says which relations a table looks like, best first; none for a
// table that looks like none. Lists of contacts are no registers, even where
// they have columns for consent or objection.
func Propose(schema *facts.Schema, headers []string, rows [][][]byte) []Proposal {
	var out []Proposal
	contact := contactness(headers)
	first := recogniser{schema: schema, book: vocabulary(), cells: newCells(schema), forms: newForms(schema), headers: headers}
	first.take(rows)
	export, _ := first.book.presetOf("", headers)
	for _, name := range Relations(schema) {
		if name == "preference_before" {
			continue // whether a preference is before or after, a table does not say
		}
		r := first
		r.rel, r.spec = schema.Relation(name), Spec{Relation: name}
		r.preset, r.why = r.book.presetOf(name, headers)
		if p := r.propose(contact, export); p.Score >= leastScore {
			out = append(out, p)
		}
	}
	for _, p := range slices.Clone(out) {
		for i := range out {
			if out[i].Relation == p.rival {
				out[i].Score *= 0.85
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Proposal) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// leastScore is the score below which nothing is proposed.
const leastScore = 0.35

// propose scores the table as the recogniser's relation.
func (r *recogniser) propose(contact int, export *preset) Proposal {
	m := r.mapping()
	fields := map[string]bool{}
	var telling []string
	named, good := 0, 0
	for i := range m.Columns {
		c := &m.Columns[i]
		switch {
		case c.State == recognise.NotUnderstood:
			continue
		case !c.used():
			good++
			continue
		}
		good++
		if dialled(r.rel.Name, c) {
			named += 2
			telling = append(telling, fmt.Sprintf("%q", c.Header))
		}
		if c.Use.Field == "person" || c.By == "values" && c.Use.Field != "kind" {
			continue
		}
		if !fields[c.Use.Field] {
			fields[c.Use.Field] = true
			if w := telltale(r.rel.Name, c); w > 0 {
				named += w
				telling = append(telling, fmt.Sprintf("%q", c.Header))
			}
		}
	}
	p := Proposal{Relation: r.rel.Name}
	exported := export != nil && r.preset == export
	if !exported && (named == 0 || !r.complete()) {
		return p
	}
	// A column more that nobody knows says less than one that is known.
	understood := float64(good) / max(1, float64(good)+0.7*float64(len(m.Columns)-good))
	p.Score = 0.25 + 0.30*min(1, float64(named)/3) + 0.05*min(1, float64(named)/8) + 0.40*understood
	if exported {
		p.Score = max(p.Score, 0.98)
	} else if keyed(r.rel.Name) && contact >= 2 {
		// A list of contacts has these columns too.
		p.Score *= 0.45
	}
	if r.implied(m) {
		p.Score *= 0.85
	}
	if !exported {
		p.rival = r.rival(m)
	}
	p.Reason = r.reason(telling, m, exported)
	return p
}

// implied says whether the state that the relation is about follows from nothing
// but the day of leaving: a list of those who left is first of all that.
func (r *recogniser) implied(m *Mapping) bool {
	state := ""
	switch r.rel.Name {
	case "subscription":
		state = "subscribed"
	case "preference":
		state = "value"
	}
	return state != "" && r.preset == nil && !slices.ContainsFunc(m.Columns, func(c Column) bool {
		return c.used() && c.Use.Field == state && c.Use.Value != "withdrawn"
	})
}

// rival names the relation that the table is not, for all its columns: a list of
// those who left holds nobody else, its entries are not answered, and versions of a
// contact point have no outcome.
func (r *recogniser) rival(m *Mapping) string {
	meanings, fields, dials := map[string]bool{}, map[string]bool{}, false
	for i := range m.Columns {
		c := &m.Columns[i]
		if !c.used() {
			continue
		}
		fields[c.Use.Field] = true
		dials = dials || dialled("call", c)
		if c.Use.Field == "subscribed" {
			for _, d := range c.Distinct {
				meanings[d.Meaning] = true
			}
		}
	}
	switch {
	case r.rel.Name == "subscription" && meanings["true"] && meanings["false"],
		r.rel.Name == "request" && fields["kind"] && fields["received_at"] && (fields["answered_at"] || fields["due_at"]):
		return "suppression"
	case r.rel.Name == "call" && dials:
		return "send"
	case r.rel.Name == "call" && fields[".state"]:
		return "version"
	}
	return ""
}

// dialled says whether a column is headed as the number that was called: a
// message has none.
func dialled(relation string, c *Column) bool {
	if relation != "call" || c.Use.Field != "person" || c.Use.Kind != "phone" {
		return false
	}
	key := headerKey(c.Header)
	return slices.ContainsFunc(strings.Fields(key), func(w string) bool {
		return strings.Contains(" dialled dialed called callee appele appelee compose angerufene gewahlte marcado llamado chiamato composto gebeld gekozen wybrany chamado discado zielrufnummer zielnummer ", " "+w+" ")
	})
}

func (r *recogniser) reason(telling []string, m *Mapping, exported bool) finding.Text {
	if exported {
		return finding.Text{
			EN: fmt.Sprintf("looks like an export of %s (%s)", m.Preset, m.PresetEvidence),
			FR: fmt.Sprintf("ressemble à un export de %s", m.Preset),
		}
	}
	headers := strings.Join(telling[:min(3, len(telling))], ", ")
	out := finding.Text{
		EN: fmt.Sprintf("has what a row of %s states (%s)", r.rel.Name, headers),
		FR: fmt.Sprintf("contient ce qu'indique une ligne de %s (%s)", r.rel.Name, headers),
	}
	if keys := m.Header("person"); len(keys) > 0 {
		out.EN += fmt.Sprintf(" beside who it is about (%q)", keys[0])
		out.FR += fmt.Sprintf(", et la personne concernée (%q)", keys[0])
	}
	return out
}

// complete says whether the table has what the relation cannot do without.
func (r *recogniser) complete() bool {
	for _, group := range essential(r.rel.Name) {
		if !r.known(group...) {
			return false
		}
	}
	if !keyed(r.rel.Name) {
		return true
	}
	return slices.ContainsFunc(r.m.Columns, func(c Column) bool { return c.used() && c.Field == "person" && c.Use.Kind != "name" })
}

// telltale says how much a column tells of the relation: 2 for a field that few
// other tables have, 1 for one whose header is its own, 0 for those that any
// table may have ("name", "type", "status", "date").
func telltale(relation string, c *Column) int {
	key := squash(headerKey(c.Header))
	switch {
	case c.Use.Field == "kind" && understood(c):
		return 3 // the rights and grounds that such registers name
	case bare(c.Header):
		return 0
	}
	if relation == "notice" && slices.Contains(facts.NoticeItems(), c.Use.Field) {
		if understood(c) {
			return 1
		}
		return 0 // a contact has a source and recipients too
	}
	if relation == "subscription" && (strings.Contains(key, "optin") || strings.Contains(key, "consent")) {
		return 1 // a preference is put in these words too
	}
	switch c.Use.Field {
	case "sent_at", "called_at", "aware_at", "authority_told_at", "disclosed_at", "unsubscribed_at", "subscribed", "recorded_at", ".entry", "received_at", "answered_at",
		"replaced_at", "audited_at", "transfer_tool", "interest_assessment", "retention", "consent_preticked", "place", "clauses", "password_channel", "campaign", "screened_at",
		"value", "level", ".event", "audit_result", "keep_until", "contract":
		return 2
	case "name", "country", "channel", "registered_at", ".measure", "consent", "recipient", "supplier", "source_type":
		return 0
	case ".count":
		return 1
	}
	return 1
}

// understood says whether every sampled cell of an enumerated column has a meaning.
func understood(c *Column) bool {
	filled := 0
	for _, d := range c.Distinct {
		if !d.Understood {
			return false
		}
		if d.Meaning != unknown {
			filled++
		}
	}
	return filled > 0
}

// bare says whether a header says little by itself.
func bare(header string) bool {
	return strings.Contains(common, " "+squash(headerKey(header))+" ")
}

// common are headers that say little by themselves, squashed.
const common = " name nom nombre nome naam nazwa type typ tipo date datum fecha data status statut estado stato state etat id number numero nummer category categorie categoria kategorie " +
	"createdat created createdon updatedat updated modifiedat creele role rol ruolo rolle message text texte source quelle fuente fonte country pays land pais paese email phone time timestamp " +
	"company firma empresa azienda societe partner partenaire socio purpose title titre link action value wert valor valore from to description channel canal kanal canale title result resultat "

// contactness counts the columns that describe a person or the person's post:
// lists of contacts have them, registers rarely more than a name.
func contactness(headers []string) int {
	seen := map[string]bool{}
	for _, h := range headers {
		switch squash(headerKey(h)) {
		case "firstname", "lastname", "prenom", "vorname", "nachname", "nombre", "apellidos", "apellido", "nome", "cognome", "voornaam", "achternaam", "givenname", "familyname", "surname", "nomdefamille", "fullname", "name", "nom", "personname":
			seen["name"] = true
		case "jobtitle", "title", "position", "poste", "fonction", "puesto", "cargo", "ruolo", "functie", "intituledeposte", "headline", "seniority", "department", "jobfunction", "titre":
			seen["job"] = true
		case "company", "companyname", "entreprise", "societe", "firma", "unternehmen", "empresa", "azienda", "bedrijf", "organization", "organisation", "employer", "employeur", "account", "accountname", "companydomain", "website", "industry":
			seen["company"] = true
		case "linkedin", "linkedinurl", "linkedinprofile", "personlinkedinurl", "profilelinkedin":
			seen["profile"] = true
		case "city", "ville", "stadt", "ciudad", "citta", "plaats", "street", "adresse", "address", "postcode", "zip", "postalcode", "codepostal", "plz":
			seen["place"] = true
		case "leadsource", "leadstatus", "leadscore", "leadowner", "contactowner", "lifecyclestage", "salutation", "civilite", "anrede", "emailstatus", "mobilephone", "birthdate", "gender", "age":
			seen["lead"] = true
		}
	}
	return len(seen)
}
