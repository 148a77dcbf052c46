package auditfile

import (
	"strings"
	"testing"
)

const addressHead = "version: 1\nnow: 2026-01-01\ncontroller: {name: Nord SAS, country: FR}\n"

// A password in an address is refused wherever one can stand, and nothing of its line is
// repeated, whatever else is wrong there.
func TestPasswordsInAddressesAreRefused(t *testing.T) {
	const address = "postgres://reader:hunter2@db.north.example/crm"
	for _, tt := range []struct{ name, text, want string }{
		{"dataset", "datasets:\n  - {path: \"" + address + "\"}\n", "leadlint.yaml:5: path: a database address must not hold a password"},
		{"register", "registers:\n  - {relation: suppression, path: \"" + address + "\"}\n", "leadlint.yaml:5: path: a database address must not hold a password"},
		{"sources", "sources:\n  - {from: \"" + address + "\", sample: 5}\n", "leadlint.yaml:5: from: a database address must not hold a password"},
		{"mapping", "datasets:\n  - {path: a.csv, mapping: \"" + address + "\"}\n", "leadlint.yaml:5: mapping is a file"},
		{"mapping of a register", "registers:\n  - {relation: suppression, path: a.csv, mapping: \"" + address + "\"}\n", "leadlint.yaml:5: mapping is a file"},
		{"beside another fault", "datasets:\n  - {path: \"" + address + "\", odd: 1}\n", "leadlint.yaml:5: path: a database address must not hold a password"},
		{"twice", "datasets:\n  - {path: \"" + address + "\"}\n  - {path: \"" + address + "\"}\n", "leadlint.yaml:6: path: a database address must not hold a password"},
		{"unreadable", "datasets:\n  - {path: \"mysql://u@h:hunter2/x\"}\n", "leadlint.yaml:5: path: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("leadlint.yaml", []byte(addressHead+tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("got %v, want one that says %q and nothing of the address", err, tt.want)
			}
		})
	}
	for _, fine := range []string{"datasets:\n  - {path: \"postgres://reader@db.north.example/crm\", table: contacts}\n", "datasets:\n  - {path: \"sqlite:leads.db\"}\n"} {
		if _, err := Parse("leadlint.yaml", []byte(addressHead+fine)); err != nil {
			t.Errorf("%s: got %v, want none", fine, err)
		}
	}
}
