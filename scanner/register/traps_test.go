package register_test

import (
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/register"
)

// TestColumns says what single columns are understood as, beside a key.
func TestColumns(t *testing.T) {
	tests := []struct {
		name, relation, header, cells string // cells apart by commas
		want                          string // empty: not understood
	}{
		{"status of a message", "send", "status", "delivered,bounced", ".state"},
		{"status of a subscription", "subscription", "status", "subscribed,cleaned", "subscribed"},
		{"status of a preference", "preference", "status", "opted in,opted out", "value"},
		{"status that is none of these", "subscription", "status", "gold,silver", ""},
		{"date of a message", "send", "date", "2026-01-13", "sent_at"},
		{"date in a preference store could be several", "preference", "date", "2026-01-13", ""},
		{"type that is a channel", "send", "type", "sms,email", "channel"},
		{"type that is a purpose", "send", "type", "marketing,invoice", "purpose"},
		{"type that is an event", "send", "type", "SENT,OPEN,CLICK", ".event"},
		{"type that is neither", "send", "type", "A,B", ""},
		{"email sent at is a date", "send", "Email sent at", "2026-01-13", "sent_at@email"},
		{"first opened is not sent", "send", "first opened at", "2026-01-13", ""},
		{"created is not sent", "send", "message created at", "2026-01-13", ""},
		{"a sender is not the person", "send", "from", "news@shop.example", ".ignore"},
		{"désabonné le in a list", "subscription", "Désabonné le", "13/01/2026", "unsubscribed_at;subscribed=false"},
		{"désabonné le among objections", "suppression", "Désabonné le", "13/01/2026", "recorded_at;kind=unsubscribe"},
		{"désabonné le in preferences", "preference", "Désabonné le", "13/01/2026", "changed_at;value=withdrawn"},
		{"désabonné in preferences", "preference", "Désabonné", "oui,non", "value=withdrawn"},
		{"opt-out of a channel", "preference", "SMS opt-out", "yes,no", "value=refused@sms"},
		{"mail is a letter or an e-mail", "preference", "Opt-in mail", "yes,no", ""},
		{"consent date of a channel", "preference", "Date de consentement SMS", "13/01/2026", "consented_at@sms"},
		{"numbers under a channel's name", "preference", "SMS", "+33639981234,+33639981235", "person.phone"},
		{"consent under a channel's name", "preference", "SMS", "oui,non", "value@sms"},
		{"numbers under sms of a mailing tool", "subscription", "SMS", "+33639981234", "person.phone"},
		{"a header that says nothing", "suppression", "foo", "x", ""},
		{"a date that is a yes", "call", "automated", "2026-01-13", ""},
		{"a bare number is no date", "suppression", "date", "17,18", ""},
		{"seconds since 1970", "suppression", "created", "1767225600,1767312000", "recorded_at"},
		{"the words of an entry in another order", "incident", "date of awareness", "2026-01-13", "aware_at"},
		{"one word more may turn a mark round", "preference", "not opted out yet", "yes,no", ""},
		{"planned is not sent", "send", "planned send date", "2026-01-13", ""},
		{"the recipient's capacity", "send", "audience", "b2b,b2c", "recipient"},
		{"Portuguese", "suppression", "Motivo", "apagamento,oposição", "kind"},
		{"Polish", "suppression", "Data usunięcia", "2026-01-13", "recorded_at;kind=erasure"},
		{"camel case", "request", "receivedAt", "2026-01-13", "received_at"},
		{"underscores", "incident", "authority_told_at", "2026-01-13", "authority_told_at"},
		{"somebody else's address", "send", "partner email", "x@sun.example,y@sun.example", ""},
		{"the customer's address", "send", "customer email address (work)", "x@sun.example,y@sun.example", "person.email"},
		{"numbers that a message went to", "send", "to", "+33639981234,+33639981235", "person.phone"},
		{"a recipient is not the person", "disclosure", "recipient", "x@sun.example,y@sun.example", "recipient"},
		{"another date of sending", "send", "date envoi facture", "2026-01-13", ""},
		{"an account that is active", "preference", "status", "active,inactive", ""},
		{"names that are addresses", "request", "Demandeur", "x@sun.example,y@sun.example", "person.email"},
		{"names that are names", "request", "Demandeur", "Jean Dupont,Anna Kessel", "person.name"},
		{"the applicant's address", "request", "E-mail betrokkene", "x@sun.example,y@sun.example", "person.email"},
		{"another gender of the same word", "send", "Inviata il", "13/01/2026", "sent_at"},
		{"the same word for no day", "send", "Inviata", "sì,no", ""},
		{"another word for the day", "request", "Created time", "2026-01-13", "received_at"},
		{"a check of a list that holds no day", "call", "Verifica RPO", "", ""},
		{"the plural", "activity", "Plazos de conservación", "3 años", "retention"},
		{"fields by their own name", "call", "contract_in_progress", "true,false", "contract_in_progress"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			headers := []string{"E-mail", tt.header}
			var rows [][][]byte
			for i, c := range strings.Split(tt.cells, ",") {
				rows = append(rows, [][]byte{[]byte(string(rune('a'+i)) + "@moon.example"), []byte(c)})
			}
			m, err := register.Recognise(schema, register.Spec{Relation: tt.relation}, headers, rows)
			if err != nil {
				t.Fatal(err)
			}
			c := &m.Columns[1]
			got := c.Use.String()
			if c.State == recognise.NotUnderstood {
				got = ""
			}
			if got != tt.want {
				t.Errorf("%q is understood as %q, want %q (%q)", tt.header, got, tt.want, c.Trace)
			}
			if len(c.Trace) == 0 {
				t.Error("there is no trace")
			}
		})
	}
}

// TestSpec says what a specification settles.
func TestSpec(t *testing.T) {
	const sends = `
Adresse | Envoi | Marque | Voie
a@moon.example | 03/02/2026 | X | Courrier électronique maison
b@moon.example | 04/02/2026 | Y | `
	m, rows := recognised(t, register.Spec{
		Relation: "send",
		Columns:  map[string]string{"Adresse": "person", "envoi": "sent_at", "Marque": "ignore", "Voie": "channel"},
		Values:   map[string]map[string]string{"channel": {"courrier électronique MAISON": "email"}},
		Dates:    map[string]string{"sent_at": "DD/MM/YYYY"},
		Facts:    map[string]any{"channel": "sms", "purpose": "prospecting", "supplier": "Datex SARL", "first": true},
	}, sends)
	got, tally := bound(t, m, rows, register.Options{})
	want := []string{
		"person=1 channel=email sent_at=2026-02-03 purpose=prospecting supplier=*** first=true",
		"person=1 channel=sms sent_at=2026-02-04 purpose=prospecting supplier=*** first=true",
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
	if want := []int64{1, 2, 2, 2}; !slices.Equal(tally.Fills, want) {
		t.Errorf("facts spoke for %v rows, want %v", tally.Fills, want)
	}
	if m.Columns[2].State != recognise.Ignored {
		t.Errorf("the brand is %s, want ignored", m.Columns[2].State)
	}
}

func TestPrefer(t *testing.T) {
	m, rows := recognised(t, register.Spec{Relation: "send"}, "date|email|sent at\n2020-01-13|a@moon.example|2026-01-13\n2020-01-13|b@moon.example|")
	got, _ := bound(t, m, rows, register.Options{})
	if want := []string{"person=1 sent_at=2026-01-13", "person=1"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
}

func TestSpecErrors(t *testing.T) {
	tests := []struct {
		name string
		spec register.Spec
		want string
	}{
		{"relation", register.Spec{Relation: "supression"}, `unknown relation "supression"; the nearest is "suppression"`},
		{"contact", register.Spec{Relation: "snapshot"}, `"snapshot" is no register`},
		{"header", register.Spec{Relation: "send", Columns: map[string]string{"Envois": "sent_at"}}, `the table has no header "Envois"; the nearest is "Envoi"`},
		{"field", register.Spec{Relation: "send", Columns: map[string]string{"Envoi": "send_at"}}, `unknown field "send_at" of send; the nearest is "sent_at"`},
		{"key", register.Spec{Relation: "send", Columns: map[string]string{"Envoi": "person.mail"}}, `the nearest is "person.email"`},
		{"key field", register.Spec{Relation: "incident", Columns: map[string]string{"Envoi": "person"}}, `unknown field "person"`},
		{"use", register.Spec{Relation: "send", Columns: map[string]string{"Envoi": ".entry"}}, `unknown use ".entry" of a column of send`},
		{"channel", register.Spec{Relation: "preference", Columns: map[string]string{"Envoi": "value@pigeon"}}, `unknown channel in "value@pigeon"`},
		{"implied value", register.Spec{Relation: "suppression", Columns: map[string]string{"Envoi": "recorded_at;kind=gone"}}, `does not say what a filled cell means`},
		{"mark", register.Spec{Relation: "preference", Columns: map[string]string{"Envoi": "value=maybe"}}, `unknown value "maybe" of preference.value`},
		{"derived field", register.Spec{Relation: "incident", Columns: map[string]string{"Envoi": "hours_to_authority"}}, `unknown field`},
		{"format", register.Spec{Relation: "send", Dates: map[string]string{"sent_at": "soon"}}, `unknown format "soon"`},
		{"date field", register.Spec{Relation: "send", Dates: map[string]string{"purpose": "YYYY-MM-DD"}}, `"purpose" is no date of send`},
		{"value", register.Spec{Relation: "send", Values: map[string]map[string]string{"channel": {"x": "carrier pigeon"}}}, `unknown value "carrier pigeon" of send.channel; expected one of email, sms`},
		{"fact", register.Spec{Relation: "suppression", Facts: map[string]any{"kind": "objecting"}}, `facts: kind: expected one of objection, unsubscribe`},
		{"fact's field", register.Spec{Relation: "suppression", Facts: map[string]any{"knd": "objection"}}, `unknown field "knd" of suppression; the nearest is "kind"`},
		{"fact's date", register.Spec{Relation: "suppression", Facts: map[string]any{"recorded_at": "soon"}}, `expected a date such as`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.spec.Where = "leadlint.yaml:7"
			_, err := register.Recognise(schema, tt.spec, []string{"Adresse", "Envoi"}, nil)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "leadlint.yaml:7: ") {
				t.Errorf("error is %v, want leadlint.yaml:7: … %s", err, tt.want)
			}
		})
	}
}

func TestIssues(t *testing.T) {
	tests := []struct {
		name, relation, table string
		severity, want        string // of the first issue; empty for none
	}{
		{"a register in order", "suppression", "email|date|reason\na@moon.example|2026-01-13|objection", "", ""},
		{"nothing understood", "request", "foo|bar\n1|2", "lost", "no column is understood"},
		{"no key", "send", "date|campaign\n2026-01-13|X", "warning", "no column says who a row is about"},
		{"keys of no system", "send", "contact id|date\n17|2026-01-13", "warning", "the system they belong to is not named"},
		{"the essential field missing", "call", "phone|agent\n+33639981234|7", "warning", "gives call.called_at"},
		{"unreadable dates", "suppression", "email|date|reason\na@moon.example|soon|objection\nb@moon.example|later|objection", "warning", "none of the register's dates can be read"},
		{"open dates", "suppression", "email|date|reason\na@moon.example|03/04/2025|objection\nb@moon.example|05/04/2025|objection", "warning", "day and month cannot be told apart"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := recognised(t, register.Spec{Relation: tt.relation}, tt.table)
			if tt.want == "" {
				if len(m.Issues) > 0 {
					t.Errorf("issues are %v, want none", m.Issues)
				}
				return
			}
			if len(m.Issues) == 0 || m.Issues[0].Severity != tt.severity || !strings.Contains(m.Issues[0].Message.EN, tt.want) || m.Issues[0].Message.FR == "" {
				t.Errorf("issues are %v, want %s: %s", m.Issues, tt.severity, tt.want)
			}
		})
	}
}

func TestPropose(t *testing.T) {
	tests := []struct{ name, table, want string }{
		{"lead file", "First Name|Last Name|Email|Company|Job Title|LinkedIn URL|Opt out|Created at\nAda|Moon|a@moon.example|Moon Ltd|CEO|https://linkedin.com/in/ada|no|2026-01-13", ""},
		{"lead file with consent", "Prénom|Nom|E-mail|Société|Poste|Consentement|Date du consentement|Créé le\nAda|Lune|a@lune.example|Lune SA|DG|oui|13/01/2026|13/01/2026", ""},
		{"suppression list", "email|reason|added at\na@moon.example|unsubscribe|2026-01-13", "suppression"},
		{"fingerprints and dates", "sha256|added at\n5f1d7a84db00d2fce00b31a7fc73224f0a1b2c3d4e5f60718293a4b5c6d7e8f9|2026-01-13", "suppression"},
		{"unsubscribed contacts of a mailing tool", "Email Address|First Name|Last Name|MEMBER_RATING|OPTIN_TIME|LEID|EUID|UNSUB_TIME|UNSUB_CAMPAIGN_TITLE|UNSUB_REASON\na@moon.example|Ada|Moon|2|2020-01-13|1|2|2026-01-13|x|y", "suppression"},
		{"audience of a mailing tool", "Email Address|First Name|Last Name|MEMBER_RATING|OPTIN_TIME|OPTIN_IP|CONFIRM_TIME|LAST_CHANGED|LEID|EUID\na@moon.example|Ada|Moon|2|2020-01-13||2020-01-13|2020-01-13|1|2", "subscription"},
		{"objections", "E-mail|Motif|Date\na@lune.example|désabonnement|13/01/2026", "suppression"},
		{"requests by their type", "id|email|type|date|closed\n7|a@lune.example|access|2026-01-13|2026-01-14", "request"},
		{"sends", "recipient|sent at|campaign|subject\na@moon.example|2026-01-13|Winter|Hello", "send"},
		{"envois", "Adresse e-mail|Date d'envoi|Campagne|Statut\na@lune.example|13/01/2026|Hiver|délivré", "send"},
		{"calls", "Numéro appelé|Date d'appel|Durée|Agent|Résultat\n+33639981234|13/01/2026|60|7|occupé", "call"},
		{"requests", "Reference|Request type|Received on|Answered on|Channel\nR1|access|2026-01-13|2026-01-30|email", "request"},
		{"demandes", "N° de demande|Droit exercé|Reçue le|Répondue le\n1|accès|13/01/2026|30/01/2026", "request"},
		{"incidents", "Vorfall|Risiko|Bekannt am|Behörde informiert am\nV1|hoch|13.01.2026|14.01.2026", "incident"},
		{"disclosures", "email|disclosed to|disclosed at|purpose\na@moon.example|Buyer Ltd|2026-01-13|email marketing", "disclosure"},
		{"preferences", "email|email opt in|sms opt in|changed at\na@moon.example|yes|no|2026-01-13", "preference"},
		{"suppliers", "Fournisseur|Type de source|Dernier audit|Résultat\nDatex|formulaire|13/01/2026|conforme", "supplier"},
		{"recipients", "Recipient|Role|Country|Transfer tool|Contract\nCloud Inc|processor|US|SCC|signed", "recipient"},
		{"record of processing", "Finalité|Base légale|Durée de conservation|Catégories de personnes|Destinataires\nProspection|intérêt légitime|3 ans|prospects|néant", "activity"},
		{"log", "timestamp|level|logger|message\n2026-01-13T10:00:00Z|INFO|app|started", "log"},
		{"versions", "contact|field|valid from|valid until\na@moon.example|email|2020-01-13|2022-01-13", "version"},
		{"forms", "Form|Pre-ticked|Age check|Partner list\nA|no|no|yes", "form"},
		{"products", "SKU|Name|Price|Stock\nA1|Chair|10|3", ""},
		{"companies", "Company|Website|City|Employees\nMoon Ltd|moon.example|Paris|10", ""},
		{"orders", "order id|date|amount|status\n1|2026-01-13|10|paid", ""},
		{"bare addresses", "email\na@moon.example", ""},
		{"bare contacts", "name|email|phone\nAda|a@moon.example|+33639981234", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			headers, rows := table(tt.table)
			got := register.Propose(schema, headers, rows)
			switch {
			case tt.want == "" && len(got) > 0 && got[0].Score >= 0.6:
				t.Errorf("proposals are %+v, want none strong", got)
			case tt.want != "" && (len(got) == 0 || got[0].Relation != tt.want || got[0].Score < 0.6 || got[0].Reason.EN == "" || got[0].Reason.FR == ""):
				t.Errorf("proposals are %+v, want %s", got, tt.want)
			case tt.want != "" && len(got) > 1 && got[1].Score == got[0].Score:
				t.Errorf("proposals are %+v: no clear first", got)
			}
		})
	}
}
