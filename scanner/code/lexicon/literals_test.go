package lexicon_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
)

// table reads one of the package's own tables.
func table(t *testing.T, name string) [][]string {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.SplitSeq(string(data), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// sieve asks for words once a member.
type sieve struct {
	lexicon *lexicon.Lexicon
	known   map[string][]string
}

func (s *sieve) holds(kind, member, text string) bool {
	key := kind + " " + member
	if s.known[key] == nil {
		s.known[key] = s.lexicon.Words(kind, member)
	}
	text = strings.ToLower(text)
	return slices.ContainsFunc(s.known[key], func(w string) bool { return strings.Contains(text, w) })
}

func TestEveryPatternIsFoundByItsWords(t *testing.T) {
	s := sieve{lexicon.New(), map[string][]string{}}
	for _, row := range table(t, "roles.tsv") {
		for pattern := range strings.FieldsSeq(row[1]) {
			for role := range strings.SplitSeq(row[2], ",") {
				if !s.holds("role", role, pattern) {
					t.Errorf("pattern %q holds no word for role %s", pattern, role)
				}
			}
		}
	}
	for _, row := range table(t, "hosts.tsv") {
		for host := range strings.FieldsSeq(row[0]) {
			if row[1] != "none" && !s.holds("host", row[1], host) {
				t.Errorf("host %q holds no word for %s", host, row[1])
			}
		}
	}
}

// Every phrase, written as a name, is found by the words for all that it yields.
func TestEveryPhraseIsFoundByItsWords(t *testing.T) {
	s := sieve{lexicon.New(), map[string][]string{}}
	for _, row := range table(t, "subjects.tsv") {
		words := strings.Fields(strings.Trim(row[0], "^$"))
		for i, w := range words {
			words[i], _, _ = strings.Cut(w, "|")
		}
		name := strings.Join(words, "_")
		set := s.lexicon.Subjects(name)
		for i, subject := range facts.CodeSubjects() {
			if set>>uint(i)&1 == 1 && !s.holds("subject", subject, name) {
				t.Errorf("%q yields %s, of which it holds no word", name, subject)
			}
		}
	}
}
