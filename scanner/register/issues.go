package register

import (
	"fmt"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
)

// essential lists what a relation cannot do without: one field of each group.
// Keys of persons are asked for apart.
func essential(relation string) [][]string {
	switch relation {
	case "preference", "preference_before":
		return [][]string{{"value"}}
	case "subscription":
		return [][]string{{"subscribed", "unsubscribed_at"}}
	case "send":
		return [][]string{{"sent_at"}}
	case "call":
		return [][]string{{"called_at"}}
	case "disclosure":
		return [][]string{{"recipient"}}
	case "suppression":
		return [][]string{{"kind", "recorded_at"}}
	case "version":
		return [][]string{{"valid_from", "replaced_at"}}
	case "request":
		return [][]string{{"kind"}, {"received_at"}}
	case "incident":
		return [][]string{{"aware_at"}}
	case "supplier", "recipient", "form":
		return [][]string{{"name"}}
	case "activity":
		return [][]string{{"purpose"}}
	case "log":
		return [][]string{{"content"}}
	case "notice":
		return [][]string{append(facts.NoticeItems(), "name", "place")}
	}
	return nil
}

// keyed says whether rows of the relation are of use only with a person's key.
func keyed(relation string) bool {
	switch relation {
	case "preference", "preference_before", "subscription", "send", "call", "disclosure", "suppression", "version":
		return true
	}
	return false
}

func (r *recogniser) warn(severity, en, fr string, args ...any) {
	r.m.Issues = append(r.m.Issues, finding.Issue{Severity: severity, Count: 1, Message: finding.Text{EN: fmt.Sprintf(en, args...), FR: fmt.Sprintf(fr, args...)}})
}

// issues tells what keeps the register from being used in full.
func (r *recogniser) issues() {
	if r.rel.Name == "log" {
		return // every cell of a log is looked through, whatever its column
	}
	any := false
	for i := range r.m.Columns {
		any = any || r.m.Columns[i].used()
	}
	if !any {
		r.warn("lost", "no column is understood as one of the relation %s: nothing was read; name the columns under columns: in the audit file",
			"aucune colonne n'est comprise comme celle de la relation %s : rien n'a été lu ; nommez les colonnes sous columns: dans le fichier d'audit", r.rel.Name)
		return
	}
	r.keyIssues()
	r.dateIssues()
	for _, group := range essential(r.rel.Name) {
		if !r.known(group...) {
			names := strings.Join(group, ", ")
			r.warn("warning", "no column or fact gives %s.%s, without which most rules on %s cannot be assessed; name the column under columns: or state it under facts:",
				"aucune colonne ni déclaration ne donne %s.%s, sans quoi la plupart des règles sur %s ne peuvent être évaluées ; nommez la colonne sous columns: ou déclarez-le sous facts:", r.rel.Name, names, r.rel.Name)
		}
	}
}

// known says whether a column or a fact feeds one of the fields.
func (r *recogniser) known(fields ...string) bool {
	for _, field := range fields {
		if len(r.m.Header(field)) > 0 {
			return true
		}
		for i := range r.m.Facts {
			if r.m.Facts[i].Field == field {
				return true
			}
		}
	}
	return false
}

func (r *recogniser) keyIssues() {
	if !keyed(r.rel.Name) {
		return
	}
	keys, ids := 0, 0
	for i := range r.m.Columns {
		if c := &r.m.Columns[i]; c.used() && c.Use.Field == "person" && c.Use.Kind != "name" {
			keys++
			if c.Use.Kind == "id" {
				ids++
			}
		}
	}
	switch {
	case keys == 0:
		r.warn("warning", "no column says who a row is about (an e-mail address, telephone number, profile address, identifier or fingerprint): no row can be compared with another table; name the column under columns: as person.email, person.phone, person.profile, person.id or person.digest",
			"aucune colonne ne dit de qui il s'agit (adresse électronique, numéro de téléphone, adresse de profil, identifiant ou empreinte) : aucune ligne ne peut être rapprochée d'une autre table ; nommez la colonne sous columns: par person.email, person.phone, person.profile, person.id ou person.digest")
	case keys == ids && r.spec.IDs == "":
		r.warn("warning", "the only keys are identifiers, and the system they belong to is not named: no row can be compared with another table; name it under ids:",
			"les seules clés sont des identifiants dont le système n'est pas nommé : aucune ligne ne peut être rapprochée d'une autre table ; nommez-le sous ids:")
	}
}

// dateIssues tells of columns whose dates cannot be read, and of a register in
// which none can.
func (r *recogniser) dateIssues() {
	columns, readable := r.undated, 0
	for i := range r.m.Columns {
		c, s := &r.m.Columns[i], &r.samples[i]
		f := r.rel.Field(c.Use.Field)
		if f == nil || f.Type != facts.Date || s.filled == 0 {
			continue
		}
		columns++
		n := 0
		if c.used() {
			n = readableDates(s, c.Dates)
		}
		if n > 0 {
			readable++
		}
		if c.State == recognise.Flagged && s.ambiguous {
			r.warn("warning", `column %q (%s): day and month cannot be told apart, such dates count as unknown; settle it under dates: with "DD/MM/YYYY" or "MM/DD/YYYY"`,
				`colonne « %s » (%s) : le jour et le mois ne peuvent être distingués, ces dates comptent comme inconnues ; tranchez sous dates: par "DD/MM/YYYY" ou "MM/DD/YYYY"`, c.Header, c.Use.Field)
		}
	}
	if columns > 0 && readable == 0 {
		r.warn("warning", "none of the register's dates can be read: say under dates: how they are written",
			"aucune date du registre n'est lisible : indiquez sous dates: comment elles sont écrites")
	}
}
