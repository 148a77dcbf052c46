package dossier

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// folder writes files and gives the folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func compile(t *testing.T, req Request) *Dossier {
	t.Helper()
	d, err := Compile(context.Background(), req)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	return d
}

// shown lists what a dossier shows of a column, in order.
func shown(d *Dossier, header string) []string {
	var out []string
	for _, r := range d.Records {
		for _, c := range r.Cells {
			if c.Header == header && c.Withheld == "" {
				out = append(out, c.Text)
			}
		}
	}
	return out
}

const people = `Full name,Work email,Personal email,Phone,LinkedIn URL,Company,Source,Account owner,Notes,Password
Anna Lindqvist,anna.lindqvist@nordhavn.example,,+44 7700 900101,https://www.linkedin.com/in/anna-lindqvist-example-1,Nordhavn,Team page of Nordhavn,Otto Verkäufer,met at the fair,hunter2-canary
Bertil Oakes,bertil.oakes@nordhavn.example,,+44 7700 900101,https://www.linkedin.com/in/bertil-oakes-example-2,Nordhavn,Team page of Nordhavn,Otto Verkäufer,,
A. Lindqvist,,anna.private@freemail.example,,https://www.linkedin.com/in/anna-lindqvist-example-1/,Freelance,,Otto Verkäufer,ask bertil.oakes@nordhavn.example,
Anna Lindqvist,anna.private@freemail.example,,+44 7700 900103,,Freelance,,,,
Cara Vint,info@nordhavn.example,,+44 7700 900102,,Nordhavn,,,,
`

func TestWhoIsFound(t *testing.T) {
	dir := folder(t, map[string]string{"people.csv": people})
	all := []string{"Anna Lindqvist", "A. Lindqvist", "Anna Lindqvist"}
	tests := []struct {
		name string
		keys []string
		who  string
		want []string
		err  error
		held int
	}{
		{name: "address", keys: []string{"Anna.Lindqvist@NORDHAVN.example"}, want: all, held: 1},
		{name: "profile page, written otherwise", keys: []string{"uk.linkedin.com/in/Anna-Lindqvist-example-1"}, want: all, held: 1},
		{name: "private address leads to the work record by the profile page", keys: []string{"anna.private@freemail.example"}, want: all, held: 1},
		{name: "a number of two persons says nobody's", keys: []string{"+44 7700 900101"}, err: ErrSeveral},
		{name: "a number of two persons, with a name", keys: []string{"+44 7700 900101"}, who: "Anna Lindqvist", want: all, held: 1},
		{name: "a number of one person", keys: []string{"+44 (0)7700 900103"}, want: all, held: 1},
		{name: "nobody", keys: []string{"nobody@nordhavn.example"}},
		{name: "no key at all", keys: []string{"somebody"}, err: ErrKey},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Compile(context.Background(), Request{Targets: []string{filepath.Join(dir, "people.csv")}, Keys: tt.keys, Name: tt.who})
			if !errors.Is(err, tt.err) {
				t.Fatalf("got error %v, want %v", err, tt.err)
			}
			if err != nil {
				for _, k := range tt.keys {
					if strings.Contains(err.Error(), k) {
						t.Errorf("the error quotes the key: %v", err)
					}
				}
				return
			}
			if got := shown(d, "Full name"); !slices.Equal(got, tt.want) {
				t.Errorf("got records of %q, want %q", got, tt.want)
			}
			if got := d.Searched[0].Held; got != tt.held {
				t.Errorf("got %d records held back, want %d", got, tt.held)
			}
		})
	}
}

func TestOthersAndSecretsAreWithheld(t *testing.T) {
	dir := folder(t, map[string]string{"people.csv": people})
	d := compile(t, Request{Targets: []string{filepath.Join(dir, "people.csv")}, Keys: []string{"anna.lindqvist@nordhavn.example"}})
	want := map[string]Reason{"Account owner": OtherPerson, "Password": Secret}
	for _, r := range d.Records {
		for _, c := range r.Cells {
			if reason, ok := want[c.Header]; ok && c.Withheld != reason {
				t.Errorf("got %s withheld for %q, want %q", c.Header, c.Withheld, reason)
			}
			if c.Header == "Notes" && (c.Withheld == MayConcern) != (r.Line == 4) {
				t.Errorf("got the notes on line %d withheld for %q", r.Line, c.Withheld)
			}
		}
	}
}
