package register_test

import (
	"testing"

	"leadlint/scanner/register"
)

// TestTaken holds what exports of mailing, telephone and ticket tools, and
// registers kept by hand, are taken for by their columns alone: surely, and as
// no other register.
func TestTaken(t *testing.T) {
	tests := []struct{ name, relation, table string }{
		{"tool that marks who left, in German", "subscription", "E-Mail|Registriert|Abo-Status|Abgemeldet am\na@moon.example|13.01.2023|aktiv|\nb@moon.example|13.01.2023|abgemeldet|23.02.2024"},
		{"tool that marks who left, in Spanish", "subscription", "Correo electrónico|Estado|Fecha de alta|Fecha de baja\na@moon.example|Activo|13/01/2023|\nb@moon.example|Baja|13/01/2023|23/02/2024"},
		{"tool with a mark and its date", "subscription", "ID|Email|Unsubscribed|UnsubscribedAt|SubscribedAt\n1|a@moon.example|false||2023-01-22\n2|b@moon.example|true|2024-02-23|2023-01-22"},
		{"tool with a list for each channel", "subscription", "EMAIL|EMAIL_BLOCKLISTED|SMS_BLOCKLISTED|ADDED_TIME\na@moon.example|No|No|2023-01-22\nb@moon.example|Yes|No|2023-01-22"},
		{"those who left", "suppression", "Email|Opt-out date|Opt-out source\na@moon.example|2024-05-22|Footer"},
		{"those who left, in Italian", "suppression", "Indirizzo mail|Data opposizione|Canale\na@moon.example|22/05/2024|Email"},
		{"kinds under a header that nobody knows", "suppression", "E-mail|Enregistré le|Ce qui est demandé\na@moon.example|22/05/2024|Opposition\nb@moon.example|23/05/2024|Effacement"},
		{"mails in Italian", "send", "Inviata il|A|Oggetto|Tipo\n22/05/2024 09:00|a@moon.example|Offerta|Commerciale\n22/05/2024 09:01|b@moon.example|Fattura|Servizio"},
		{"text messages", "send", "Message SID|From|To|Body|Status|Sent at|Channel\n1|+33199000001|+33639980001|Hi|delivered|2024-05-22 09:00|sms"},
		{"telephone system", "call", "line|date (TZ offset incl.)|direction|from|to|duration (total)|tags\nSales|2024-05-22 09:00:00 +0200|outbound|+33199000001|+33639980001|35|"},
		{"telephone system in French", "call", "Date|Heure|Type|Numéro appelant|Numéro appelé|Durée|Agent\n22/05/2024|09:00|Sortant|+33199000001|+33639980001|35|7"},
		{"dialler", "call", "Call Date/Time|Phone Dialed|Agent Name|Campaign|Disposition|Talk Time\n2024-05-22 09:00|+14155550101|7|Spring|No answer|0"},
		{"tickets", "request", "Id|Requester email|Subject|Request type|Status|Created at|Solved at\n1|a@moon.example|My data|Access|Solved|2024-05-02|2024-05-20"},
		{"issues", "request", "Key|Summary|Right|Reporter email|Status|Created|Due date|Resolved\nP-1|x|Right of access|a@moon.example|Done|2024-05-02|2024-06-02|2024-05-20"},
		{"requests in German", "request", "Vorgang|Eingangsdatum|Art des Rechts|E-Mail des Betroffenen|Eingangskanal|Frist|Beantwortet am\nV1|22.05.2024|Auskunft|a@moon.example|E-Mail|22.06.2024|20.06.2024"},
		{"requests in Spanish", "request", "Fecha solicitud|Derecho|Email solicitante|Fecha contestación\n22/05/2024|Acceso|a@moon.example|20/06/2024"},
		{"rights under a header that nobody knows", "request", "Dossiernr|Onderdeel|E-mailadres aanvrager|Datum ontvangst|Datum antwoord\n1|Inzage|a@moon.example|22-05-2024|20-06-2024\n2|Wissing|b@moon.example|23-05-2024|"},
		{"cessions in Spanish", "disclosure", "Correo|Cesionario|Fecha de cesión|Finalidad|Datos cedidos\na@moon.example|Sol SL|22/05/2024|Publicidad por correo electrónico|email"},
		{"processors in German", "recipient", "Dienstleister|Leistung|Land|AV-Vertrag|Drittlandgarantie\nCloud Inc|Hosting|USA|unterzeichnet|SCC\nPost GmbH|Versand|Deutschland|nein|"},
		{"processors in Italian", "recipient", "Fornitore|Servizio|Ruolo|Paese|Nomina art. 28\nCloud Inc|Hosting|Responsabile del trattamento|Stati Uniti|Firmata"},
		{"record of processing in Spanish", "activity", "Finalidad del tratamiento|Base legitimadora|Interesados|Categorías de datos personales|Plazos de conservación\nProspección|Interés legítimo|Prospectos|Contacto|3 años"},
		{"breaches in Italian", "incident", "N.|Data rilevazione|Tipo|Rischio|Notifica al Garante\nB1|22/05/2024 10:00|Perdita|Alto|23/05/2024 09:00"},
		{"preferences by channel", "preference", "contact_email|allow_email|allow_sms|modified\na@moon.example|1|0|2024-05-22\nb@moon.example|0|1|2024-05-23"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			headers, rows := table(tt.table)
			got := register.Propose(schema, headers, rows)
			if len(got) == 0 || got[0].Relation != tt.relation || got[0].Score < 0.8 {
				t.Fatalf("proposals are %+v, want %s from 0.8", got, tt.relation)
			}
			if len(got) > 1 && got[0].Score-got[1].Score < 0.05 {
				t.Errorf("proposals are %+v: no clear first", got)
			}
		})
	}
}

// TestKindByValues says when cells alone tell a kind: when they all do, and in
// one column.
func TestKindByValues(t *testing.T) {
	tests := []struct{ name, table, want string }{
		{"one column", "E-mail|Erhalten am|Sache\na@moon.example|2026-01-13|Auskunft\nb@moon.example|2026-01-13|Löschung", "Sache"},
		{"a cell that is none", "E-mail|Erhalten am|Sache\na@moon.example|2026-01-13|Auskunft\nb@moon.example|2026-01-13|Löschung\nc@moon.example|2026-01-13|Rechnung", ""},
		{"one kind only", "E-mail|Erhalten am|Sache\na@moon.example|2026-01-13|Auskunft\nb@moon.example|2026-01-13|Auskunft", ""},
		{"two columns", "E-mail|Erhalten am|Sache|Folge\na@moon.example|2026-01-13|Auskunft|Löschung\nb@moon.example|2026-01-13|Löschung|Auskunft", ""},
		{"a column that says so", "E-mail|Kind|Sache\na@moon.example|access|Auskunft\nb@moon.example|erasure|Löschung", "Kind"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			headers, rows := table(tt.table)
			m, err := register.Recognise(schema, register.Spec{Relation: "request"}, headers, rows)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if h := m.Header("kind"); len(h) > 0 {
				got = h[0]
			}
			if got != tt.want {
				t.Errorf("kind comes from %q, want %q", got, tt.want)
			}
		})
	}
}
