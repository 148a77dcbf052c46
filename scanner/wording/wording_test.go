package wording_test

import (
	"strings"
	"testing"

	"leadlint/scanner/wording"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"marks and case", "Responsável PELO Tratamento", "responsavel pelo tratamento"},
		{"punctuation parts words", "l’accès, (c.-à-d.)", "l acces c a d"},
		{"soft hyphen and zero width", "Daten\u00adschutz\u200bbeauftragte", "datenschutzbeauftragte"},
		{"letters without parts", "Łódź Straße Ærø đ ı", "lodz strasse aero d i"},
		{"Greek accents and final sigma", "Ο υπεύθυνος επεξεργασίας", "ο υπευθυνοσ επεξεργασιασ"},
		{"Greek of the older spelling", "ἡ ἀρχή", "η αρχη"},
		{"Cyrillic", "Администраторът на ЛИЧНИ данни", "администраторът на лични данни"},
		{"combining marks", "e\u0301ta\u0301t", "etat"},
		{"Maltese keeps its ħ", "Ħaddiem ġdid", "ħaddiem gdid"},
		{"nothing", " … ", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := wording.NewFolder().String(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestAlign: every byte of the folded form leads back to where it is from.
func TestAlign(t *testing.T) {
	f := wording.NewFolder()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("aÉß ħ.–ςŁ\u00ad,ж")), 0, 40, -1).Draw(t, "s")
		folded, at := f.Append(nil, s), f.Align(s)
		if len(at) < len(folded) {
			t.Fatalf("%q: %d places for %d bytes", s, len(at), len(folded))
		}
		last := int32(0)
		for _, a := range at {
			if a < last || int(a) > len(s) {
				t.Fatalf("%q: places %v run back or beyond", s, at)
			}
			last = a
		}
	})
}

// TestFinder: the finder finds what a search for each phrase finds.
func TestFinder(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("ab ")), 1, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		phrases := rapid.SliceOfN(letters, 1, 8).Draw(t, "phrases")
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab ")), 0, 40, -1).Draw(t, "text")
		got := make([]int, len(phrases))
		wording.NewFinder(phrases).Each([]byte(text), func(p int32, end int) {
			if !strings.HasSuffix(text[:end], phrases[p]) {
				t.Fatalf("%q does not end at %d of %q", phrases[p], end, text)
			}
			got[p]++
		})
		for i, p := range phrases {
			want := 0
			for at := range text {
				if strings.HasPrefix(text[at:], p) {
					want++
				}
			}
			if got[i] != want {
				t.Errorf("%q in %q: got %d, want %d", p, text, got[i], want)
			}
		}
	})
}

func TestGroup(t *testing.T) {
	p := wording.NewPhrases(wording.NewFolder())
	p.Fix("NUMBER", -1)
	for _, c := range [][3]string{{"unit", "en", "day*|{long}"}, {"long", "*", "year*"}, {"round", "en", "{round}"}} {
		if err := p.Class(c[0], c[1], c[2]); err != nil {
			t.Fatal(err)
		}
	}
	ids, err := p.Group("{NUMBER}|{unit}|=for ever", "en")
	if err != nil || len(ids) != 4 || ids[0] != -1 {
		t.Fatalf("got %v, %v", ids, err)
	}
	if got := p.List()[2]; got.Text != " for ever " || got.Words != 2 || !got.Whole {
		t.Errorf("got %+v", got)
	}
	for _, bad := range []string{"a", "{none}", "{round}", ""} {
		if _, err := p.Group(bad, "en"); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
	if p.Class("unit", "en", "x") == nil || p.Class("NUMBER", "en", "x") == nil {
		t.Error("a class may stand twice")
	}
}

func TestLines(t *testing.T) {
	var got []string
	err := wording.Lines("# head\r\na\tb\r\n\nc\n", func(n int, cells []string) error {
		got = append(got, strings.Repeat("+", n)+strings.Join(cells, "/"))
		return nil
	})
	if want := "++a/b ++++c"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestSplitter(t *testing.T) {
	p := wording.Splitter{Abbreviations: map[string]bool{"art": true}, Semicolons: true}
	cases := []struct {
		name, in string
		want     []string
	}{
		{"stops and marks", "One. Two? Three", []string{"One.", " Two?", " Three"}},
		{"an abbreviation", "See art. 6 of it. End", []string{"See art. 6 of it.", " End"}},
		{"an abbreviation behind a bracket or a quote", "Interest (art. 6) and „art. 7” too", []string{"Interest (art. 6) and „art. 7” too"}},
		{"an abbreviation behind an elided article", "Ai sensi dell'art. 6 e dell’Art. 7, l'art. 8 bis. Vu l’art. 13 RGPD. Fin", []string{"Ai sensi dell'art. 6 e dell’Art. 7, l'art. 8 bis.", " Vu l’art. 13 RGPD.", " Fin"}},
		{"a word with an apostrophe is no initial", "They don't. We don’t. It's Ann’s. End", []string{"They don't.", " We don’t.", " It's Ann’s.", " End"}},
		{"a small letter follows", "abc. def; ghi", []string{"abc. def;", " ghi"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			p.Each(c.in, func(start, end int) { got = append(got, c.in[start:end]) })
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
