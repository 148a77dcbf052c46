package register

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"leadlint/scanner/dataset/tsv"
	"leadlint/scanner/dataset/values"
)

//go:embed headers.tsv cells.tsv presets.tsv
var tables embed.FS

// languages are those of the columns of headers.tsv.
const languages = "en fr de es it nl pl pt"

// everyRelation stands for all relations in headers.tsv.
const everyRelation = "all"

// entry is one way to head a column.
type entry struct {
	// key is the header folded, words apart; flat is it without the blanks.
	key, flat, lang string
	target          Target
	// words are those that matter, sorted.
	words []string
}

// preset is what is known of one product's export.
type preset struct {
	name, label, relation string
	least                 int
	tells                 []string
	headers               map[string]Target
}

// book is what is known of headers and cells, read once and never changed.
type book struct {
	// exact are the entries by relation and squashed header.
	exact   map[string]map[string][]entry
	entries map[string][]entry
	// cells are the values by "relation.field" (or ".class") and folded words.
	cells   map[string]map[string]string
	presets []preset
}

// vocabulary is the book, read when it is first asked for.
var vocabulary = sync.OnceValue(readBook)

// rows gives the rows of a table of this package.
func rows(name string, columns int) [][]string { return tsv.Rows(tables, name, columns) }

func readBook() *book {
	b := &book{exact: map[string]map[string][]entry{}, entries: map[string][]entry{}, cells: map[string]map[string]string{}}
	langs := strings.Fields(languages)
	for _, row := range rows("headers.tsv", 2+len(langs)) {
		entries := entriesOf(row, langs)
		for _, relation := range strings.Split(row[0], ",") {
			for _, e := range entries {
				b.learn(relation, e)
			}
		}
	}
	for _, row := range rows("cells.tsv", 3) {
		for _, class := range strings.Split(row[0], ",") {
			b.mean(class, row[1], row[2])
		}
	}
	b.readPresets()
	return b
}

// entriesOf gives what a row of headers.tsv says, whatever relation it says it of.
func entriesOf(row, langs []string) []entry {
	var out []entry
	target := parseTarget(row[1])
	add := func(word, lang string) {
		if key := headerKey(word); key != "" {
			out = append(out, entry{key: key, flat: squash(key), lang: lang, target: target, words: big(key)})
		}
	}
	for i, lang := range langs {
		for _, word := range strings.Split(row[2+i], "|") {
			add(word, lang)
		}
	}
	if !target.helper() && target.Kind == "" && target.Value == "" && target.ImpliedField == "" && target.Channel == "" {
		add(target.Field, "en")
	}
	return out
}

func (b *book) learn(relation string, e entry) {
	exact := b.exact[relation]
	if exact == nil {
		exact = map[string][]entry{}
		b.exact[relation] = exact
	}
	known := exact[e.flat]
	if slices.ContainsFunc(known, func(o entry) bool { return o.target == e.target }) {
		return
	}
	exact[e.flat] = append(known, e)
	b.entries[relation] = append(b.entries[relation], e)
}

func (b *book) mean(class, value, words string) {
	m := b.cells[class]
	if m == nil {
		m = map[string]string{}
		b.cells[class] = m
	}
	for _, w := range strings.Split(words, "|") {
		if key := cellKey(w); m[key] == "" {
			m[key] = value
		}
	}
}

func (b *book) readPresets() {
	for _, row := range rows("presets.tsv", 6) {
		p := preset{name: row[0], label: row[1], relation: row[2], headers: map[string]Target{}}
		if _, err := fmt.Sscanf(row[3], "%d", &p.least); err != nil {
			panic(fmt.Sprintf("embedded table presets.tsv: %q: %v", row[0], err))
		}
		for _, t := range strings.Split(row[4], "|") {
			p.tells = append(p.tells, squash(headerKey(t)))
		}
		for _, h := range strings.Split(row[5], "|") {
			header, target, _ := strings.Cut(h, "=")
			p.headers[squash(headerKey(header))] = parseTarget(target)
		}
		b.presets = append(b.presets, p)
	}
}

// joined are words written apart and together.
var joined = strings.NewReplacer(
	" e mail ", " email ", " e mails ", " emails ", " opt in ", " optin ", " opt out ", " optout ", " linked in ", " linkedin ",
	" user name ", " username ", " time stamp ", " timestamp ", " web form ", " webform ", " e mailadresse ", " emailadresse ",
)

// headerKey is the form in which headers are compared, words apart.
func headerKey(h string) string {
	key := " " + values.Fold(h) + " "
	// A word between two others is matched once only: do it again.
	return strings.TrimSpace(joined.Replace(joined.Replace(key)))
}

// squash takes the blanks out of a folded header.
func squash(key string) string { return strings.ReplaceAll(key, " ", "") }

// cellKey is the form in which cells are compared with the vocabulary.
func cellKey(s string) string { return squash(values.Fold(s)) }

// little words join others and say nothing themselves.
const little = " of the a an by to for on at was is has de du des la le les l d el los las del di della dell dello dei il lo der die das des dem den zur zum am an van het om do da dos em e et y und en "

// big gives the words of a folded header that matter, sorted, without repeats.
func big(key string) []string {
	var out []string
	for _, w := range strings.Fields(key) {
		if !strings.Contains(little, " "+w+" ") && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}
