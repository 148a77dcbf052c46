package recognise

import (
	"fmt"
	"strings"
)

// The words that make a header about somebody or something else than the
// person: false friends of every dictionary of headers.
const (
	companyWords = " company companies account accounts organization organisation organizations org employer employers corporate corp firm entreprise societe firma firmen unternehmen empresa azienda societa hq headquarters billing zentrale siege bedrijf "
	ownerWords   = " owner owners assigned assignee rep sdr bdr proprietaire besitzer propietario proprietario eigenaar salesperson vendeur vendedor betreuer "
	thirdWords   = " assistant assistants asst assistante assistenz spouse conjoint ehepartner emergency mother father guardian sibling child "
	// colleagueWords make the end of a path somebody else's; alone, "Manager" may
	// be the person's own position.
	colleagueWords = " manager supervisor boss referrer recruiter author creator uploader approver "
	dealWords      = " deal deals opportunity opportunities invoice invoices product products ticket tickets quote quotes task tasks opportunite affaire facture produit rechnung produkt "
)

func anyOf(words []string, list string) bool {
	for _, w := range words {
		if strings.Contains(list, " "+w+" ") {
			return true
		}
	}
	return false
}

// dateParts are the words before a date's name when only a part of it is held.
const dateParts = " month year week quarter weekday day hour mois annee semaine jour trimestre monat jahr woche tag mes ano semana mese anno settimana giorno "

// isDate says whether words name a date.
func (b *book) isDate(words []string) bool {
	for _, g := range b.exactly(strings.Join(trimLittle(words), " "), 0) {
		if b.field(g.field).Type == "date" {
			return true
		}
	}
	return false
}

// othersWords says whether a header is about a member of staff, somebody else or
// a deal, so that the end of its path ("owner.email") is not the person's.
func othersWords(words []string) bool {
	join := " " + strings.Join(words, " ") + " "
	return anyOf(words, ownerWords+thirdWords+dealWords+colleagueWords) || strings.Contains(join, " created by ") ||
		strings.Contains(join, " modified by ") || strings.Contains(join, " updated by ")
}

// choiceWords are the words that make a header about consent or objection,
// whatever else it names.
const choiceWords = " unsubscribed unsubscribe unsubscribes optout suppressed suppression desabonne desabonnement abgemeldet consent consents consentement consentements einwilligung consentimiento consenso toestemming zgoda consentimento "

func companyish(words []string) bool { return anyOf(words, companyWords) }

// excluded deals with headers that hold an exclude-word: the field is that of
// the company, the colleague, the third person or the deal, never the person's.
// A path is a header of several parts, such as "manager.email".
func (b *book) excluded(words []string, path bool) ([]guess, bool) {
	if len(words) == 0 {
		return nil, false
	}
	join := " " + strings.Join(words, " ") + " "
	one := func(field, what string) ([]guess, bool) {
		return []guess{{field: field, score: likeExclude, by: "header", why: fmt.Sprintf("header speaks of %s, not of the person", what)}}, true
	}
	switch {
	case len(words) > 1 && strings.Contains(dateParts, " "+words[0]+" ") && b.isDate(words[1:]):
		return one("ops", "a part of a date")
	case strings.Contains(" calculated predicted inferred estimated ", " "+words[0]+" ") && !companyish(words):
		return one("inferred", "what somebody worked out")
	case strings.Contains(join, " created by ") || strings.Contains(join, " modified by ") || strings.Contains(join, " updated by "):
		return one("created_by", "who edited the record")
	case anyOf(words, ownerWords) || strings.Contains(join, " account manager "):
		return one("owner", "a member of staff")
	case anyOf(words, thirdWords) || path && anyOf(words, colleagueWords):
		if anyOf(words, " phone mobile telephone tel number cell ") {
			return one("third_person_phone", "somebody else")
		}
		return one("third_person_name", "somebody else")
	case anyOf(words, dealWords):
		return one("ops", "a deal or product")
	case anyOf(words, " campaign campaigns campagne kampagne campana campagna "):
		return one("source_detail", "a campaign")
	case companyish(words):
		return b.ofCompany(words), true
	}
	return nil, false
}

// ofCompany reads the header without its company words and gives the
// employer's counterpart of what it finds, or of its last word.
func (b *book) ofCompany(words []string) []guess {
	var rest []string
	past := false
	for _, w := range words {
		switch {
		case strings.Contains(" previous past former last ", " "+w+" "):
			past = true
		case !strings.Contains(companyWords, " "+w+" "):
			rest = append(rest, w)
		}
	}
	rest, _ = dropNumbers(trimLittle(rest))
	of := func(field string, score float64) []guess {
		return []guess{{field: field, score: score, by: "header", why: "header speaks of the company, not of the person"}}
	}
	last := ""
	if len(rest) > 0 {
		last = rest[len(rest)-1]
	}
	head := words[len(words)-1]
	switch {
	case strings.Contains(companyWords, " "+head+" ") && past:
		return of("previous_employer", likeExclude)
	case strings.Contains(companyWords, " "+head+" "):
		for _, g := range b.exactly(strings.Join(rest, " "), 0) {
			if f := employers(g.field); strings.HasPrefix(f, "employer_") {
				return of(f, likeExclude) // the thing comes first in Romance languages
			}
		}
		return of("employer", likeExclude)
	case past && (last == "title" || last == "position"):
		return of("previous_job_title", likeExclude)
	case past && (last == "" || last == "name"):
		return of("previous_employer", likeExclude)
	case last == "" || last == "name" && len(rest) == 1:
		return of("employer", likeExclude)
	case last == "name":
		rest = rest[:len(rest)-1]
		last = rest[len(rest)-1]
	case last == "size":
		return of("employer_size", likeExclude)
	case last == "id" || last == "ids":
		return of("employer_id", likeExclude)
	}
	found := b.exactly(strings.Join(rest, " "), 0)
	if len(found) == 0 {
		found = b.byWords(rest)
	}
	if len(found) == 0 {
		found = b.exactly(last, 0)
	}
	for _, g := range tidy(found) {
		if f := employers(g.field); f != "" {
			return of(f, likeExclude)
		}
	}
	return of("employer_other", likePart)
}

// employers gives the employer's counterpart of a person's field, "" when there is none.
func employers(field string) string {
	if strings.HasPrefix(field, "employer") {
		return field
	}
	switch field {
	case "address", "city", "region", "postal_code", "location":
		return "employer_" + field
	case "country", "country_code":
		return "employer_country"
	case "phone", "phone_mobile", "phone_work", "phone_other":
		return "employer_phone"
	case "linkedin_url":
		return "employer_linkedin_url"
	case "social_url", "social_handle":
		return "employer_social"
	case "website":
		return "employer_website"
	case "email_domain", "source_domain":
		return "employer_domain"
	case "record_id", "link_id":
		return "employer_id"
	case "person_name":
		return "employer"
	case "owner", "job_title", "department", "job_level":
		return field
	case "email", "email_work":
		return "email_work"
	case "national_id":
		return "employer_registration_id"
	}
	return ""
}
