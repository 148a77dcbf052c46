package law

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
)

func TestTablesAreWellFormed(t *testing.T) {
	for name, tt := range map[string]struct {
		text  string
		cells int
	}{"precedents": {precedentTable, 13}, "articles": {articleTable, 5}} {
		lines := strings.Split(strings.TrimSpace(tt.text), "\n")
		if got, want := len(table(tt.text, tt.cells)), len(lines)-1; got != want {
			t.Errorf("%s: got %d rows of %d cells, want %d", name, got, tt.cells, want)
		}
	}
}

func TestPrecedents(t *testing.T) {
	date := regexp.MustCompile(`^(\d{4}(-\d{2}(-\d{2})?)?)?$`)
	kinds := []PrecedentKind{Decision, Guidance, Statute}
	trusts := []Trust{TrustA, TrustB, TrustC, Unverified}
	seen := map[string]bool{}
	for _, p := range Precedents() {
		if seen[p.ID] {
			t.Errorf("%s: listed twice", p.ID)
		}
		seen[p.ID] = true
		if !slices.Contains(kinds, p.Kind) || !slices.Contains(trusts, p.Trust) || !date.MatchString(p.Date) {
			t.Errorf("%s: got kind %q, trust %q, date %q", p.ID, p.Kind, p.Trust, p.Date)
		}
		if p.Authority == "" || p.Sanction.EN == "" || p.Sanction.FR == "" || (p.Fine > 0) != (p.Currency != "") {
			t.Errorf("%s: authority, sanction or currency missing", p.ID)
		}
		for _, code := range p.Breaches {
			if _, ok := FindArticle(code); !ok && Tier(code) == "" {
				t.Errorf("%s: breach of %q, which is in no table of articles", p.ID, code)
			}
		}
	}
}

func TestFindPrecedent(t *testing.T) {
	p, ok := FindPrecedent("KASPR")
	if !ok || p.Fine != 240000 || p.Reference != "SAN-2024-020" || len(p.Breaches) != 5 {
		t.Errorf("KASPR: got %+v, %v", p, ok)
	}
	if _, ok := FindPrecedent("NO-SUCH"); ok {
		t.Error("NO-SUCH: got a precedent, want none")
	}
	if p, _ := FindPrecedent("CM192961"); p.Organisation != "" {
		t.Errorf("CM192961: got organisation %q, want none", p.Organisation)
	}
	if p, _ := FindPrecedent("TROVANUMERI"); p.BreachesKnown {
		t.Error("TROVANUMERI: got known breaches, want unknown")
	}
}

func TestTier(t *testing.T) {
	for code, want := range map[string]string{
		"6": "83(5)", "5(1)(e)": "83(5)", "14(2)(f)": "83(5)", "15(1)(h)": "83(5)", "25(2)": "83(4)",
		"30(2)": "83(4)", "24": "", "CPCE L34-5": "national", "58(2)": "83(6)", "999": "", "": "",
	} {
		if got := Tier(code); got != want {
			t.Errorf("Tier(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestCite(t *testing.T) {
	for _, tt := range []struct{ code, en, fr string }{
		{"5(1)(e)", "Art. 5(1)(e) GDPR", "art. 5(1)(e) du RGPD"},
		{"CPCE L34-5", "Art. L. 34-5 CPCE", "art. L. 34-5 du CPCE"},
		{"C. conso L223-1", "Art. L. 223-1 C. conso", "art. L. 223-1 du code de la consommation"},
		{"rec. 171", "recital 171 GDPR", "considérant 171 du RGPD"},
	} {
		if got := Cite(tt.code, "en"); got != tt.en {
			t.Errorf("Cite(%q, en) = %q, want %q", tt.code, got, tt.en)
		}
		if got := Cite(tt.code, "fr"); got != tt.fr {
			t.Errorf("Cite(%q, fr) = %q, want %q", tt.code, got, tt.fr)
		}
	}
}

func TestSections(t *testing.T) {
	for code, want := range map[string]Section{
		"6": LegalBasis, "7(1)": LegalBasis, "9": LegalBasis, "5(1)(a)": LegalBasis, "5(1)(e)": Retention,
		"5(1)(c)": DataQuality, "12": Transparency, "13/14": Transparency, "14(2)(f)": Transparency, "15": PersonRights,
		"21(4)": PersonRights, "CPCE L34-5": Prospecting, "32": Governance, "27": Governance, "44": Governance,
		"5(1)(f)": Governance, "3": Applicability,
	} {
		if got := SectionOf(code); got != want {
			t.Errorf("SectionOf(%q) = %q, want %q", code, got, want)
		}
	}
	seen := map[facts.Label]bool{}
	for _, s := range Sections() {
		if h := s.Heading(); h.EN == "" || h.FR == "" || seen[h] {
			t.Errorf("%s: heading missing or not its own: %+v", s, h)
		}
		seen[s.Heading()] = true
	}
	if got := SectionOf("14").Heading().FR; !strings.Contains(got, "information des personnes") {
		t.Errorf("the heading of Article 14 is %q", got)
	}
}

func TestExposure(t *testing.T) {
	for _, tt := range []struct {
		name           string
		turnover       int64
		band, tier     string
		max, low, high int64
		verified       bool
	}{
		{"KASPR", 3_000_000, BandHigh, TierHigher, 20_000_000, 12_000, 400_000, false},
		{"Performeclic", 150_000, BandHigh, TierHigher, 20_000_000, 8_000, 80_000, true},
		{"two million, inclusive", 2_000_000, BandHigh, TierHigher, 20_000_000, 8_000, 80_000, true},
		{"group above 500 million", 2_000_000_000, BandMedium, TierHigher, 80_000_000, 8_000_000, 16_000_000, true},
		{"lower tier", 3_000_000, BandLow, TierLower, 10_000_000, 0, 20_000, false},
		{"order", 3_000_000, BandHigh, TierOrder, 20_000_000, 12_000, 400_000, false},
		{"no overflow", 1 << 62, BandHigh, TierHigher, (1 << 62) / 25, (1 << 62) / 25 / 5, (1 << 62) / 25, true},
		{"national", 3_000_000, BandHigh, TierNational, 0, 0, 0, false},
		{"no tier", 3_000_000, BandHigh, "", 0, 0, 0, false},
		{"unknown band", 3_000_000, "grave", TierHigher, 0, 0, 0, false},
		{"negative turnover", -1, BandHigh, TierHigher, 0, 0, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			maximum, low, high, verified := Exposure(tt.turnover, tt.band, tt.tier)
			if maximum != tt.max || low != tt.low || high != tt.high || verified != tt.verified {
				t.Errorf("got %d, %d..%d, %v; want %d, %d..%d, %v",
					maximum, low, high, verified, tt.max, tt.low, tt.high, tt.verified)
			}
		})
	}
}

func TestAdequacy(t *testing.T) {
	for iso2, want := range map[string]string{
		"FR": InEEA, "NO": InEEA, "RE": InEEA, "GB": Adequate, "BR": Adequate, "US": Conditional, "CA": Conditional,
		"IN": NotAdequate, "NC": NotAdequate, "": "",
	} {
		if got := Adequacy(iso2); got != want {
			t.Errorf("Adequacy(%q) = %q, want %q", iso2, got, want)
		}
	}
	for _, iso2 := range facts.Countries() {
		if Adequacy(iso2) == "" {
			t.Errorf("Adequacy(%q) is empty", iso2)
		}
	}
}
