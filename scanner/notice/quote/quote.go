// Package quote shows sentences of notices, messages and forms without what could
// tell who a person is. E-mail addresses, telephone numbers, addresses and names
// are masked; the names of companies with their legal form, of authorities and the
// words of the language stay, since a sentence is evidence only if it can be read.
package quote

import (
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
	common   map[string]bool // words that the document also has in small letters
	secrets  []string
}

// New gives a quoter of a document, nil for sentences of none. Known says whether
// a folded word is a word of the language rather than a name.
func New(fold *wording.Folder, entities *entity.Finder, doc *document.Document, known func(lang, word string) bool) *Quoter {
	q := &Quoter{fold: fold, entities: entities, known: known, common: map[string]bool{}}
	if doc == nil {
		return q
	}
	for i := range doc.Blocks {
		for w := range strings.FieldsSeq(doc.Blocks[i].Text) {
			w = strings.TrimFunc(w, edge)
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) {
				q.common[fold.String(w)] = true
			}
		}
	}
	return q
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
	s = shorten(s)
	var out strings.Builder
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
		q.words(&out, s, at, e.Start, lang)
		out.WriteString(shown)
		at = e.End
	}
	q.words(&out, s, at, len(s), lang)
	return strings.TrimSpace(out.String())
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
	case entity.LegalForm, entity.Authority:
		return visible(s), true
	}
	return "", false
}

// words writes a part of a sentence, word by word.
func (q *Quoter) words(out *strings.Builder, s string, from, to int, lang string) {
	part := s[from:to]
	title := false
	for i := 0; i < len(part); {
		if r, size := utf8.DecodeRuneInString(part[i:]); unicode.IsSpace(r) {
			out.WriteByte(' ')
			i += size
			continue
		}
		end := i
		for end < len(part) {
			r, size := utf8.DecodeRuneInString(part[end:])
			if unicode.IsSpace(r) {
				break
			}
			end += size
		}
		w := part[i:end]
		core := strings.TrimFunc(w, edge)
		first := from+i == 0 || ends(s[:from+i])
		said := titles(q.fold.String(core))
		hide := core != "" && !said && q.name(core, lang, first, title, s[from+end:])
		if hide {
			head := strings.Index(w, core)
			out.WriteString(visible(w[:head]) + mask.Name(core) + visible(strings.TrimPrefix(w[head+len(core):], ".")))
		} else {
			out.WriteString(visible(w))
		}
		// What follows a title, or goes on a name, is a name too.
		title = said || title && short(core) || hide && !code(core) && strings.HasSuffix(w, core)
		i = end
	}
}

// name says whether a word may be part of a person's name: it has a capital, is no
// word of the language, and stands where a name would. Where nouns have capitals a
// word by itself is a noun, unless a title goes before it.
func (q *Quoter) name(w, lang string, first, title bool, rest string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	if code(w) {
		return true
	}
	if unicode.IsDigit(r) {
		return digits(w) > longestNumber && !ofLaw(w)
	}
	if !unicode.IsUpper(r) && !unicode.IsTitle(r) {
		return strings.ContainsRune(w, '@') || caseless(r) && title
	}
	if title {
		return true
	}
	if q.word(w, lang) || upper(w) && utf8.RuneCountInString(w) <= 5 {
		return false
	}
	next := strings.TrimLeft(rest, " ")
	follows := false
	if n, _ := utf8.DecodeRuneInString(next); unicode.IsUpper(n) {
		f, _, _ := strings.Cut(next, " ")
		f = strings.TrimFunc(f, edge)
		follows = !q.word(f, lang) && !code(f)
	}
	if first || lang == "de" || lang == "lb" {
		return follows && !sentenceEnd(rest)
	}
	return true
}

// longestNumber is how many digits a number may have that names nobody.
const longestNumber = 5

// ofLaw says whether a word is the number of an act: 2016/679.
func ofLaw(w string) bool {
	a, b, ok := strings.Cut(w, "/")
	return ok && len(a) <= 4 && len(b) <= 4 && digits(a) == len(a) && digits(b) == len(b)
}

// code says whether a word mixes letters and digits as customer numbers and
// passwords do.
func code(w string) bool {
	letters, figures, other := 0, 0, false
	for _, r := range w {
		switch {
		case unicode.IsDigit(r):
			figures++
		case unicode.IsLetter(r):
			letters++
		case r != '-' && r != '_':
			other = true
		}
	}
	return letters > 1 && figures > 0 && letters+figures >= 6 && !other
}

// word says whether a word, or every part of it, is known.
func (q *Quoter) word(w, lang string) bool {
	for part := range strings.FieldsSeq(q.fold.String(w)) {
		if len(part) > 1 && !q.common[part] && !q.known(lang, part) {
			return false
		}
	}
	return true
}

// titles says whether a folded word stands before a person's name.
func titles(w string) bool {
	switch w {
	case "mr", "mrs", "ms", "mister", "herr", "herrn", "frau", "dr", "prof", "monsieur", "madame", "mme", "mlle",
		"sr", "sra", "don", "dona", "dott", "dottor", "dottssa", "sig", "signor", "signora", "dhr", "mevr", "mevrouw",
		"pan", "pani", "panem", "pana", "ing", "mgr", "mudr", "judr", "avv", "ra", "rechtsanwalt", "rechtsanwaltin",
		"κ", "κα", "г", "жа":
		return true
	}
	return false
}

// short says whether a word is a further title or initial.
func short(w string) bool { return utf8.RuneCountInString(w) <= 2 }

func edge(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func caseless(r rune) bool {
	return unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r)
}

func upper(w string) bool { return w == strings.ToUpper(w) }

func digits(w string) int {
	n := 0
	for _, r := range w {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// ends says whether a text ends a sentence or opens a quotation or list.
func ends(before string) bool {
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	return before == "" || strings.ContainsRune(".!?:;·•-–(\"“„«", lastRune(before))
}

func sentenceEnd(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return r == '.' || r == '!' || r == '?' || r == ':'
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
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
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= Longest {
		return s
	}
	n := 0
	last := 0
	for i, r := range s {
		if n++; n > Longest-2 {
			break
		}
		if r == ' ' {
			last = i
		}
		if n == Longest-2 && last < i/2 {
			last = i
		}
	}
	return s[:last] + " …"
}
