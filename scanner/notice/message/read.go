package message

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/entity"
)

// Reader reads messages. It is never changed after it is built and may be shared
// by goroutines.
type Reader struct {
	lex    *lexicon
	finder *entity.Finder
}

// New loads the wordings that come with the program. Its error says which line of
// which table is wrong.
func New() (*Reader, error) {
	sub, err := fs.Sub(tables, "lexicon")
	if err != nil {
		return nil, fmt.Errorf("open the wordings of messages: %w", err)
	}
	lex, err := loadLexicon(sub, nil)
	if err != nil {
		return nil, err
	}
	finder, err := entity.New()
	if err != nil {
		return nil, fmt.Errorf("load the names of companies and authorities: %w", err)
	}
	return &Reader{lex, finder}, nil
}

// Languages gives the languages that have wordings for every question, sorted. Messages
// in others are answered with unknown wherever something is not found.
func (r *Reader) Languages() []string {
	out := slices.Clone(r.lex.covered["kind"])
	out = slices.DeleteFunc(out, func(lang string) bool {
		return lang == everywhere || slices.ContainsFunc(perLanguage, func(s string) bool { return !r.lex.covers(s, lang) })
	})
	slices.Sort(out)
	return out
}

// perLanguage are the signals that every language must have for what is not found
// to be missing.
var perLanguage = []string{"kind", "stop", "reply", "objection", "right", "source", "secret", "identity", "reason", "hint"}

// Read judges a message. It reads nothing but the document and the options: the
// same input gives the same answers.
func (r *Reader) Read(doc *document.Document, opt Options) Message {
	v := r.newReading(doc, opt)
	var m Message
	m.Secrets = v.secrets()
	m.Kind, m.Why, m.Also = v.kind(&m.Secrets)
	v.main = m.Kind
	m.Stop = v.stop()
	m.Sender = v.sender(&m.Stop)
	m.Objection = v.objection(&m.Stop)
	m.Source = v.source()
	m.Recognisable = v.recognisable()
	v.together(&m.Secrets)
	m.Demands = v.demands()
	return m
}

// reading is one message while it is judged.
type reading struct {
	lex    *lexicon
	finder *entity.Finder
	doc    *document.Document
	opt    Options
	main   Kind
	texts  []text // of the blocks
	title  text   // of the subject
	links  []link
	spans  [][]entity.Span // of the blocks, nil until they are asked for
	styles styles
	gap    string // why what is not found is unknown; "" when it is missing
	own    bool   // wordings of other languages than the message's are left out
}

func (r *Reader) newReading(doc *document.Document, opt Options) *reading {
	v := &reading{lex: r.lex, finder: r.finder, doc: doc, opt: opt, spans: make([][]entity.Span, len(doc.Blocks))}
	v.searchBlocks()
	subject := doc.Title
	if doc.Mail != nil {
		subject = doc.Mail.Subject
	}
	v.title = v.search(subject)
	v.styles = readStyles(doc.HTML)
	v.links = v.collect()
	v.gap = v.reasonToDoubt()
	return v
}

// searchBlocks finds the wordings of the body.
func (v *reading) searchBlocks() {
	langs := v.opt.Languages
	v.own = len(langs) > 0 && !slices.ContainsFunc(langs, func(lang string) bool { return !v.lex.covers("kind", lang) })
	v.texts = make([]text, len(v.doc.Blocks))
	for i := range v.doc.Blocks {
		v.texts[i] = v.search(v.doc.Blocks[i].Text)
	}
}

// borrowed are the signals whose wordings stand in messages of any language, most of
// them in English.
var borrowed = []string{"stop", "deny", "preferences", "reply", "generic", "notice", "utility", "secret", "novalue", "open", "noanswer", "thread"}

// search finds the wordings of a text in the message's own languages, where they
// are known and have tables, and those that messages borrow.
func (v *reading) search(s string) text {
	t := v.lex.read(s)
	if v.own {
		t.matches = slices.DeleteFunc(t.matches, func(m match) bool {
			lang := m.entry.lang
			return lang != everywhere && !slices.Contains(v.opt.Languages, lang) && !slices.Contains(borrowed, m.entry.signal)
		})
	}
	return t
}

// fewWords is the number of words below which a message with images may say the
// rest in them.
const fewWords = 25

func (v *reading) reasonToDoubt() string {
	crowded := func(t text) bool { return len(t.matches) == mostMatches }
	if v.doc.Problem != "" || v.doc.Truncated || slices.ContainsFunc(v.texts, crowded) {
		return Unreadable
	}
	if words := v.words(); words < fewWords && v.styles.images > 0 || words == 0 {
		return ImagesOnly
	}
	return ""
}

// words counts the words of the body, up to those that are no longer few.
func (v *reading) words() int {
	n := 0
	for i := range v.doc.Blocks {
		for range strings.FieldsSeq(v.doc.Blocks[i].Text) {
			if n++; n >= fewWords {
				return n
			}
		}
	}
	return n
}

// absent answers "no" to what was not found, or says why that cannot be known. The
// tables must know the signals in every language of the message, and no word may
// hint at the first of them.
func (v *reading) absent(detail string, signals ...string) Fact {
	f := Fact{Answer: Unknown, Detail: v.gap, Block: -1}
	if f.Detail != "" {
		return f
	}
	if len(v.opt.Languages) == 0 {
		f.Detail = LanguageUnknown
		return f
	}
	for _, s := range signals {
		for _, lang := range v.opt.Languages {
			if !v.lex.covers(s, lang) {
				f.Detail = LanguageUncovered
				return f
			}
		}
	}
	if b, m, ok := v.firstOf("hint", signals[0]); ok {
		return v.found(Unknown, Unclear, b, m)
	}
	return Fact{Answer: No, Detail: detail, Block: -1}
}

// absentAnywhere is absent for what may stand in an attached file too.
func (v *reading) absentAnywhere(detail string, signals ...string) Fact {
	f := v.absent(detail, signals...)
	if f.Answer == No && len(v.readable()) > 0 {
		return Fact{Detail: NotOpened, Place: InFiles, Text: strings.Join(v.readable(), " "), Block: -1}
	}
	return f
}

// readable gives the extensions of attached files that may hold text.
func (v *reading) readable() []string {
	if v.doc.Mail == nil {
		return nil
	}
	var out []string
	for _, ext := range v.doc.Mail.Attachments {
		switch ext {
		case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".ico", ".ics", ".vcf", ".asc", ".p7s", ".sig":
		default:
			out = append(out, ext)
		}
	}
	return out
}

// body makes a fact of a sentence of a block.
func (v *reading) body(a Answer, detail string, block, from, to int) Fact {
	b := &v.doc.Blocks[block]
	return Fact{Answer: a, Detail: detail, Text: strings.TrimSpace(b.Text[from:to]), Place: InBody, Line: b.Line, Block: block}
}

func (v *reading) found(a Answer, detail string, block int, m match) Fact {
	return v.body(a, detail, block, m.from, m.to)
}

func header(a Answer, detail, text string) Fact {
	return Fact{Answer: a, Detail: detail, Text: text, Place: InHeader, Block: -1}
}

func unknown(detail string) Fact { return Fact{Detail: detail, Block: -1} }

// firstOf gives the first match of a signal in the body.
func (v *reading) firstOf(signal, value string) (int, match, bool) {
	for i := range v.texts {
		if m, ok := v.texts[i].first(signal, value); ok {
			return i, m, true
		}
	}
	return -1, match{}, false
}
