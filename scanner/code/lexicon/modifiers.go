package lexicon

import "fmt"

// modifier takes something from what the other words of a name say.
type modifier struct {
	first, any bool // else last
	drops      uint64
}

type modifierTable map[string][]modifier

func (l *Lexicon) readModifiers() error {
	table, err := rows("modifiers.tsv", 3)
	if err != nil {
		return err
	}
	known := make(map[string]uint64, len(l.subjectBit)+3)
	for name, bit := range l.subjectBit {
		known[name] = bit
	}
	known["PERSON"], known["SECRET"], known["CONSENT"] = l.bits.aboutPerson, l.bits.aboutSecret, l.bits.aboutConsent
	l.modifiers = modifierTable{}
	for _, r := range table {
		drops, err := members(known, r.cells[2])
		if err != nil {
			return r.errorf("%v", err)
		}
		m := modifier{drops: drops}
		switch r.cells[1] {
		case "first":
			m.first = true
		case "any":
			m.any = true
		case "last":
		default:
			return r.errorf("%v", fmt.Errorf("unknown place %q", r.cells[1]))
		}
		for _, words := range alternatives(r.cells[0]) {
			if len(words) != 1 {
				return r.errorf("a modifier is one word")
			}
			w := l.phrases.add(words[0])
			l.modifiers[w] = append(l.modifiers[w], m)
		}
	}
	return nil
}

// drops gives what the modifiers among the loose words take: those that are no part of
// a phrase of several words.
func (t modifierTable) drops(words []string, loose []bool) uint64 {
	var set uint64
	for i, w := range words {
		if !loose[i] {
			continue
		}
		for _, m := range t[w] {
			if m.any || m.first && i == 0 || !m.first && i == len(words)-1 {
				set |= m.drops
			}
		}
	}
	return set
}
