package lexicon_test

import (
	"os"
	"strings"
	"sync"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
)

// cases reads testdata/cases.tsv: names and the subjects wanted.
func cases(t testing.TB) [][2]string {
	data, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for line := range strings.SplitSeq(string(data), "\n") {
		name, want, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if want == "-" {
			want = ""
		}
		out = append(out, [2]string{name, want})
	}
	return out
}

func TestSubjects(t *testing.T) {
	l := lexicon.New()
	negative := 0
	for _, c := range cases(t) {
		name, want := c[0], c[1]
		if want == "" {
			negative++
		}
		if got := names(facts.CodeSubjects(), l.Subjects(name)); got != want {
			t.Errorf("Subjects(%q): got %q, want %q", name, got, want)
		}
	}
	if negative < 150 {
		t.Errorf("got %d names that are about nothing, want at least 150", negative)
	}
}

func TestSubjectsOfWholeNames(t *testing.T) {
	l := lexicon.New()
	for name, want := range map[string]string{
		"user.profile.name":       "personal,person_name",
		"lead.company.name":       "thing",
		"lead.attributes.name":    "personal,person_name",
		"contact.emails.first":    "personal,contact_point,email",
		"consents.marketing":      "consent,marketing",
		"preferences.newsletter":  "marketing,preference",
		"self.user.email":         "personal,contact_point,email",
		"users[0]['first_name']":  "personal,person_name",
		"":                        "",
		"...":                     "",
		strings.Repeat("a", 9000): "",
	} {
		if got := names(facts.CodeSubjects(), l.Subjects(name)); got != want {
			t.Errorf("Subjects(%.40q): got %q, want %q", name, got, want)
		}
	}
}

func TestMember(t *testing.T) {
	l := lexicon.New()
	for _, c := range [][3]string{
		{"leads", "name", "personal,person_name"},
		{"Lead", "mobile", "personal,contact_point,phone"},
		{"contacts", "mail", "personal,contact_point,email"},
		{"prospects", "address", "personal,address"},
		{"companies", "name", ""},
		{"companies", "email", "personal,contact_point,email"},
		{"servers", "address", ""},
		{"leads", "company_name", "thing"},
		{"leads", "id", ""},
		{"", "name", ""},
	} {
		if got := names(facts.CodeSubjects(), l.Member(c[0], c[1])); got != c[2] {
			t.Errorf("Member(%q, %q): got %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// Umbrellas stand beside what they cover, always and only there (but personal, which
// names may be about in general).
func umbrellas(t *testing.T, name string, set uint64) {
	has := func(subject string) bool {
		for i, s := range facts.CodeSubjects() {
			if s == subject {
				return set>>uint(i)&1 == 1
			}
		}
		t.Fatalf("no subject %q", subject)
		return false
	}
	if (has("email") || has("phone")) != has("contact_point") {
		t.Errorf("%q: contact_point does not stand beside email and phone", name)
	}
	if (has("password") || has("session") || has("credential")) != has("secret") {
		t.Errorf("%q: secret does not stand beside password, session and credential", name)
	}
	if has("person_name") && !has("personal") || has("email") && !has("personal") || has("person") && !has("personal") {
		t.Errorf("%q: personal does not stand beside what describes a person", name)
	}
	if has("opt_out") && (has("consent") || has("marketing")) {
		t.Errorf("%q: a refusal is agreement too", name)
	}
}

func FuzzSubjects(f *testing.F) {
	l := lexicon.New()
	for _, c := range cases(f) {
		f.Add(c[0])
	}
	f.Fuzz(func(t *testing.T, name string) {
		set := l.Subjects(name)
		if set>>uint(len(facts.CodeSubjects())) != 0 {
			t.Errorf("got bits %b beyond the subjects", set)
		}
		if !strings.Contains(name, ".") {
			umbrellas(t, name, set)
		}
	})
}

func TestManyAtOnce(t *testing.T) {
	l, all := lexicon.New(), cases(t)
	var done sync.WaitGroup
	for range 4 {
		done.Go(func() {
			for _, c := range all {
				if got := names(facts.CodeSubjects(), l.Subjects(c[0])); got != c[1] {
					t.Errorf("Subjects(%q): got %q, want %q", c[0], got, c[1])
				}
			}
		})
	}
	done.Wait()
}

func BenchmarkSubjects(b *testing.B) {
	all := cases(b)
	for b.Loop() {
		l := lexicon.New()
		for _, c := range all {
			l.Subjects(c[0])
		}
	}
}
