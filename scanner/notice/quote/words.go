package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/mask"
)

// piece is a word of a sentence as written, or a part that is settled.
type piece struct {
	written, core, folded string
	kind                  kind
	// shown is what stands in place of a settled part.
	shown   string
	settled bool
	// blank says that a blank stands before, first that a sentence or a part of one
	// begins here.
	blank, first bool
}

// split adds the words of a part of a sentence.
func (q *Quoter) split(out []piece, s string, from, to int) []piece {
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += size
			continue
		}
		end := i
		for end < to {
			r, size := utf8.DecodeRuneInString(s[end:])
			if unicode.IsSpace(r) {
				break
			}
			end += size
		}
		p := piece{written: s[i:end], blank: blankBefore(s, i), first: i == 0 || ends(s[:i])}
		p.core = strings.TrimFunc(p.written, edge)
		if _, behind, ok := elided(p.core); ok {
			p.core = behind
		}
		p.folded = strings.TrimSpace(q.fold.String(p.core))
		p.kind = q.labels.of(p.folded)
		out = append(out, p)
		i = end
	}
	return out
}

func blankBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && unicode.IsSpace(r)
}

// elided parts an article from a word that begins with a small letter or capital:
// l'avv.
func elided(w string) (article, word string, ok bool) {
	i := strings.IndexAny(w, "'’")
	if i < 1 || i > 5 || capital(w) {
		return "", w, false
	}
	r, size := utf8.DecodeRuneInString(w[i:])
	if r != '\'' && r != '’' || i+size >= len(w) {
		return "", w, false
	}
	return w[:i+size], w[i+size:], true
}

// reading is the state in which the words of a sentence are judged.
type reading struct {
	pieces []piece
	lang   string
	// persons says that the sentence speaks of who can be turned to.
	persons bool
	// named says that what stands before is part of a name or its title.
	named bool
	// told says that the word before is the value that a label announced.
	told bool
	// awaits says after how many words more a value that a label announced may come.
	awaits int
	label  kind
}

// write writes the pieces, the words that may name a person masked.
func (q *Quoter) write(r *reading) string {
	var out strings.Builder
	veiled := false
	for i := range r.pieces {
		p := &r.pieces[i]
		if p.blank {
			out.WriteByte(' ')
		}
		if p.settled {
			out.WriteString(p.shown)
			r.named, r.told, r.awaits, veiled = false, false, 0, false
			continue
		}
		shown := q.show(r, i)
		if shown == "***" && veiled {
			continue
		}
		veiled = shown == "***"
		out.WriteString(shown)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// show gives what is shown of a word.
func (q *Quoter) show(r *reading, i int) string {
	p := &r.pieces[i]
	first := p.first
	if p.core == "" {
		r.colon(p.written)
		return visible(p.written)
	}
	if c, _ := utf8.DecodeRuneInString(p.core); caseless(c) || utf8.RuneCountInString(p.core) > longestWord {
		r.named = false
		return mask.Text(p.core) // where there are no capitals, a name looks like any word
	}
	said := q.labels.titled(p.folded, strings.TrimLeftFunc(p.written, edge), r.lang, first) || first && p.kind&greeting != 0 && i < 2
	announced := !said && q.announced(r, i)
	hide := announced || !said && q.name(r, i)
	shown := visible(p.written)
	if hide {
		head := strings.LastIndex(p.written, p.core)
		veil := mask.Name(p.core)
		if announced && r.label&secret != 0 {
			veil = mask.Text(p.core)
		}
		shown = visible(p.written[:head]) + veil + visible(strings.TrimPrefix(p.written[head+len(p.core):], "."))
	}
	whole := strings.HasSuffix(p.written, p.core) || said && !strings.HasSuffix(p.written, ",")
	r.named = said || r.named && short(p.core) || hide && !code(p.core) && whole || initial(p, r, i)
	if r.told = announced; !announced {
		r.next(i, q.word(p.core, r.lang))
	}
	r.colon(p.written)
	return shown
}

// longestWord is how long a word of a language can be, in runes.
const longestWord = 45

// initial says whether a word is the first letter of a name: "Q. Example".
func initial(p *piece, r *reading, i int) bool {
	return i > 0 && utf8.RuneCountInString(p.core) == 1 && strings.HasSuffix(p.written, ".") && capital(p.core) && i+1 < len(r.pieces) && capital(r.pieces[i+1].core)
}

// next takes a label, or what stands between it and its value.
func (r *reading) next(i int, known bool) {
	p := &r.pieces[i]
	switch {
	case p.kind&(access|secret) != 0:
		r.label, r.awaits = p.kind, 3
	case p.kind&role != 0:
		r.label, r.awaits = p.kind&role, 0
	case r.awaits > 0 && (p.kind&being != 0 || !known):
		r.awaits--
	case known && (i == 0 || r.pieces[i-1].kind&access == 0): // "user name"
		r.awaits = 0
	}
}

// colon lets a value follow a label.
func (r *reading) colon(written string) {
	switch {
	case strings.HasSuffix(written, ":") && r.label != 0:
		r.awaits = 3
	case strings.HasSuffix(written, ".") || strings.HasSuffix(written, ";"):
		r.awaits, r.label = 0, 0
	}
}

// announced says whether a word is the value that a label announced, whatever its
// letters: what follows "user name is", "password:" or "contact:".
func (q *Quoter) announced(r *reading, i int) bool {
	p := &r.pieces[i]
	if p.kind&(role|access|secret|being|acronym) != 0 {
		return false
	}
	if r.named && !r.told && !capital(p.core) { // "Hi quintavia,"
		return i == 1 && r.pieces[0].kind&greeting != 0 && !strings.HasSuffix(p.written, p.core) && !q.word(p.core, r.lang)
	}
	if r.awaits == 0 || i == 0 || q.word(p.core, r.lang) && r.label&secret == 0 {
		return false
	}
	before := &r.pieces[i-1]
	return r.told || before.kind&being != 0 || strings.HasSuffix(before.written, ":") || strings.HasSuffix(before.written, "=")
}

// name says whether a word may be part of a person's name: it has a capital, is no
// word of the language, and stands where a name would. Where nouns have capitals a
// word by itself is a noun, unless a title goes before it or the sentence speaks of
// persons.
func (q *Quoter) name(r *reading, i int) bool {
	p := &r.pieces[i]
	c, _ := utf8.DecodeRuneInString(p.core)
	switch {
	case code(p.core):
		return true
	case unicode.IsDigit(c):
		return digits(p.core) > longestNumber && !ofLaw(p.core) && !dated.MatchString(p.core)
	case !capital(p.core):
		return strings.ContainsRune(p.core, '@')
	case r.named:
		return true
	case q.word(p.core, r.lang), p.kind&acronym != 0:
		return false
	case upper(p.core) && utf8.RuneCountInString(p.core) <= longestAcronym:
		return !p.first && r.persons && utf8.RuneCountInString(p.core) > 2 || q.beside(r, i)
	case r.lang == "de" || r.lang == "lb":
		return q.beside(r, i) || r.persons && !noun(p.folded) && !from(r, i)
	case p.first:
		return q.beside(r, i) || q.met[p.folded] || r.persons && i+1 < len(r.pieces) && r.pieces[i+1].kind&being != 0
	}
	return true
}

// longestAcronym is how many capitals may be letters of something.
const longestAcronym = 5

// beside says whether a word that may be a name follows.
func (q *Quoter) beside(r *reading, i int) bool {
	p := &r.pieces[i]
	if i+1 >= len(r.pieces) || strings.ContainsAny(p.written[strings.LastIndex(p.written, p.core)+len(p.core):], ".!?:,;") {
		return false
	}
	n := &r.pieces[i+1]
	return !n.settled && capital(n.core) && n.kind&acronym == 0 && !code(n.core) && !q.word(n.core, r.lang)
}

// from says whether the words beside a German word tell a noun or a place: an article
// or a preposition before it, or at the beginning what no name is followed by.
func from(r *reading, i int) bool {
	p := &r.pieces[i]
	if i+1 < len(r.pieces) && p.first && strings.HasSuffix(p.written, p.core) {
		n := &r.pieces[i+1]
		return n.core != "" && !n.settled && !capital(n.core) && n.kind&being == 0
	}
	if i == 0 {
		return false
	}
	switch w := r.pieces[i-1].folded; w {
	case "aus", "in", "im", "am", "zum", "zur", "vom", "beim", "der", "die", "das", "dem", "den", "des":
		return true
	default:
		return strings.HasPrefix(w, "unser") || strings.HasPrefix(w, "ihre") || strings.HasPrefix(w, "eine") || w == "ein"
	}
}

// noun says whether a folded German word ends as no name does.
func noun(w string) bool {
	for _, end := range []string{"ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tat", "taten", "ismus", "daten", "gesetz", "gesetzes", "recht", "rechte", "rechts", "formular", "adresse", "nummer", "zwecke", "zwecken", "behorde", "stelle"} {
		if len(w) > len(end) && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
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

// short says whether a word is a further title or initial.
func short(w string) bool { return utf8.RuneCountInString(w) <= 2 }

func edge(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// caseless says whether a letter is of a script that begins names as it begins words.
func caseless(r rune) bool {
	return unicode.IsLetter(r) && (!unicode.IsUpper(r) && !unicode.IsLower(r) && !unicode.IsTitle(r) && r != 'ª' && r != 'º' || unicode.Is(unicode.Georgian, r))
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

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
