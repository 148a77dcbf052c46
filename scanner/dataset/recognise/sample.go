package recognise

import (
	"bytes"
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/dataset/values"
)

// multiSep separates several values in one cell (dataset.MultiSep).
const multiSep = 0x1f

// maxDistinct is the number of distinct cells that a column is judged by.
const maxDistinct = 1000

// sample is what the sampled rows hold of one column.
type sample struct {
	// rows is the number of rows sampled, filled of those with a value.
	rows, filled int
	// cells are the distinct filled cells with their counts, chosen and ordered
	// by their content alone, so that the order of rows does not matter.
	cells  []cell
	shares shares
	dates  dateGuess
}

type cell struct {
	raw   []byte
	count int
}

type dateGuess struct {
	format    values.DateFormat
	share     float64
	ambiguous bool
}

// shares are the parts (0 to 1) of the distinct cells that have a form. The
// forms are not exclusive.
type shares struct {
	email, phone, url, profile, country, language float64
	number, integer, year, flag, words, long      float64
	name, person, company, salutation, uuid, ip   float64
	masked, degree                                float64
}

// newSample collects column i of the rows. Cells of several values count once
// for each.
func newSample(rows [][][]byte, i int) sample {
	s := sample{rows: len(rows)}
	counts := map[string]int{}
	for _, row := range rows {
		if i >= len(row) || empty(row[i]) {
			continue
		}
		s.filled++
		for _, part := range bytes.Split(row[i], []byte{multiSep}) {
			if !empty(part) {
				counts[string(part)]++
			}
		}
	}
	s.cells = make([]cell, 0, len(counts))
	for raw, n := range counts {
		s.cells = append(s.cells, cell{[]byte(raw), n})
	}
	if len(s.cells) > maxDistinct {
		slices.SortFunc(s.cells, func(a, b cell) int {
			return cmp.Or(cmp.Compare(spread(a.raw), spread(b.raw)), bytes.Compare(a.raw, b.raw))
		})
		s.cells = s.cells[:maxDistinct]
	}
	slices.SortFunc(s.cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(b.count, a.count), bytes.Compare(a.raw, b.raw))
	})
	return s
}

// empty is values.Empty, but for the country code of Namibia.
func empty(c []byte) bool {
	return values.Empty(c) && string(bytes.TrimSpace(c)) != "NA"
}

// spread orders cells without regard to their alphabet.
func spread(b []byte) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(b)
	return h.Sum64()
}

// forms measures the forms of the cells.
func (r *Recogniser) forms(s *sample) {
	raw := make([][]byte, len(s.cells))
	for i, c := range s.cells {
		raw[i] = c.raw
	}
	if len(raw) == 0 {
		return
	}
	s.dates.format, s.dates.share, s.dates.ambiguous = values.DetectDates(raw)
	var n shares
	for _, c := range raw {
		r.form(&n, c)
	}
	total := float64(len(raw))
	for _, share := range n.all() {
		*share /= total
	}
	// A masked cell ("true", "available") stands for a value that the vendor
	// holds back; it says nothing of the column's type.
	if n.masked > 0 && n.masked < 1 {
		n.email, n.phone = n.email/(1-n.masked), n.phone/(1-n.masked)
	}
	s.shares = n
}

func (n *shares) all() []*float64 {
	return []*float64{
		&n.email, &n.phone, &n.url, &n.profile, &n.country, &n.language, &n.number, &n.integer, &n.year, &n.flag,
		&n.words, &n.long, &n.name, &n.person, &n.company, &n.salutation, &n.uuid, &n.ip, &n.masked, &n.degree,
	}
}

// form notes the forms of one cell.
func (r *Recogniser) form(n *shares, c []byte) {
	add := func(where *float64, yes bool) {
		if yes {
			*where++
		}
	}
	text := strings.TrimSpace(string(c))
	add(&n.email, r.email.Valid(c) || each(c, r.email.Valid))
	add(&n.phone, r.phone.Looks(c) || each(c, r.phone.Looks))
	add(&n.url, values.URLHost(c) != nil)
	add(&n.profile, values.ProfileURL(c))
	add(&n.country, r.countries.Code(c) != 0)
	add(&n.language, r.countries.LanguageBits(c) != 0)
	num, whole := number(text)
	add(&n.number, num)
	add(&n.integer, whole)
	add(&n.year, whole && len(text) == 4 && (text[:2] == "19" || text[:2] == "20"))
	_, flag := values.Meaning("deleted", c)
	add(&n.flag, flag)
	add(&n.masked, flag && len(text) > 1 || strings.Contains(text, "***"))
	add(&n.long, utf8.RuneCountInString(text) > 60 && strings.Count(text, " ") > 6)
	add(&n.uuid, uuid(text))
	add(&n.ip, strings.Count(text, ".") == 3 && num)
	fold := values.Fold(text)
	add(&n.salutation, salutation(fold))
	add(&n.degree, degree(fold))
	words := strings.Fields(fold)
	letters := wordy(text)
	add(&n.words, letters)
	name := letters && len(words) >= 1 && len(words) <= 5 && !startsLower(text)
	add(&n.name, name)
	add(&n.company, anyOf(words, legalForms))
	add(&n.person, name && len(words) >= 2 && len(words) <= 4 && !anyOf(words, legalForms) && capitals(text))
}

// each says whether a cell is a list of several values that all have a form.
func each(c []byte, has func([]byte) bool) bool {
	parts := bytes.FieldsFunc(c, func(r rune) bool { return strings.ContainsRune(",;|[]\"'\n", r) })
	n := 0
	for _, p := range parts {
		if p = bytes.TrimSpace(p); len(p) == 0 {
			continue
		}
		if !has(p) {
			return false
		}
		n++
	}
	return n > 1
}

// degree knows the degrees of a network: "1st", "2nd", "3rd+".
func degree(fold string) bool {
	switch fold {
	case "1st", "2nd", "3rd", "1", "2", "3", "1er", "2e", "2eme", "3e", "3eme", "first", "second", "third", "1st degree", "2nd degree", "3rd degree", "out of network", "self", "distance 1", "distance 2", "distance 3":
		return true
	}
	return false
}

// legalForms are the words that companies' names end in.
const legalForms = " inc llc ltd limited gmbh ag kg sa sas sarl srl spa bv nv plc corp corporation company co group holding sl slu sp oy ab as aps sasu eurl snc scop ug ohg mbh associates partners services solutions technologies systems industries international consulting "

// salutation knows forms of address and academic titles.
func salutation(fold string) bool {
	switch fold {
	case "mr", "mrs", "ms", "miss", "dr", "m", "mme", "mlle", "mx", "prof", "herr", "frau", "sr", "sra", "srta", "sig", "sig ra", "signor",
		"signora", "dott", "dott ssa", "ing", "avv", "monsieur", "madame", "mademoiselle", "doctor", "professor", "sir", "dame", "dhr", "mevr",
		"mevrouw", "pan", "pani", "senor", "senora", "herr dr", "frau dr", "prof dr", "dr ing", "dr med", "maitre", "me", "hr", "fr", "mr mrs",
		"don", "dona", "d", "egregio", "gentile", "de heer", "meneer", "rev", "hon", "docteur", "professeur", "doctora", "dottore", "dottoressa", "geom", "rag", "arch", "mister":
		return true
	}
	return false
}

// number says whether a text is a number, and whether a whole one.
func number(s string) (num, whole bool) {
	s = strings.TrimLeft(s, "+-€$£")
	if s == "" || s[0] < '0' || s[0] > '9' {
		return false, false
	}
	if digits(s) {
		return true, true
	}
	return strings.Trim(s, "0123456789.,' %€$£kKM") == "", false
}

// uuid knows identifiers of at least 15 letters and digits, mixed.
func uuid(s string) bool {
	if len(s) < 15 || strings.ContainsAny(s, " @./") {
		return false
	}
	return strings.ContainsAny(s, "0123456789") && strings.IndexFunc(s, unicode.IsLetter) >= 0
}

// wordy says whether a text is made of letters and the marks of names.
func wordy(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.Is(unicode.Mn, r):
			letters++
		case strings.ContainsRune(" -'’.,&()/", r):
		default:
			return false
		}
	}
	return letters > 0
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// capitals says whether every word of a text but its joining ones begins with
// a capital letter.
func capitals(s string) bool {
	for _, w := range strings.Fields(s) {
		if startsLower(w) && len(w) > 3 {
			return false
		}
	}
	return true
}
