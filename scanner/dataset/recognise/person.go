package recognise

import (
	"fmt"
	"slices"
	"strings"
)

// person decides whether a table holds persons, from what its columns are
// understood as, and says why or why not, in English and in French.
func (r *Recogniser) person(m *Mapping, t *tableView) (bool, string, string) {
	var names, full, reach, traits, firms []string
	role, plain := false, false
	for i := range m.Columns {
		c := &m.Columns[i]
		if c.State != Used && c.State != Flagged {
			continue
		}
		h := fmt.Sprintf("%q", c.Header)
		switch c.Field {
		case "given_name", "family_name":
			names = append(names, h)
		case "person_name":
			full = append(full, h)
			plain = plain || c.By == "mapping" || !ambiguous(t.keys[i])
		case "email", "email_work", "email_other", "email_personal":
			if r.personal(&t.samples[i]) {
				reach = append(reach, h)
			} else {
				role = true
			}
		case "email_profile_visible", "email_hash", "phone_mobile", "phone_home", "linkedin_url", "linkedin_id", "social_url", "national_id", "social_handle":
			reach = append(reach, h)
		case "job_title":
			if !titled(t.keys[i]) {
				traits = append(traits, h)
			}
		case "phone", "phone_work", "phone_other", "address", "birth_date", "salutation", "gender", "employer", "job_level":
			traits = append(traits, h)
		}
		if strings.HasPrefix(c.Field, "employer") {
			firms = append(firms, h)
		}
	}
	names = append(names, full...)
	list := func(h []string) string { return strings.Join(h[:min(len(h), 3)], ", ") }
	switch {
	case len(names) > 0 && len(reach) > 0:
		return true, fmt.Sprintf("a name (%s) beside what reaches or identifies the person (%s)", list(names), list(reach)),
			fmt.Sprintf("un nom (%s) et de quoi joindre ou identifier la personne (%s)", list(names), list(reach))
	case len(names) > 0 && len(traits) > 0:
		return true, fmt.Sprintf("a name (%s) beside particulars of the person (%s)", list(names), list(traits)),
			fmt.Sprintf("un nom (%s) et des renseignements sur la personne (%s)", list(names), list(traits))
	case len(names) > 1:
		return true, fmt.Sprintf("first name and surname (%s)", list(names)), fmt.Sprintf("prénom et nom (%s)", list(names))
	case plain:
		return true, fmt.Sprintf("names of persons (%s)", list(names)), fmt.Sprintf("des noms de personnes (%s)", list(names))
	case len(reach) > 0:
		return true, fmt.Sprintf("what reaches or identifies a person (%s), without a name", list(reach)),
			fmt.Sprintf("de quoi joindre ou identifier une personne (%s), sans nom", list(reach))
	case role:
		return false, "e-mail addresses are those of departments and roles, and no column names a person",
			"les adresses électroniques sont celles de services et de fonctions, et aucune colonne ne nomme une personne"
	case len(firms) > 0:
		return false, fmt.Sprintf("describes organisations (%s); no column names or identifies a person", list(firms)),
			fmt.Sprintf("décrit des organisations (%s) ; aucune colonne ne nomme ni n'identifie une personne", list(firms))
	case len(names) > 0:
		return false, fmt.Sprintf("a name (%s) and nothing else about a person", list(names)),
			fmt.Sprintf("un nom (%s) et rien d'autre sur une personne", list(names))
	case slices.ContainsFunc(m.Columns, func(c Column) bool { return c.Field != "" }):
		return false, "no column names or identifies a person", "aucune colonne ne nomme ni n'identifie une personne"
	}
	return false, "no column was understood", "aucune colonne n'a été comprise"
}
