// Package quote shows sentences of notices, messages and forms without what could
// tell who a person is. E-mail addresses, telephone numbers, addresses and names
// are masked; the names of companies with their legal form, of authorities and the
// words of the language stay, since a sentence is evidence only if it can be read.
package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/mask"
	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/entity"
	"leadlint/scanner/wording"
)

// Longest is the length, in runes, beyond which a sentence is shortened.
const Longest = 280

// Quoter quotes one document.
type Quoter struct {
	fold     *wording.Folder
	entities *entity.Finder
	known    func(lang, word string) bool
	labels   *labels
	common   map[string]bool // words that the document also has in small letters
	met      map[string]bool // words that it has with a capital where none is due
	secrets  []string
}

// New gives a quoter of a document, nil for sentences of none. Known says whether
// a folded word is a word of the language rather than a name.
func New(fold *wording.Folder, entities *entity.Finder, doc *document.Document, known func(lang, word string) bool) *Quoter {
	q := &Quoter{fold: fold, entities: entities, known: known, labels: table(), common: map[string]bool{}, met: map[string]bool{}}
	if doc == nil {
		return q
	}
	for i := range doc.Blocks {
		q.learn(&doc.Blocks[i])
	}
	return q
}

// learn takes the words of a block: those in small letters are no names, unless they
// are the value of a label, follow a greeting or are parts of an address that is
// written "name (at) host".
func (q *Quoter) learn(b *document.Block) {
	first, told := true, 0
	last := "" // a word in small letters that waits for what follows it
	defer func() { q.common[last] = true }()
	for w := range strings.FieldsSeq(b.Text) {
		core := strings.TrimFunc(w, edge)
		r, _ := utf8.DecodeRuneInString(core)
		folded := ""
		if unicode.IsLower(r) || unicode.IsUpper(r) {
			folded = strings.TrimSpace(q.fold.String(core))
		}
		if bracketed(w) {
			last, told = "", 2 // the word behind it
		}
		q.common[last], last = true, ""
		switch {
		case told > 0 || folded == "" || strings.HasPrefix(w, "@"):
		case unicode.IsLower(r):
			last = folded
		case !first && b.Kind != document.Heading && !strings.ContainsRune(w, '@'):
			q.met[folded] = true
		}
		told--
		colon := strings.HasSuffix(w, ":")
		switch label := (first || colon) && folded != "" && q.labels.of(folded)&(greeting|access|secret|role) != 0; {
		case label && colon:
			told = 3 // a name with its parts
		case colon, label:
			told = 1
		}
		first = ends(w)
	}
}

// bracketed says whether a word stands in brackets by itself: "(at)".
func bracketed(w string) bool {
	return len(w) > 2 && len(w) < 12 && strings.IndexByte("([{<", w[0]) >= 0 && strings.IndexByte(")]}>", w[len(w)-1]) >= 0
}

// Hide makes every sentence that holds a text, or is part of it, unreadable as a
// whole: a password has no form by which it could be known.
func (q *Quoter) Hide(text string) {
	if text = strings.TrimSpace(text); text != "" {
		q.secrets = append(q.secrets, text)
	}
}

func (q *Quoter) hides(s string) bool {
	for _, t := range q.secrets {
		if strings.Contains(s, t) || strings.Contains(t, strings.TrimSpace(s)) {
			return true
		}
	}
	return false
}

// Sentence gives a sentence in a language as it may be shown.
func (q *Quoter) Sentence(s, lang string) string {
	if s == "" {
		return ""
	}
	if q.hides(s) {
		return mask.Text(s)
	}
	s = shorten(s, 2*Longest)
	r := &reading{lang: lang}
	at := 0
	for _, h := range q.settled(r, s) {
		if h.start < at {
			continue
		}
		r.pieces = append(q.split(r.pieces, s, at, h.start), piece{settled: true, shown: h.shown, blank: blankBefore(s, h.start)})
		at = h.end
	}
	r.pieces = q.split(r.pieces, s, at, len(s))
	for i := range r.pieces {
		r.persons = r.persons || r.pieces[i].kind&(role|access) != 0
	}
	return shorten(q.write(r), Longest)
}

// settled gives the parts of a sentence of which it is known what is shown, in their
// order.
func (q *Quoter) settled(r *reading, s string) []hidden {
	out := codes(s)
	at := 0
	for _, e := range q.entities.Find(nil, s) {
		if e.Start < at {
			continue
		}
		if e.Kind == entity.LegalForm {
			e.Start = named(s, at, e.Start)
		}
		shown, ok := q.entity(e, s[e.Start:e.End])
		if !ok {
			continue
		}
		r.persons = r.persons || e.Kind == entity.Email || e.Kind == entity.Phone
		out = append(out, hidden{e.Start, e.End, shown})
		at = e.End
	}
	slices.SortStableFunc(out, func(a, b hidden) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	return out
}

// longestName is how many words of a company's name are sought before its last.
const longestName = 4

// named gives where the name begins whose last word begins at start: capitalised
// words that nothing but blanks part from it, none of them before at.
func named(s string, at, start int) int {
	for range longestName {
		before := strings.TrimRight(s[at:start], " ")
		if len(before) == len(s[at:start]) {
			break // no blank, or nothing before
		}
		word := before[strings.LastIndexByte(before, ' ')+1:]
		r, _ := utf8.DecodeRuneInString(word)
		if last := lastRune(word); !unicode.IsUpper(r) || edge(last) && last != '&' {
			break
		}
		start = at + len(before) - len(word)
	}
	return start
}

// entity gives what is shown of an entity, false when its words are judged one by
// one.
func (q *Quoter) entity(e entity.Span, s string) (string, bool) {
	switch e.Kind {
	case entity.Email:
		return mask.Email(s), true
	case entity.Phone:
		return mask.Phone(s), true
	case entity.URL:
		return mask.URL(s), true
	case entity.Address:
		return mask.Text(s), true
	case entity.Number:
		if digits(s) > longestNumber {
			return mask.Phone(s), true
		}
		return visible(s), true
	case entity.LegalForm:
		if name, form := q.trader(s); form != "" {
			return mask.Name(name) + " " + visible(form), true
		}
		return visible(s), true
	case entity.Authority:
		return visible(s), true
	}
	return "", false
}

// trader parts the name of a person who trades under it from the form that says so.
func (q *Quoter) trader(s string) (name, form string) {
	for i := strings.LastIndexByte(s, ' '); i > 0; i = strings.LastIndexByte(s[:i], ' ') {
		if q.labels.words[strings.TrimSpace(q.fold.String(s[i:]))]&sole != 0 {
			return s[:i], s[i+1:]
		}
	}
	return "", ""
}

// visible drops what a terminal could take for a command.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, s)
}

// shorten cuts a long sentence at a blank.
func shorten(s string, longest int) string {
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	n := 0
	last := 0
	for i, r := range s {
		if n++; n > longest-2 {
			break
		}
		if r == ' ' {
			last = i
		}
		if n == longest-2 && last < i/2 {
			last = i
		}
	}
	return s[:last] + " …"
}
