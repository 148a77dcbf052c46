package database

import (
	"slices"
	"strings"

	"leadlint/scanner/dataset/values"
)

// The words by which tables and columns are told apart, in the languages that schemas
// are written in. A name is cut into words ("ContactPointTypeConsent" has four), and a
// plural counts as its singular.
const (
	nameColumns = "first name|firstname|given name|forename|last name|lastname|surname|family name|full name|fullname|person name|contact name|" +
		"prenom|nom|nom complet|nom de famille|vorname|nachname|nombre|apellido|nome|cognome|voornaam|achternaam|imie|nazwisko|sobrenome"
	reachWords = " email mail courriel correo phone telephone telefon telefono tel mobile mobil handy gsm portable cell linkedin xing msisdn whatsapp "
	traitWords = " birth birthday birthdate birthdat naissance geburtsdatum ssn nir passport gender civility civilite salutation anrede "

	companyTables = " company account organization organisation org employer firm business entreprise societe unternehmen firma empresa azienda corporation vendor supplier etablissement "
	addressTables = " address adresse anschrift direccion indirizzo location place "
	personTables  = " person individual people party profile contact lead prospect customer client subscriber member personne kunde kontakt interessent cliente persona contatto "
	staffWords    = " owner assigned assignee creator created updated modified deleted editor author rep manager assistant referrer referred approver agent operator handler recruiter parent merged master duplicate "
	originTables  = " source origin provenance provider vendor campaign import enrichment herkunft origine supplier fournisseur lieferant "
	machineTables = " migration migrations session sessions job jobs queue queues cache lock locks semaphore seed seeds oauth token tokens permission_role " +
		"failed_jobs schema_migration schema_migrations ar_internal_metadata flyway_schema_history databasechangelog databasechangeloglock " +
		"django_migrations django_session django_content_type django_admin_log alembic_version knex_migrations knex_migrations_lock " +
		"sequelizemeta typeorm_metadata doctrine_migration_versions goose_db_version __efmigrationshistory spatial_ref_sys "

	consentWords  = " consent consentement einwilligung consentimiento consenso toestemming zgoda consentimento optin gdpr rgpd dsgvo preference preferencia praferenz permission subscription abonnement "
	refusalWords  = " unsubscribe unsubscribed unsubscription unsubscriber optout optouts suppression suppressed blacklist blocklist dnc objection opposition desinscription desabonnement abmeldung widerspruch sperrliste disiscrizione "
	eventWords    = " activity activities event interaction call appel anruf mail message task visit visite click open send sending sent delivery mailing meeting order purchase commande bestellung pedido communication engagement touchpoint touch history log sms reply response conversation submission tracking "
	noteWords     = " note comment remark commentaire notiz kommentar remarque bemerkung "
	inwardWords   = " inbound incoming received receive reply replied response responded answer answered click clicked submitted submission form order ordered purchase purchased commande bestellung pedido login logged signup registered download downloaded entrant recu eingehend reponse clic "
	outwardWords  = " outbound outgoing sent send sending delivered delivery mailing emailed called dialled dialed contacted sortant envoye envoi ausgehend gesendet "
	openedWords   = " open opened ouverture ouvert geoffnet "
	purposeWords  = " purpose finalite zweck topic theme scope "
	notMarketing  = " analytics analytic statistics statistic functional technical necessary essential terms cgu cgv tos privacy profiling personalization personalisation cookie cookies service transactional contract "
	channelValues = " channel canal kanal medium type kind contact_point_type method mode "
	statusColumns = " status state value consent consented granted given optin opted subscribed subscription permission allowed accepted active enabled decision choice statut etat consentement wert einwilligung valeur preference opt agreed is_active "
	refuseColumns = " optout unsubscribed unsubscribe refused blocked blacklisted suppressed objected objection withdrawn revoked "
	dateColumns   = " date at on time timestamp datetime datum le am created updated captured changed recorded occurred effective "
)

// words cuts a name into its words, in lower case and without accents.
func words(name string) []string { return strings.Fields(values.Fold(name)) }

// has says whether one of the words, or its singular, is in a list.
func has(name []string, list string) bool {
	return slices.ContainsFunc(name, func(w string) bool { return in(w, list) })
}

func in(word, list string) bool {
	for _, w := range forms(word) {
		if strings.Contains(list, " "+w+" ") {
			return true
		}
	}
	return false
}

// forms are a word and what its singular may be.
func forms(w string) []string {
	out := []string{w}
	add := func(end, by string) {
		if stem, ok := strings.CutSuffix(w, end); ok && len(stem) > 1 {
			out = append(out, stem+by)
		}
	}
	add("s", "")
	add("es", "")
	add("ies", "y")
	if w == "people" {
		out = append(out, "person")
	}
	return out
}

// same says whether two names are the same but for letter case, joining and a plural.
func same(a, b []string) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	last := len(a) - 1
	for i := range last {
		if a[i] != b[i] && !slices.Contains(forms(a[i]), b[i]) && !slices.Contains(forms(b[i]), a[i]) {
			return false
		}
	}
	one := forms(a[last])
	return slices.ContainsFunc(forms(b[last]), func(w string) bool { return slices.Contains(one, w) })
}

// within says whether the words end with those of tail.
func within(name, tail []string) bool {
	return len(tail) > 0 && len(name) >= len(tail) && same(name[len(name)-len(tail):], tail)
}

// names says whether a column's name is that of a person's name.
func names(column []string) bool {
	text := strings.Join(column, " ")
	for _, n := range strings.Split(nameColumns, "|") {
		if text == n || strings.HasPrefix(text, n+" ") && len(column) <= len(strings.Fields(n))+1 || strings.HasSuffix(text, " "+n) && !has(column, companyTables) {
			return true
		}
	}
	return false
}

// idWords gives the words of a column that names a row of another table, without the
// ending that says so ("company_id" → company); nil when it says nothing of the kind.
func idWords(column string) []string {
	w := words(column)
	if len(w) < 2 {
		return nil
	}
	const idle = " id uuid guid ref fk key no nr "
	switch {
	case strings.Contains(idle, " "+w[len(w)-1]+" "):
		return w[:len(w)-1]
	case strings.Contains(" id fk ", " "+w[0]+" "):
		return w[1:]
	}
	return nil
}

// about says whether a table is one of the things in a list, by the word that its name
// ends with: "lead_sources" are sources, "contact_list" are contacts.
func about(t *Table, list string) bool {
	w := words(t.Name)
	for len(w) > 1 && (in(w[len(w)-1], " data info list table detail master record base export copy all new old tmp temp raw ") || strings.Trim(w[len(w)-1], "0123456789") == "") {
		w = w[:len(w)-1]
	}
	return len(w) > 0 && in(w[len(w)-1], list)
}

// housekeeping says whether a column is a date of the row, not of what it says.
func housekeeping(column []string) bool {
	return has(column, " created updated modified deleted inserted imported synced changed ") && has(column, " at on date time datetime timestamp ") ||
		len(column) == 1 && in(column[0], " created updated modified deleted inserted createdat updatedat ")
}
