package register_test

import (
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/register"
)

// TestRelations binds small tables of every relation and compares the rows.
func TestRelations(t *testing.T) {
	tests := []struct {
		name, relation, table string
		want                  []string
	}{
		{"preferences in French", "preference", `
E-mail | Consentement | Date du consentement | Modifié le | Créé le
a@lune.example | oui | 13/02/2025 | 14/02/2025 | 21/02/2020
b@lune.example | non | | 15/02/2025 | 02/02/2020
c@lune.example | | | 15/02/2025 | 02/02/2020
d@lune.example | retiré | | 16/02/2025 | 02/02/2020`,
			[]string{
				"person=1 value=given changed_at=2025-02-14 consented_at=2025-02-13 registered_at=2020-02-21",
				"person=1 value=not_given changed_at=2025-02-15 registered_at=2020-02-02",
				"person=1 changed_at=2025-02-15 registered_at=2020-02-02",
				"person=1 value=withdrawn changed_at=2025-02-16 registered_at=2020-02-02",
			}},
		{"a wide store of preferences gives one row a channel", "preference_before", `
Kundennummer | E-Mail-Adresse | Einwilligung E-Mail | Einwilligung SMS | Einwilligung Telefon | Geändert am
17 | a@mond.example | ja | nein | | 13.02.2025`,
			[]string{
				"person=1 channel=email value=given changed_at=2025-02-13",
				"person=1 channel=sms value=not_given changed_at=2025-02-13",
				"person=1 channel=phone changed_at=2025-02-13",
			}},
		{"columns headed by the channel alone", "preference", `
Email address | Email | SMS | Phone | Updated at
a@moon.example | yes | no | | 2025-02-13
b@moon.example | no | yes | yes | 2025-02-13`,
			[]string{
				"person=1 channel=email value=given changed_at=2025-02-13",
				"person=1 channel=sms value=not_given changed_at=2025-02-13",
				"person=1 channel=phone changed_at=2025-02-13",
				"person=1 channel=email value=not_given changed_at=2025-02-13",
				"person=1 channel=sms value=given changed_at=2025-02-13",
				"person=1 channel=phone value=given changed_at=2025-02-13",
			}},
		{"opting out is refusing, and not opting out is no consent", "preference", `
email | opt_out | updated_at
a@moon.example | true | 2025-02-13
b@moon.example | false | 2025-02-13
c@moon.example | | 2025-02-13`,
			[]string{
				"person=1 value=refused changed_at=2025-02-13",
				"person=1 changed_at=2025-02-13",
				"person=1 changed_at=2025-02-13",
			}},
		{"a mailing tool's list in Spanish", "subscription", `
Correo electrónico | Estado | Fecha de baja
a@luna.example | suscrito |
b@luna.example | dado de baja | 13/02/2025
c@luna.example | rebotado? | `,
			[]string{"person=1 subscribed=true", "person=1 subscribed=false unsubscribed_at=2025-02-13", "person=1 subscribed=?"}},
		{"unsubscribed is not subscribed", "subscription", `
email | unsubscribed | last changed
a@moon.example | true | 2025-02-13
b@moon.example | false | 2025-02-13`,
			[]string{"person=1 subscribed=false changed_at=2025-02-13", "person=1 subscribed=true changed_at=2025-02-13"}},
		{"a date of unsubscribing says it where nothing else does", "subscription", `
E-mail | Désabonné le
a@lune.example | 13/02/2025
b@lune.example | `,
			[]string{"person=1 subscribed=false unsubscribed_at=2025-02-13", "person=1"}},
		{"sends with the state of the message", "send", `
to | email sent at | type | status | supplier | unsubscribe link | consent
a@moon.example | 2025-02-13 10:00 | marketing | opened | Datex Ltd | yes | opted in
b@moon.example | 2025-02-13 10:01 | invoice | bounced | | yes | no
c@moon.example | 2025-02-13 10:02 | marketing | cancelled | | no | `,
			[]string{
				"person=1 channel=email sent_at=2025-02-13 purpose=prospecting supplier=*** unsubscribe_included=true consent=given",
				"person=1 channel=email sent_at=2025-02-13 purpose=service unsubscribe_included=true consent=not_given",
			}},
		{"a log of events has one row a sending", "send", `
recipient | timestamp | event
a@moon.example | 2025-02-13T10:00:00Z | processed
a@moon.example | 2025-02-13T10:00:04Z | delivered
a@moon.example | 2025-03-20T08:00:00Z | open
b@moon.example | 2025-02-14T08:00:00Z | gremlin`,
			[]string{"person=1 sent_at=2025-02-13", "person=1 sent_at=?"}},
		{"calls in Italian", "call", `
Numero chiamato | Data chiamata | Esito | Verifica RPO | Finalità | Paese
+39 06 5550 1234 | 13/02/2025 | occupato | | vendita | Italia
+39 06 5550 1235 | 14/02/2025 | annullata | | vendita | Italia`,
			[]string{"person=1 called_at=2025-02-13 purpose=prospecting country=IT"}},
		{"disclosures in Dutch", "disclosure", `
E-mailadres | Ontvanger | Verstrekt op | Doel | Grondslag | Verstrekte gegevens
a@maan.example | Koper BV | 13-02-2025 | e-mailmarketing | toestemming | naam, e-mail`,
			[]string{"person=1 recipient=*** disclosed_at=2025-02-13 purpose=electronic_prospecting legal_basis=consent fields=***"}},
		{"suppressions by fingerprint", "suppression", `
sha256 | reason | added at
5f1d7a84db00d2fce00b31a7fc73224f0a1b2c3d4e5f60718293a4b5c6d7e8f9 | unsubscribe | 2025-02-13
6f1d7a84db00d2fce00b31a7fc73224f0a1b2c3d4e5f60718293a4b5c6d7e8f9 | spam report | 2025-02-14`,
			[]string{"person=1 kind=unsubscribe recorded_at=2025-02-13 form=fingerprint", "person=1 kind=complaint recorded_at=2025-02-14 form=fingerprint"}},
		{"dates that say what was asked", "suppression", `
Courriel | Opposition le | Effacé le
a@lune.example | 13/02/2025 | 20/02/2025
b@lune.example | 14/02/2025 |
c@lune.example | | `,
			[]string{
				"person=1 kind=objection recorded_at=2025-02-13 form=clear",
				"person=1 kind=erasure recorded_at=2025-02-20 form=clear",
				"person=1 kind=objection recorded_at=2025-02-14 form=clear",
			}},
		{"flags: who did not opt out is no entry", "suppression", `
email | opt out email | opt out sms | date
a@moon.example | yes | no | 2025-02-13
b@moon.example | no | no | 2025-02-13
c@moon.example | | yes | 2025-02-13`,
			[]string{
				"person=1 channel=email recorded_at=2025-02-13 form=clear",
				"person=1 channel=sms recorded_at=2025-02-13 form=clear",
			}},
		{"flags that say what was asked", "suppression", `
email | erased | date
a@moon.example | yes | 2025-02-13
b@moon.example | no | 2025-02-13`,
			[]string{"person=1 kind=erasure recorded_at=2025-02-13 form=clear"}},
		{"versions in German", "version", `
Kontakt | Feld | Gültig ab | Gültig bis
a@mond.example | E-Mail | 01.02.2020 | 13.02.2022
b@mond.example | Telefon | 01.02.2020 | `,
			[]string{"person=1 item=email valid_from=2020-02-01 replaced_at=2022-02-13", "person=1 item=phone valid_from=2020-02-01"}},
		{"requests in French", "request", `
Référence | Courriel | Nature de la demande | Reçue le | Répondue le | Canal | Mot de passe envoyé par | Motif de refus | Réponse sur la source
D-1 | a@lune.example | Droit d'accès | 13/02/2025 | 21/04/2025 | courrier | SMS | | générique
D-2 | b@lune.example | effacement | 14/02/2025 | | e-mail | | sans motif | `,
			[]string{
				"person=1 reference=*** kind=access received_at=2025-02-13 answered_at=2025-04-21 channel=post password_channel=sms answer_source=generic",
				"person=1 reference=*** kind=erasure received_at=2025-02-14 ground_of_refusal=none channel=email",
			}},
		{"incidents with times and without", "incident", `
Incident | Risque | Connaissance le | Notification CNIL | Rôle
V-1 | élevé | 2026-03-01T10:00 | 2026-03-04T10:01 | responsable de traitement
V-2 | faible | 2026-03-01T10:00 | 2026-03-04T10:00 | responsable de traitement
V-3 | aucun | 2026-03-01 | 2026-03-05 | sous-traitant
V-4 | risque | 2026-03-01 | 2026-03-04 | sous-traitant
V-5 | risque | 2026-03-01 | 2026-03-03 |
V-6 | risque | 2026-03-01T23:00+01:00 | 2026-03-04T22:00Z |
V-7 | risque | 2026-03-05 | 2026-03-01 |`,
			[]string{
				"reference=*** role=controller risk=high aware_at=2026-03-01 authority_told_at=2026-03-04 hours_to_authority=73",
				"reference=*** role=controller risk=? aware_at=2026-03-01 authority_told_at=2026-03-04 hours_to_authority=72", // whether a low risk is one, the law leaves open
				"reference=*** role=processor risk=unlikely aware_at=2026-03-01 authority_told_at=2026-03-05 hours_to_authority=73",
				"reference=*** role=processor risk=risk aware_at=2026-03-01 authority_told_at=2026-03-04",
				"reference=*** risk=risk aware_at=2026-03-01 authority_told_at=2026-03-03 hours_to_authority=72",
				"reference=*** risk=risk aware_at=2026-03-01 authority_told_at=2026-03-04 hours_to_authority=72",
				"reference=*** risk=risk aware_at=2026-03-05 authority_told_at=2026-03-01",
			}},
		{"suppliers in Spanish", "supplier", `
Proveedor | Tipo de fuente | Auditado el | Resultado
Datos Sur SL | formulario web | 13/02/2025 | no superado`,
			[]string{"name=*** source_type=direct_form audited_at=2025-02-13 audit_result=failed"}},
		{"recipients in Italian", "recipient", `
Destinatario | Ruolo | Paese | Garanzie adeguate | Contratto | Obblighi
Nuvola SRL | responsabile del trattamento | Stati Uniti | clausole contrattuali tipo | firmato |
Acquirente SPA | titolare | Germania | | no | informare; cancellazione`,
			[]string{
				"name=*** role=processor country=US adequacy=conditional transfer_tool=scc contract=signed",
				"name=*** role=controller country=DE adequacy=eea contract=none duties={inform,deletion}",
			}},
		{"activities in German", "activity", `
Zweck | Rechtsgrundlage | Interessenabwägung | Speicherdauer | Betroffene | Empfänger
Kundenwerbung | berechtigtes Interesse | durchgeführt | 36 Monate | Kunden, Interessenten | 
Newsletter | Einwilligung | nein | unbegrenzt | | keine`,
			[]string{
				"purpose=*** legal_basis=legitimate_interest interest_assessment=documented retention=period persons_described=true",
				"purpose=*** legal_basis=consent interest_assessment=none retention=none recipients_described=false",
			}},
		{"statistics", "statistic", `
Region | Account ID | Visitors | Customers
Nord | 8831 | 120 | 3
Süd | 8832 | 90 | 0`,
			[]string{"identifier=account_id count=3", "identifier=account_id count=90"}},
		{"statistics without identifiers", "statistic", `
Mois | Canal | Nombre de contacts | Taux d'ouverture
2025-01 | e-mail | 1 204 | 12,5 %`,
			[]string{"identifier=none count=1204"}},
		{"forms", "form", `
Formulaire | Case précochée | Refus | Liste des partenaires | Nombre de finalités | Âge vérifié
Jeu concours | oui | moins visible | non | 3 | non`,
			[]string{"name=*** consent_preticked=true refusal=weaker partners_listed=false purposes_per_consent=3 age_asked=false"}},
		{"notices", "notice", `
Notice | Place | Retention period | Right of access | Source | Contact works
First e-mail | first message | vague | stated | not there | yes
Answer | access answer | heading only | within another right |  | no`,
			[]string{"name=*** place=first_message retention=vague access=stated source=not_found contact_works=true",
				"name=*** place=access_answer retention=heading_only access=inside_another_right contact_works=false"}},
		{"notices in German", "notice", `
Hinweis | Ort | Speicherdauer | Auskunftsrecht | Löschung | Datenschutzbeauftragter
Website | Datenschutzerklärung | pauschal | ja | fehlt | auszufüllen`,
			[]string{"name=*** place=privacy_policy dpo=placeholder retention=vague access=stated erasure=not_found"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, rows := recognised(t, register.Spec{Relation: tt.relation}, tt.table)
			got, _ := bound(t, m, rows, register.Options{})
			if !slices.Equal(got, tt.want) {
				t.Errorf("rows are\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(tt.want, "\n\t"))
				for _, c := range m.Columns {
					t.Logf("%s: %s %s %q", c.Header, c.Use, c.State, c.Trace)
				}
			}
		})
	}
}

// TestExports says what known products' exports give.
func TestExports(t *testing.T) {
	tests := []struct {
		name, relation, preset, table string
		want                          []string
	}{
		{"unsubscribed contacts", "suppression", "Mailchimp (unsubscribed contacts)", `
Email Address | First Name | Last Name | MEMBER_RATING | OPTIN_TIME | LAST_CHANGED | LEID | EUID | UNSUB_TIME | UNSUB_CAMPAIGN_TITLE | UNSUB_REASON | NOTES | TAGS
a@moon.example | Ada | Moon | 2 | 2020-01-13 10:00:00 | 2026-01-13 10:00:00 | 1 | 2 | 2026-01-13 10:00:00 | Winter | NORMAL | |`,
			[]string{"person=1 kind=unsubscribe recorded_at=2026-01-13 form=clear"}},
		{"contacts with two channels", "subscription", "Brevo (contacts)", `
email | SMS | emailBlacklisted | smsBlacklisted | modifiedAt
a@moon.example | +33639981234 | true | false | 2026-01-13T10:00:00.000+01:00`,
			[]string{"person=2 channel=email subscribed=false changed_at=2026-01-13", "person=2 channel=sms subscribed=true changed_at=2026-01-13"}},
		{"log of messages", "send", "Brevo (log of transactional messages)", `
st_text | ts | sub | frm | email | tag | mid | link
Sent | 13-01-2026 10:00:00 | Hello | shop@sun.example | a@moon.example | | <1@x> |
Delivered | 13-01-2026 10:00:02 | Hello | shop@sun.example | a@moon.example | | <1@x> |
First opening | 14-02-2026 10:00:02 | Hello | shop@sun.example | a@moon.example | | <1@x> |`,
			[]string{"person=1 sent_at=2026-01-13"}},
		{"events", "send", "HubSpot (e-mail events)", `
recipient | type | created | emailCampaignId | portalId | appId | sentBy.id
a@moon.example | SENT | 1768298400000 | 17 | 1 | 2 | x
a@moon.example | CLICK | 1768298500000 | 17 | 1 | 2 | x`,
			[]string{"person=1 sent_at=2026-01-13 campaign=***"}},
		{"sends by subscriber key", "send", "Salesforce Marketing Cloud (sends)", `
ClientID | SendID | SubscriberKey | EmailAddress | SubscriberID | ListID | EventDate | EventType | BatchID
1 | 17 | a@moon.example | a@moon.example | 99 | 3 | 1/13/2026 10:00:00 AM | Sent | 4`,
			[]string{"person=2 sent_at=2026-01-13 campaign=***"}},
		{"requests", "request", "OneTrust (requests of data subjects)", `
Request ID | Request Type | Email | Date Created | Deadline | Stage | Date Completed | Subject Type | Days Left
R1 | Data Deletion | a@moon.example | 2026-01-13T10:00:00Z | 2026-02-13 | Closed | 2026-01-30T10:00:00Z | Customer | 0`,
			[]string{"person=1 reference=*** kind=erasure received_at=2026-01-13 answered_at=2026-01-30"}},
		{"consents", "preference", "Klaviyo (consent)", `
Email | Klaviyo ID | Phone Number | Email Marketing Consent | Email Marketing Consent Timestamp | SMS Marketing Consent
a@moon.example | k1 | +33639981234 | SUBSCRIBED | 2026-01-13 10:00:00 | NEVER_SUBSCRIBED`,
			[]string{"person=3 channel=email value=given consented_at=2026-01-13", "person=3 channel=sms value=not_given"}},
		{"several channels in a cell", "suppression", "", `
email | channels | date | kind
a@moon.example | E-mail, SMS | 2026-01-13 | objection
b@moon.example | téléphone et courrier | 2026-01-14 | objection
c@moon.example | all | 2026-01-14 | objection
d@moon.example | pigeon, SMS | 2026-01-14 | objection`,
			[]string{
				"person=1 kind=objection channel=email recorded_at=2026-01-13 form=clear", "person=1 kind=objection channel=sms recorded_at=2026-01-13 form=clear",
				"person=1 kind=objection channel=phone recorded_at=2026-01-14 form=clear", "person=1 kind=objection channel=post recorded_at=2026-01-14 form=clear",
				"person=1 kind=objection channel=all recorded_at=2026-01-14 form=clear", "person=1 kind=objection channel=? recorded_at=2026-01-14 form=clear",
			}},
		{"statistics by a name", "statistic", "", `
Name | Quux | Ratio | Sent
Winter | 17 | 12.5 % | 100
Spring | 18 | 13.5 % | 120`,
			[]string{"", ""}},
		{"statistics of persons", "statistic", "", `
First name | Visitors
Ada | 1`,
			[]string{"identifier=name count=1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, rows := recognised(t, register.Spec{Relation: tt.relation, IDs: "x"}, tt.table)
			if m.Preset != tt.preset {
				t.Errorf("the export is %q, want %q", m.Preset, tt.preset)
			}
			got, _ := bound(t, m, rows, register.Options{})
			if !slices.Equal(got, tt.want) {
				t.Errorf("rows are\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(tt.want, "\n\t"))
				for _, c := range m.Columns {
					t.Logf("%s: %s %s %q", c.Header, c.Use, c.State, c.Trace)
				}
			}
		})
	}
}
