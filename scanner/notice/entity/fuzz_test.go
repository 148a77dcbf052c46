package entity_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"leadlint/scanner/notice/entity"
)

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"Datenhof GmbH, Lindenstraße 12, 10969 Berlin, +49 30 23125 100, dpo [at] datenhof [dot] example",
		"CNIL www.cnil.fr [Company name] {{x}} ${y} %s ____ «…» 3-5", "UAB „Nemunas“, 1055 Budapest, Akácfa u. 9–11",
		"@@@[at](at)[[[<<<{{{%%%$${", "\xff\xc2@\xe2\x80.a", "«", "…", "S. A.", "-1-1-1", "A/S A/S",
	} {
		f.Add(s)
	}
	finder, err := entity.New()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		dst := []entity.Span{{Start: -1}}
		got := finder.Find(dst, s)
		if got[0].Start != -1 {
			t.Fatal("what dst held is gone")
		}
		last := 0
		for _, p := range got[1:] {
			if p.Start < last || p.End <= p.Start || p.End > len(s) {
				t.Fatalf("span %v %d-%d of %d bytes, behind %d", p.Kind, p.Start, p.End, len(s), last)
			}
			if last = p.Start; utf8.ValidString(s) && !utf8.ValidString(s[p.Start:p.End]) {
				t.Fatalf("span %v %d-%d cuts a character", p.Kind, p.Start, p.End)
			}
		}
		if again := finder.Find(nil, s); !slices.Equal(again, got[1:]) {
			t.Fatalf("second time %v, first time %v", again, got[1:])
		}
	})
}

// TestHostile holds the time of 256 kB without a blank, or of nothing but openings, to
// what a linear search needs with much to spare.
func TestHostile(t *testing.T) {
	f := finder(t)
	for _, unit := range []string{
		"a", "@", "a@", "a.", "[", "[a", "<a", "{{", "{a", "%", "%A", "$", "${", "_", ".", "…", "«", "X", "X ", "x.", "1", "1 ", "1-", "+1", "(",
		"[at]", "a[at]a", "a [at] a ", "://", "a://a", "(1)", "A ", "Aa ", "S. A. ", "A GmbH ", "Úřad pro ochranu ", "12345 A ", "Aa 1, ",
		"Rue 1 ", "12345 ", "AB 1 ", "Data Protection ", "landesbeauftragte für den datenschutz ", "„", "é", "company ", "[company", "a-",
	} {
		s := strings.Repeat(unit, 256<<10/len(unit))
		start := time.Now()
		f.Find(nil, s)

		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("%q again and again: 256 kB took %v", unit, took)
		}
	}
}

func TestShared(t *testing.T) {
	f := finder(t)
	const s = "Datenhof GmbH, Lindenstraße 12, 10969 Berlin, dpo@datenhof.example, CNIL, 3-5 years, [Name]"
	want := marked(s, f.Find(nil, s))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				if got := marked(s, f.Find(nil, s)); got != want {
					t.Errorf("got %s, want %s", got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

// notice is 3,000 words of sentences with everything in them.
func notice() []string {
	return slices.Repeat([]string{
		"We keep the data of persons with whom we have no contract for three years at most after the last contact, and then delete them.",
		"You may object at any time to the processing of your data for direct marketing, without giving any reason and free of charge.",
		"Verantwortlicher ist die Datenhof GmbH, Lindenstraße 12, 10969 Berlin, Telefon +49 30 23125 100, info@datenhof.example.",
		"Vous disposez d'un droit d'accès, de rectification, d'effacement et de limitation, ainsi que d'un droit d'opposition.",
		"Skargę można wnieść do Prezesa Urzędu Ochrony Danych Osobowych, ul. Lipowa 2, 00-193 Warszawa.",
		"Μπορείτε να υποβάλετε καταγγελία στην Αρχή Προστασίας Δεδομένων Προσωπικού Χαρακτήρα.",
		"The legal basis is our legitimate interest (Article 6(1)(f) GDPR) in keeping our directory of professionals up to date.",
	}, 26)
}

func BenchmarkFind(b *testing.B) {
	f := finder(b)
	sentences := notice()
	words := len(strings.Fields(strings.Join(sentences, " ")))
	var spans []entity.Span
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range sentences {
			spans = f.Find(spans[:0], s)
		}
	}
	b.ReportMetric(float64(words), "words")
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := entity.New(); err != nil {
			b.Fatal(err)
		}
	}
}
