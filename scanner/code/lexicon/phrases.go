package lexicon

import (
	"slices"
	"strings"
)

// hint is what a word says only together with others of the same name.
type hint uint64

const (
	hintName    hint = 1 << iota // a name, if of a person
	hintAddress                  // an address, if of a person
	hintPhone                    // a telephone, if of a person or with a number
	hintMail                     // mail: an address, if of a person; else a channel
	hintSMS                      // a channel
	hintPush                     // a channel
	hintCall                     // a channel
	hintPlace                    // a place, if of a person
	hintAge                      // an age, if of a person
	hintSpecial                  // of special category, if of a person
	hintAccept                   // agreeing to, or receiving
	hintNegate                   // not
	hintRefuse                   // declined, withdrawn
	hintUI                       // what shows or asks for consent
	hintEnabled                  // a switch of a feature
	hintNotify                   // notifications
	hintPromo                    // promotion, of goods if by mail
	hintDate                     // the time of something
	hintRecord                   // version, text or source of something
	hintPlain                    // says nothing of its own: data, value, list
	hintContact                  // contacting somebody
	hintThing                    // a thing, as the head of a name
	hintPostbox                  // an address of mail beyond doubt, and no channel
)

// hintNames are the hints as the table of subjects writes them.
func hintNames() map[string]hint {
	return map[string]hint{
		"~name": hintName, "~address": hintAddress, "~phone": hintPhone, "~mail": hintMail, "~sms": hintSMS, "~push": hintPush, "~call": hintCall,
		"~place": hintPlace, "~age": hintAge, "~special": hintSpecial, "~accept": hintAccept, "~not": hintNegate, "~refuse": hintRefuse,
		"~ui": hintUI, "~enabled": hintEnabled, "~notify": hintNotify, "~promo": hintPromo, "~date": hintDate, "~record": hintRecord,
		"~plain": hintPlain, "~contact": hintContact, "~thing": hintThing, "~postbox": hintPostbox,
	}
}

// meaning is what a phrase says.
type meaning struct {
	set   uint64
	hints hint
}

// phrase is one to five words with what they say together.
type phrase struct {
	words []string
	meaning
}

// phraseTable finds phrases in names.
type phraseTable struct {
	vocabulary
	// whole are phrases that must be all of a name's part.
	whole map[string]meaning
	// byFirst are the other phrases by their first word, longest first.
	byFirst map[string][]phrase
}

func (l *Lexicon) readPhrases() error {
	table, err := rows("subjects.tsv", 2)
	if err != nil {
		return err
	}
	t := phraseTable{whole: map[string]meaning{}, byFirst: map[string][]phrase{}}
	for _, r := range table {
		m, err := l.meaning(r.cells[1])
		if err != nil {
			return r.errorf("%v", err)
		}
		pattern, whole := r.cells[0], false
		if trimmed, ok := strings.CutPrefix(pattern, "^"); ok {
			pattern, whole = strings.TrimSuffix(trimmed, "$"), true
		}
		for _, words := range alternatives(pattern) {
			if err := t.enter(words, whole, m); err != nil {
				return r.errorf("%v", err)
			}
		}
	}
	for _, list := range t.byFirst {
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	accented, err := rows("accents.tsv", 1)
	if err != nil {
		return err
	}
	for _, r := range accented {
		if _, known := t.canonical[fold(r.cells[0])]; !known {
			return r.errorf("no other table has this word")
		}
		t.add(r.cells[0])
	}
	l.phrases = t
	return nil
}

func (l *Lexicon) meaning(cell string) (meaning, error) {
	var m meaning
	if cell == "-" {
		return m, nil
	}
	hints := hintNames()
	for name := range strings.SplitSeq(cell, ",") {
		if h, ok := hints[name]; ok {
			m.hints |= h
			continue
		}
		bit, err := members(l.subjectBit, name)
		if err != nil {
			return m, err
		}
		m.set |= bit
	}
	return m, nil
}

// longestPhrase in words.
const longestPhrase = 5

func (t *phraseTable) enter(words []string, whole bool, m meaning) error {
	if len(words) == 0 || len(words) > longestPhrase {
		return errPhrase(len(words))
	}
	for i, w := range words {
		words[i] = t.add(w)
	}
	key := strings.Join(words, " ")
	if whole {
		if _, twice := t.whole[key]; twice {
			return errTwice(key)
		}
		t.whole[key] = m
		return nil
	}
	for _, p := range t.byFirst[words[0]] {
		if slices.Equal(p.words, words) {
			return errTwice(key)
		}
	}
	t.byFirst[words[0]] = append(t.byFirst[words[0]], phrase{words, m})
	return nil
}

// at gives the longest phrase that begins words; a word that no phrase has there
// stands for its singular.
func (t *phraseTable) at(words []string) (phrase, bool) {
	var best phrase
	for _, first := range []string{words[0], t.singular(words[0])} {
		for _, p := range t.byFirst[first] {
			if len(p.words) > len(best.words) && t.begins(words, p.words) {
				best = p
			}
		}
	}
	return best, best.words != nil
}

func (t *phraseTable) begins(words, phrase []string) bool {
	if len(phrase) > len(words) {
		return false
	}
	for i, w := range phrase[1:] {
		if have := words[i+1]; have != w && t.singular(have) != w {
			return false
		}
	}
	return true
}

type errPhrase int

func (e errPhrase) Error() string { return "a phrase has one to five words" }

type errTwice string

func (e errTwice) Error() string { return "entered twice: " + string(e) }
