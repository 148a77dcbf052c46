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
	thirdWords   = " assistant assistants asst assistante assistenz spouse conjoint ehepartner emergency referrer referral mother father guardian sibling child "
	dealWords    = " deal deals opportunity opportunities invoice invoices product products ticket tickets quote quotes task tasks opportunite affaire facture produit rechnung produkt "
)

func anyOf(words []string, list string) bool {
	for _, w := range words {
		if strings.Contains(list, " "+w+" ") {
			return true
		}
	}
	return false
}

func companyish(words []string) bool { return anyOf(words, companyWords) }

// excluded deals with headers that hold an exclude-word: the field is that of
// the company, the colleague, the third person or the deal, never the person's.
func (b *book) excluded(words []string) ([]guess, bool) {
	join := " " + strings.Join(words, " ") + " "
	one := func(field, what string) ([]guess, bool) {
		return []guess{{field, likeExclude, "header", fmt.Sprintf("header speaks of %s, not of the person", what)}}, true
	}
	switch {
	case strings.Contains(join, " created by ") || strings.Contains(join, " modified by ") || strings.Contains(join, " updated by "):
		return one("created_by", "who edited the record")
	case anyOf(words, ownerWords):
		return one("owner", "a member of staff")
	case anyOf(words, thirdWords):
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
// employer's counterpart of what it finds.
func (b *book) ofCompany(words []string) []guess {
	var rest []string
	for _, w := range words {
		if !strings.Contains(companyWords, " "+w+" ") {
			rest = append(rest, w)
		}
	}
	rest = trimLittle(rest)
	plain, _ := dropNumbers(rest)
	found := b.exactly(strings.Join(plain, " "), 0)
	if len(found) == 0 {
		found = b.byWords(plain)
	}
	for _, g := range tidy(found) {
		if f := employers(g.field); f != "" {
			return []guess{{f, likeExclude, "header", "header speaks of the company, not of the person"}}
		}
	}
	return []guess{{"employer_other", likePart, "header", "header speaks of the company, not of the person"}}
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
	case "owner":
		return "owner"
	case "email", "email_work":
		return "email_work"
	case "national_id":
		return "employer_registration_id"
	}
	return ""
}
