package items

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/entity"
)

const (
	// fewWords is the size under which a text that refers to a fuller notice is
	// a first layer, whose silence shows nothing.
	fewWords = 150
	// unreadShare is the share of a text in unread languages from which silence
	// shows nothing.
	unreadShare = 0.10
	// emptySection is how many words under a heading are no content.
	emptySection = 3
)

// Read gives what a notice says of every item. Langs has the language of each
// block, empty where it is not known; a block without one is read in the language
// that most of the text is in. Layer says that the text is given first and may leave
// the rest to a fuller notice, as a message or a line at a form does. It fails when
// langs has not one entry a block, or a table is wrong.
func (r *Reader) Read(doc *document.Document, langs []string, layer bool) (*Result, error) {
	if len(langs) != len(doc.Blocks) {
		return nil, fmt.Errorf("%d languages for %d blocks; want one each", len(langs), len(doc.Blocks))
	}
	langs, res := r.settle(doc, langs)
	t, err := r.prepare(doc, langs)
	if err != nil {
		return nil, err
	}
	f := &finder{text: t, best: map[Item]Answer{}}
	f.judge(t.matches())
	f.identify()
	f.imply()
	f.finish(res, layer && r.refersToNotice(doc))
	return res, nil
}

// settle fills in the languages that are not known and measures what is not read.
func (r *Reader) settle(doc *document.Document, langs []string) ([]string, *Result) {
	count := map[string]int{}
	most := ""
	res := &Result{}
	for i, b := range doc.Blocks {
		if b.Aside {
			continue
		}
		n := utf8.RuneCountInString(b.Text)
		res.Chars += n
		if langs[i] == "" {
			continue
		}
		if count[langs[i]] += n; count[langs[i]] > count[most] || most == "" {
			most = langs[i]
		}
	}
	out := make([]string, len(langs))
	for i, b := range doc.Blocks {
		if out[i] = langs[i]; out[i] == "" {
			out[i] = most
		}
		if !b.Aside && (!slices.Contains(r.langs, out[i]) || langs[i] == "" && foreign(b.Text, out[i])) {
			res.Unread += utf8.RuneCountInString(b.Text)
		}
	}
	return out, res
}

// longUntold is the number of letters from which a block whose language cannot be told
// is in none that is known.
const longUntold = 300

// foreign says whether a block of no known language is no name, address or number
// within a text of a language, but text that nobody here can read.
func foreign(s, lang string) bool {
	letters, other := 0, 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if !unicode.In(r, unicode.Latin, script(lang)) {
			other++
		}
	}
	return letters >= longUntold || other*2 > letters
}

// script gives the letters of a language of the Union beside the Latin ones.
func script(lang string) *unicode.RangeTable {
	switch lang {
	case "el":
		return unicode.Greek
	case "bg":
		return unicode.Cyrillic
	}
	return unicode.Latin
}

// finder gathers the answers of one notice.
type finder struct {
	text *text
	best map[Item]Answer
}

// judge goes through the lines that fit, sentence by sentence.
func (f *finder) judge(all []match) {
	lists := &enquiries{blocks: map[int]bool{}, sentences: map[int]bool{}}
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].sentence == all[i].sentence {
			j++
		}
		f.sentence(all[i:j], lists)
		i = j
	}
}

// enquiries are the blocks and the sentences that introduce what one may ask about.
type enquiries struct{ blocks, sentences map[int]bool }

// sentence judges the lines that fit one sentence. In it, that an item is denied or
// only named goes before that it is stated.
func (f *finder) sentence(m []match, lists *enquiries) {
	t := f.text
	s := &t.sentences[m[0].sentence]
	b := &t.doc.Blocks[s.block]
	listed := b.Lead >= 0 && lists.blocks[b.Lead] || s.opening >= 0 && lists.sentences[s.opening]
	for _, x := range m {
		if x.entry.item == accessContent {
			listed, lists.blocks[s.block], lists.sentences[m[0].sentence] = true, true, true
		}
	}
	state := map[Item]match{}
	var order []Item
	for _, x := range m {
		if x.entry.item == accessContent {
			continue
		}
		old, ok := state[x.entry.item]
		if !ok {
			order = append(order, x.entry.item)
		}
		if !ok || over(x.entry, old.entry, b.Kind == document.Heading) {
			state[x.entry.item] = x
		}
	}
	for _, item := range order {
		x := state[item]
		f.offer(item, f.weigh(x, b, listed), x)
	}
}

// over says whether a line goes before another within one sentence. On a heading
// those for headings go before all others, which say no more there than that a word
// stands.
func over(a, b *entry, heading bool) bool {
	if heading && (a.scope == inHeading) != (b.scope == inHeading) {
		return a.scope == inHeading
	}
	rank := func(s State) int {
		switch s {
		case Denied:
			return 100
		case InsideAnotherRight:
			return 99
		case Placeholder:
			return 98
		case about:
			return 1
		}
		return s.strength()
	}
	return rank(a.state) > rank(b.state)
}

// weigh gives the state that a line makes where it stands.
func (f *finder) weigh(x match, b *document.Block, listed bool) State {
	state := x.entry.state
	if b.Kind == document.Heading {
		if x.entry.scope != inHeading {
			return Unclear
		}
		state = f.headed(f.text.sentences[x.sentence].block, state)
	}
	if listed && !x.entry.item.right() && state != Unclear {
		return InsideAnotherRight
	}
	if b.Aside {
		return Unclear
	}
	return state
}

// headed gives the state that a heading makes by what stands under it.
func (f *finder) headed(block int, state State) State {
	doc := f.text.doc
	words, gaps := 0, false
	for i := block + 1; i < len(doc.Blocks); i++ {
		b := &doc.Blocks[i]
		if b.Kind == document.Heading {
			if b.Level <= doc.Blocks[block].Level {
				break
			}
			continue
		}
		n, gap := f.content(i)
		words, gaps = words+n, gaps || gap
	}
	switch {
	case words > emptySection && state == about:
		return Unclear
	case words > emptySection:
		return state
	case gaps:
		return Placeholder
	}
	return HeadingOnly
}

// content counts the words of a block without its gaps, and says whether it has
// any gap.
func (f *finder) content(block int) (words int, gap bool) {
	t := f.text
	if t.first[block] == t.last[block] {
		return len(strings.Fields(t.doc.Blocks[block].Text)), false
	}
	for i := t.first[block]; i < t.last[block]; i++ {
		s := &t.sentences[i]
		words += s.words
		for _, h := range s.hits {
			if h.id == number(entity.Placeholder) {
				words -= h.to - h.from
				gap = true
			}
		}
	}
	return max(words, 0), gap
}

// offer takes an answer in when it is stronger than what was found before.
func (f *finder) offer(item Item, state State, x match) {
	t := f.text
	s := &t.sentences[x.sentence]
	if state == Stated && t.doc.Blocks[s.block].Kind == document.Heading {
		s = t.under(s)
	}
	a := Answer{Item: item, State: state, Sentence: strings.TrimSpace(t.raw(s)), Block: s.block,
		Start: s.start, End: s.end, Lang: s.lex.lang, Rule: x.entry.rule}
	old, ok := f.best[item]
	clearer := state == old.State && old.Lang == a.Lang && byLine(old.Rule, a.Rule) > 0
	if !ok || state.strength() > old.State.strength() || clearer {
		f.best[item] = a
	}
}

// under gives the first sentence of the section that a heading opens, the heading
// itself when there is none in its language.
func (t *text) under(heading *sentence) *sentence {
	for i := t.last[heading.block]; i < len(t.sentences); i++ {
		s := &t.sentences[i]
		if b := &t.doc.Blocks[s.block]; b.Kind != document.Heading && s.lex == heading.lex {
			return s
		}
	}
	return heading
}

// finish puts the answers in order and says where silence shows nothing.
func (f *finder) finish(res *Result, layer bool) {
	doc := f.text.doc
	var why Why
	switch {
	case doc.Truncated:
		why = WhyLimit
	case res.Chars == 0 || float64(res.Unread) > unreadShare*float64(res.Chars):
		why = WhyLanguage
	case layer, refers(doc) && doc.Words() < fewWords:
		why = WhyLayer
	}
	for _, item := range append(All(), Grounds()...) {
		a, ok := f.best[item]
		if !ok {
			a = Answer{Item: item, State: NotFound, Block: -1}
			if why != "" {
				a.State, a.Why = Unclear, why
			}
		}
		res.Answers = append(res.Answers, a)
	}
}

// refers says whether a text links to a further document.
func refers(doc *document.Document) bool {
	for i := range doc.Blocks {
		for _, l := range doc.Blocks[i].Links {
			if !strings.HasPrefix(l.Target, "#") && !strings.HasPrefix(l.Target, "mailto:") && !strings.HasPrefix(l.Target, "tel:") {
				return true
			}
		}
	}
	return false
}
