package recognise

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// best gives the field that a header alone stands for.
func best(b *book, header string) string {
	if g := b.header(header, nil); len(g) > 0 {
		return g[0].field
	}
	return ""
}

func TestHeader(t *testing.T) {
	b := newBook()
	cases := map[string][]string{
		"given_name":             {"First Name", "FIRSTNAME", "first_name", "Prénom", "PRENOM", "Vorname", "Contact - First Name", "name.givenName", "person_first_name", "Prénom du contact", "First Name (required)"},
		"family_name":            {"Last Name", "lastName", "Nom de famille", "Nachname", "Apellidos", "Cognome", "name.familyName", "Surname"},
		"person_name":            {"Full Name", "Nom complet", "Vollständiger Name", "Nombre completo", "Nominativo", "Contact Name", "name.fullName"},
		"email_status":           {"Email Status", "email_verified", "Statut e-mail"},
		"salutation":             {"Civilité", "Anrede", "Salutation", "Tratamiento"},
		"email":                  {"E-mail", "EMAIL", "Email Address", "Courriel", "Correo electrónico", "E-mail 1 - Value", "emails.address", "emails[].value", "Contact Email", "Adresse e-mail"},
		"email_other":            {"Email 2", "E-mail 3 - Value", "Secondary Email"},
		"email_work":             {"Work Email", "work_email", "E-mail professionnel", "Geschäftliche E-Mail", "Company Email"},
		"phone":                  {"Phone", "Téléphone", "phone_number", "Telefon", "phones.number"},
		"phone_other":            {"Phone 2", "Phone 3 - Value"},
		"phone_mobile":           {"Mobile Phone", "mobilePhone", "Tél. portable", "Handy", "Cellulare", "Móvil", "WhatsApp Number", "Mobile Phone 2"},
		"job_title":              {"Job Title", "jobTitle", "Intitulé du poste", "Job1 Title", "Organization 1 - Title", "Berufsbezeichnung"},
		"previous_job_title":     {"Job2 Title", "Previous Company Title"},
		"employer":               {"Company", "Company Name", "Société", "Firma", "Account Name", "company.name", "Job1 Employer", "Raison sociale"},
		"employer_country":       {"Company Country", "company_country_code", "Billing Country", "Land Firma"},
		"employer_city":          {"Company City", "company.mainAddress.city"},
		"employer_phone":         {"Company Phone", "HQ Phone", "Standard", "Tél. société"},
		"employer_linkedin_url":  {"Company LinkedIn URL"},
		"employer_industry":      {"Industry", "company.industryName", "Secteur d'activité", "Branche"},
		"employer_other":         {"Account Created Date", "Company Foo"},
		"linkedin_url":           {"LinkedIn", "LinkedIn URL", "Person Linkedin Url", "linkedin_profile_url", "Profil LinkedIn"},
		"owner":                  {"Lead Owner", "Contact owner email", "Owner", "Propriétaire", "Assigned to", "ownerId", "owner.email", "Account Manager", "account_manager.email"},
		"created_by":             {"Created By", "Record created by user", "Modifié par", "created_by.email"},
		"third_person_name":      {"Assistant", "Assistant Name", "Emergency contact", "manager.email", "referrer.email", "assistant.email"},
		"third_person_phone":     {"Assistant Phone", "Spouse phone number"},
		"source_detail":          {"Campaign Name", "Lead Source Description", "Campaign start"},
		"ops":                    {"Deal Value", "Opportunity Amount", "Marketing contact status", "month_Created Time1", "Product name", "Devise"},
		"created_at":             {"Created At", "createdate", "CREATED_TIME", "Date de création", "Erstellt am", "Fecha de creación", "Record Created Date"},
		"collected_at":           {"Collected on", "Date de collecte", "collectedAt", "Erhoben am", "Fecha de recogida", "Data di raccolta", "Extracted On"},
		"updated_at":             {"Last Modified Date", "lastmodifieddate", "Updated At", "Mis à jour le"},
		"source_url":             {"Source URL", "sourceUrl", "scraped_from", "referrer_url", "URL de la source", "Quell-URL"},
		"source_type":            {"Source type", "Type de source", "Art der Quelle", "Tipo de fuente", "Tipo di fonte"},
		"visibility":             {"Visibilité", "Audience", "Member visibility", "Sichtbarkeit", "Visibilidad", "Visibilità", "profile_visibility"},
		"visibility_checked_at":  {"Visibility checked at", "Visibilité vérifiée le", "Sichtbarkeit geprüft am"},
		"record_visibility":      {"Record visibility", "Sensitivity", "Shared with", "Visibilité de la fiche", "Visible to users"},
		"notice_at":              {"Notice sent", "Informé le", "Informiert am", "Date d'information", "notice_sent_at", "Informado el"},
		"notice_language":        {"Notice language", "Langue de l'information", "Sprache der Information"},
		"lawful_basis":           {"Lawful Basis", "Legal basis", "Base légale", "Rechtsgrundlage", "Base giuridica", "Legal basis for processing contact's data"},
		"lawful_basis_at":        {"Lawful Basis Date Reviewed"},
		"consent":                {"Consent", "OPT_IN", "Opt-in", "Einwilligung", "Consentement", "Consenso"},
		"consent_email":          {"consent.email.status", "consent.email", "Email consent", "Consentement e-mail", "email_opt_in", "Einwilligung E-Mail"},
		"consent_sms":            {"SMS consent", "Consentement SMS", "smsOptIn"},
		"consent_phone":          {"Phone consent", "Consentement téléphone"},
		"consent_at":             {"OPTIN_TIME", "Consent date", "Consentement donné le", "Data consenso marketing"},
		"consent_confirmed_at":   {"CONFIRM_TIME", "Double opt-in date"},
		"consent_text":           {"Consent text version", "Texte du consentement", "consent_wording"},
		"consent_evidence":       {"Proof of consent", "Preuve du consentement"},
		"opt_out_all":            {"Do not sell", "Unsubscribed", "is_unsubscribed", "Do Not Contact", "Désinscrit", "Werbewiderspruch", "optOut"},
		"opt_out_email":          {"Email Opt Out", "Opted out of email", "email_opted_out", "Do Not Email"},
		"opt_out_phone":          {"Do Not Call", "doNotCall", "DNC", "Mobile DNC", "phoneNumbers[].doNotCall", "Bloctel", "Ne pas appeler"},
		"opt_out_sms":            {"SMS opt out", "Stop SMS"},
		"opt_out_at":             {"Unsubscribed Time", "Date d'opposition", "optOutDate"},
		"permission_bulk":        {"Do not allow Bulk Emails"},
		"permission_phone":       {"Do not allow Phone Calls"},
		"erasure_requested":      {"Erasure requested", "Demande d'effacement", "ShouldForget", "Löschantrag"},
		"restricted":             {"Processing restricted", "Limitation du traitement"},
		"marketing_status":       {"Subscription status", "sending_status"},
		"marketing_active":       {"Active for marketing", "Actif en prospection"},
		"recipient":              {"B2B/B2C", "Recipient", "Type de destinataire"},
		"role":                   {"Relationship", "Type de relation"},
		"channel":                {"Channel", "Canal de prospection"},
		"orders":                 {"Number of orders", "Nombre de commandes"},
		"age":                    {"Age", "Âge", "Alter", "Edad", "Età"},
		"email_derivation":       {"Email derivation", "Mode d'obtention de l'e-mail"},
		"match_basis":            {"Matched on", "Critère de rapprochement"},
		"partners_url":           {"Partner list URL", "Liste des partenaires"},
		"first_message_at":       {"First contacted at", "Premier message"},
		"last_inbound_at":        {"Last reply", "Dernière réponse"},
		"last_outbound_at":       {"Last contacted", "Dernier envoi"},
		"last_open_at":           {"Last opened", "Dernière ouverture"},
		"last_activity_at":       {"Dernier contact", "Letzter Kontakt", "Ultimo contatto", "Last Activity Date", "Last Engagement Date"},
		"expires_at":             {"Delete after", "Date de suppression", "Löschdatum"},
		"job_changed_at":         {"Job change date", "Last Job Change Date"},
		"credentials":            {"Password", "mot_de_passe", "password_hash"},
		"national_id":            {"N° de sécurité sociale", "Codice fiscale", "DNI", "PESEL", "SSN"},
		"special_risk":           {"Religion", "Trade union", "Orientation sexuelle", "Familienstand"},
		"free_text":              {"Notes", "Commentaire libre", "Bemerkungen"},
		"inferred":               {"Lead score", "inferred_salary", "Predicted churn"},
		"postal_code":            {"Zip", "ZIP Code", "Code postal", "PLZ", "Address 1 - Postal Code"},
		"country":                {"Country", "Pays", "Land", "Mailing Country", "geo.country", "Person Country"},
		"country_code":           {"Country Code", "country_iso_code", "Code pays"},
		"":                       {"column_3", "X_17", "", "???", "foo bar baz", "checks.status", "venue.name", "Telephone exchange rate"},
		"employer_website":       {"Website", "Site web", "Company Website"},
		"compatibility_assessed": {"Compatibility assessed", "Test de compatibilité"},
	}
	for field, headers := range cases {
		for _, h := range headers {
			t.Run(field+"/"+h, func(t *testing.T) {
				if got := best(b, h); got != field {
					t.Errorf("header %q: got %q, want %q", h, got, field)
				}
			})
		}
	}
}

func TestHeaderNeverTurnsGovernanceRound(t *testing.T) {
	b := newBook()
	for _, h := range []string{"Marketing contact status", "(Do Not Modify) Contact", "No consent needed reason", "Opt out link", "Consent manager name", "Do not call list owner"} {
		if got := best(b, h); got != "" && b.field(got).Governance {
			t.Errorf("header %q: got the governance field %q", h, got)
		}
	}
}

func TestTablesAreSound(t *testing.T) {
	fields := Canonical()
	names := fieldNames(fields)
	for i, f := range fields {
		if slices.Index(names, f.Name) != i {
			t.Errorf("field %q is listed twice", f.Name)
		}
		if f.Group == "" || f.Type == "" || f.Meaning == "" {
			t.Errorf("field %q lacks a group, type or meaning", f.Name)
		}
	}
	known := func(table string, row []string, field string) {
		if !slices.Contains(names, field) {
			t.Errorf("%s: row %q has the unknown field %q", table, row, field)
		}
	}
	for _, row := range rows("synonyms.tsv", 3) {
		known("synonyms.tsv", row, row[0])
		for _, w := range strings.Split(row[2], "|") {
			if strings.TrimSpace(w) == "" || !utf8.ValidString(w) {
				t.Errorf("synonyms.tsv: row %q has a blank word", row[0])
			}
		}
	}
	var presets []string
	for _, row := range rows("signatures.tsv", 4) {
		presets = append(presets, row[0])
	}
	for _, row := range rows("headers.tsv", 3) {
		known("headers.tsv", row, row[1])
		if !slices.Contains(presets, row[0]) {
			t.Errorf("headers.tsv: preset %q has no signature", row[0])
		}
	}
	if len(presets) < 20 {
		t.Errorf("got %d presets, want at least 20", len(presets))
	}
}

// TestPresets reads the header list of each known export: it must be
// recognised by it, and as no other.
func TestPresets(t *testing.T) {
	b := newBook()
	for _, row := range rows("signatures.tsv", 4) {
		t.Run(row[0], func(t *testing.T) {
			var own []string
			for _, h := range rows("headers.tsv", 3) {
				if h[0] == row[0] {
					own = append(own, strings.Split(h[2], "|")...)
				}
			}
			p, why := b.presetOf(own, "")
			if p == nil || p.name != row[0] {
				t.Fatalf("own headers look like %v (%s), want %s", p, why, row[0])
			}
			for i := range b.presets {
				q := &b.presets[i]
				n := 0
				for _, tell := range q.tells {
					if slices.ContainsFunc(own, func(h string) bool { return headerKey(h) == tell }) {
						n++
					}
				}
				if q.name != row[0] && n >= q.least {
					t.Errorf("the headers also have %d of %d tell-tale headers of %s", n, q.least, q.name)
				}
			}
		})
	}
}

func FuzzHeader(f *testing.F) {
	b := newBook()
	for _, h := range []string{"First Name", "sources[].uri", "E-mail 1 - Value", "É__é..", "Job2 Title", "\xff\x00", "phone phone phone 22", "Company " + strings.Repeat("x", 300)} {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, h string) {
		for i := range b.presets[:3] {
			for _, g := range b.header(h, &b.presets[i]) {
				if _, ok := b.order[g.field]; !ok || g.score <= 0 || g.score > 1 || g.why == "" {
					t.Fatalf("header %q gives %+v", h, g)
				}
			}
		}
	})
}
