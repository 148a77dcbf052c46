package recognise

import (
	"slices"
	"strings"

	"leadlint/scanner/dataset/values"
)

// book holds what is known of headers: read once, never changed.
type book struct {
	fields []Field
	order  map[string]int
	// exact are the synonyms by folded header, vendor the headers of known
	// exports that say enough by themselves.
	exact map[string][]entry
	// squashed are the synonyms without their spaces ("createdate").
	squashed map[string][]entry
	vendor   map[string][]entry
	// bags are the synonyms as sets of words, words those that are long enough
	// for a slip of the pen.
	bags    []bag
	words   []entry
	presets []preset
}

// entry is a field that a header stands for.
type entry struct {
	key   string
	field string
	lang  string
}

// bag is a synonym as a set of words, the little ones left out.
type bag struct {
	entry
	words []string
	// head is the word that says what the thing is: the last one in English,
	// the first one in Romance languages.
	head string
}

func newBook() *book {
	b := &book{
		fields: Canonical(), order: map[string]int{},
		exact: map[string][]entry{}, squashed: map[string][]entry{}, vendor: map[string][]entry{},
	}
	for i, f := range b.fields {
		b.order[f.Name] = i
	}
	for _, row := range rows("synonyms.tsv", 3) {
		for _, word := range strings.Split(row[2], "|") {
			b.learn(entry{key: headerKey(word), field: row[0], lang: row[1]})
		}
	}
	for _, f := range b.fields {
		if key := headerKey(f.Name); len(b.exact[key]) == 0 {
			b.learn(entry{key: key, field: f.Name, lang: "en"})
		}
	}
	b.learnPresets()
	return b
}

// learn takes in one synonym.
func (b *book) learn(e entry) {
	if e.key == "" || b.has(b.exact, e) {
		return
	}
	b.exact[e.key] = append(b.exact[e.key], e)
	words := strings.Fields(e.key)
	if flat := strings.Join(words, ""); len(flat) >= 6 {
		b.squashed[flat] = append(b.squashed[flat], e)
	}
	if bigs := big(words); len(bigs) > 0 {
		head := bigs[len(bigs)-1]
		if romance(e.lang) {
			head = bigs[0]
		}
		b.bags = append(b.bags, bag{entry: e, words: bigs, head: head})
	}
	if slices.ContainsFunc(words, func(w string) bool { return len(w) >= 6 }) {
		b.words = append(b.words, e)
	}
}

// joined are words written apart and together.
var joined = strings.NewReplacer(
	" linked in ", " linkedin ", " e mail ", " email ", " e mails ", " emails ", " opt in ", " optin ", " opt out ", " optout ",
	" whats app ", " whatsapp ", " git hub ", " github ", " you tube ", " youtube ", " web site ", " website ", " home page ", " homepage ",
	" post code ", " postcode ", " zip code ", " zipcode ", " time stamp ", " timestamp ", " e mailadresse ", " emailadresse ",
	" e mailadres ", " emailadres ", " tik tok ", " tiktok ", " user name ", " username ",
)

// headerKey is the form in which headers are compared: folded, and with words
// that are written apart or together written together.
func headerKey(h string) string {
	key := " " + values.Fold(h) + " "
	// A word between two others is matched once only: do it again.
	return strings.TrimSpace(joined.Replace(joined.Replace(key)))
}

func (b *book) has(m map[string][]entry, e entry) bool {
	return slices.ContainsFunc(m[e.key], func(o entry) bool { return o.field == e.field })
}

// field gives the field of a name; the name must be known.
func (b *book) field(name string) Field { return b.fields[b.order[name]] }

func romance(lang string) bool {
	switch lang {
	case "fr", "es", "it", "pt", "pl":
		return true
	}
	return false
}

// little words join others and say nothing themselves.
const little = " of the a an for to by de du des la le les l d el los las del di della dello dei delle dell il lo der die das des dem den zur zum van da do dos em et e y und en "

// big gives the words that matter, sorted, in the singular, without repeats.
func big(words []string) []string {
	var out []string
	for _, w := range words {
		if !strings.Contains(little, " "+w+" ") && !digits(w) {
			out = append(out, singular(w))
		}
	}
	if out == nil && len(words) > 0 {
		out = []string{words[0]}
	}
	return out
}

// singular cuts the plural s of longer words; the same is done to both sides
// of a comparison, so it need not be right.
func singular(w string) string {
	if len(w) > 4 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

func digits(w string) bool {
	return w != "" && strings.Trim(w, "0123456789") == ""
}
