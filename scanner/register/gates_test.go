package register_test

import (
	"slices"
	"testing"

	"leadlint/scanner/register"
)

// TestGates: which records are rows of the relation. Calls that persons made, or
// that were never placed, are held against nobody; of several marks of an entry
// one suffices.
func TestGates(t *testing.T) {
	tests := []struct {
		name, relation, table string
		want                  []string
	}{
		{"calls that persons made (French)", "call", `Sens | Numéro composé | Date d'appel
			Entrant | +33199000001 | 2024-06-24
			Sortant | +33199000002 | 2024-06-24`, []string{"person=1 called_at=2024-06-24"}},
		{"calls that persons made (German)", "call", `Richtung | Rufnummer | Datum
			eingehend | +33199000001 | 2024-06-24
			ausgehend | +33199000002 | 2024-06-25`, []string{"person=1 called_at=2024-06-25"}},
		{"calls of an unknown direction", "call", `direction | phone | call date
			outbound | +33199000002 | 2024-06-24
			inbound | +33199000003 | 2024-06-24
			outgoing | +33199000004 | 2024-06-24
			x | +33199000001 | 2024-06-24`, []string{"person=1 called_at=2024-06-24", "person=1 called_at=2024-06-24", "person=1 called_at=?"}},
		{"calls that the objection list stopped", "call", `Numéro | Date d'appel | Statut
			+33199000001 | 2024-06-24 | Abouti
			+33199000002 | 2024-06-24 | Non émis
			+33199000003 | 2024-06-24 | Bloqué (opposition)`, []string{"person=1 called_at=2024-06-24"}},
		{"one mark of two", "suppression", `email | unsubscribed | suppressed | created at
			a@port.example | true | false | 2024-06-24
			b@port.example | | true | 2024-06-24
			c@port.example | false | false | 2024-06-24
			d@port.example | | | 2024-06-24`, []string{"person=1 recorded_at=2024-06-24", "person=1 recorded_at=2024-06-24"}},
		{"one mark of two, the other unreadable", "suppression", `email | unsubscribed | suppressed | created at
			a@port.example | yes | no | 2024-06-24
			b@port.example | no | yes | 2024-06-24
			c@port.example | yes | maybe | 2024-06-25
			d@port.example | no | maybe | 2024-06-26`, []string{"person=1 recorded_at=2024-06-24", "person=1 recorded_at=2024-06-24", "person=1 recorded_at=2024-06-25", "person=1 recorded_at=?"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, rows := recognised(t, register.Spec{Relation: tt.relation}, tt.table)
			got, _ := bound(t, m, rows, register.Options{Need: []string{"person", "called_at", "recorded_at"}})
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
