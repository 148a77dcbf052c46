package lexicon

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Words gives the texts in small letters of which at least one occurs in any file that
// can yield a member: kind is subject, role or host, member a name of
// facts.CodeSubjects, facts.CodeRoles or facts.CodeHosts; nil for others. They are
// sorted, and none contains another. They must be sought in the file's text as it is,
// brought to small letters by Unicode (É as é): words with accents are given composed,
// decomposed and without. Not found this way is what a program puts together from
// parts of words, and words of two or three letters with more than one mark between.
func (l *Lexicon) Words(kind, member string) []string {
	var found wordSet
	switch kind {
	case "subject":
		bit, ok := l.subjectBit[member]
		if !ok {
			return nil
		}
		found = l.subjectWords(bit)
	case "role":
		bit, ok := l.roleBit[member]
		if !ok {
			return nil
		}
		found = l.roleWords(bit)
	case "host":
		bit, ok := l.hostBit[member]
		if !ok {
			return nil
		}
		found = l.hostWords(member, bit)
	}
	return found.least()
}

type wordSet map[string]bool

func (s wordSet) add(words ...string) {
	for _, w := range words {
		s[w] = true
	}
}

// least sorts the words and leaves those out that contain another.
func (s wordSet) least() []string {
	if s == nil {
		return nil
	}
	all := make([]string, 0, len(s))
	for w := range s {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	var out []string
	for _, w := range all {
		if !slices.ContainsFunc(out, func(part string) bool { return strings.Contains(w, part) }) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// ground is what can give rise to a subject beside the phrases that name it: subjects
// and hints of which one is among the words of such a name, and kinds of labels.
type ground struct {
	set   uint64
	hints hint
	kinds string
}

// ground widens a subject to all that can give rise to it.
func (l *Lexicon) ground(bit uint64) ground {
	b := &l.bits
	g := ground{set: bit}
	also := func(when, set uint64, hints hint, kinds string) {
		if bit&when != 0 {
			g.set |= set
			g.hints |= hints
			g.kinds += " " + kinds
		}
	}
	reaching, allChannels := b.email|b.phone, hintMail|hintSMS|hintPush|hintCall|hintPhone
	also(b.personal, b.person|b.describing, 0, "age")
	also(b.contactPoint, b.reaching|b.person, 0, "")
	also(b.secret, b.opening, 0, "")
	also(b.name|b.email|b.phone|b.address|b.location|b.age|b.health, b.person, 0, "age")
	// A short label says without a person word what is entered beside it.
	also(b.personal|b.contactPoint|b.name|b.email|b.phone|b.address|b.location|b.age|b.health, 0,
		hintName|hintMail|hintPhone|hintAddress|hintPlace|hintAge|hintSpecial, "")
	also(b.consent|b.optOut, b.consent|b.marketing|b.thirdParty|b.channels|reaching, hintContact|hintPromo|allChannels, "marketing third mail sms call push consent out")
	also(b.marketing, 0, hintPromo, "marketing")
	also(b.thirdParty, 0, 0, "third")
	also(b.terms, 0, 0, "terms")
	also(b.service, 0, 0, "service")
	also(b.proof, b.consent|b.marketing|b.thirdParty|b.channels|reaching, hintContact|hintPromo|allChannels, "")
	also(b.preference, 0, hintNotify, "")
	also(b.byMail, b.email, hintMail, "mail")
	also(b.bySMS, 0, hintSMS, "sms")
	also(b.byPush, 0, hintPush, "push")
	also(b.byPhone, b.phone, hintCall|hintPhone, "call")
	also(b.thing, b.aboutConsent|reaching, hintThing|hintContact|hintPromo|allChannels, "")
	return g
}

func (l *Lexicon) subjectWords(bit uint64) wordSet {
	found, g := wordSet{}, l.ground(bit)
	spellings := map[string][]string{}
	for spelling, word := range l.phrases.canonical {
		spellings[word] = append(spellings[word], spelling)
	}
	enter := func(words []string) { found.add(telling(words, spellings)...) }
	for _, list := range l.phrases.byFirst {
		for _, p := range list {
			if p.set&g.set != 0 || p.hints&g.hints != 0 {
				enter(p.words)
			}
		}
	}
	for key, m := range l.phrases.whole {
		if m.set&g.set != 0 || m.hints&g.hints != 0 {
			enter(strings.Fields(key))
		}
	}
	for _, list := range l.text.byFirst {
		for _, p := range list {
			if slices.Contains(strings.Fields(g.kinds), p.kind) {
				found.add(p.written...)
			}
		}
	}
	return found
}

// tellingWord is the length from which a word of a phrase is sought alone.
const tellingWord = 4

// telling gives the spellings of the longest word of a phrase, or where all its words
// are short the phrase with each mark between them.
func telling(words []string, spellings map[string][]string) []string {
	longest := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
	if len(longest) < tellingWord && len(words) > 1 {
		var out []string
		for _, mark := range []string{"", "_", "-", " "} {
			out = append(out, strings.Join(words, mark))
		}
		return out
	}
	var out []string
	for _, s := range spellings[longest] {
		out = append(out, variants(s)...)
	}
	return out
}

// variants gives a word as it may be written, without the y that a plural changes.
func variants(word string) []string {
	if len(word) > tellingWord {
		word = strings.TrimSuffix(word, "y")
	}
	if ascii(word) {
		return []string{word}
	}
	return []string{norm.NFC.String(word), norm.NFD.String(word), fold(word)}
}

func (l *Lexicon) roleWords(bit uint64) wordSet {
	found := wordSet{}
	for _, list := range l.roles.bySegment {
		for _, p := range list {
			if p.roles&bit != 0 {
				found.add(p.telling)
			}
		}
	}
	for word, set := range l.roles.byWord {
		if set&bit != 0 {
			parts := strings.Split(word, "_")
			found.add(slices.MaxFunc(parts, func(a, b string) int { return len(a) - len(b) }))
		}
	}
	return found
}

// tellingPart gives of a pattern as written the longest word of its longest part: it
// is in the file however the words of that part are joined.
func tellingPart(written string) string {
	best, longest := "", 0
	for _, part := range strings.FieldsFunc(written, func(r rune) bool { return r == '.' || r == '/' || r == '*' || r == '?' }) {
		if len(part) <= longest {
			continue
		}
		longest = len(part)
		best = strings.ToLower(strings.Trim(part, "@$!_-"))
		words := segments(part)
		if len(words) == 1 {
			best = slices.MaxFunc(words[0], func(a, b string) int { return len(a) - len(b) })
		}
	}
	return best
}

func (l *Lexicon) hostWords(member string, bit uint64) wordSet {
	found := wordSet{}
	for host, set := range l.hosts.kinds {
		if set&bit == 0 {
			continue
		}
		label := slices.MaxFunc(strings.Split(host, "."), func(a, b string) int { return len(a) - len(b) })
		if len(label) < tellingWord {
			label = host
		}
		found.add(label)
	}
	switch member {
	case "other":
		found.add("//", "%2f", "http", "wss", "ws:")
	case "plain_http":
		found.add("http", "ws:", "ws%", "ftp:", "ftp%")
	case "loopback":
		found.add("//", "%2f", "http", "ws:", "localhost", "127.", "0.0.0.0", "10.", "192.168.", "172.", "169.254.", "192.0.2.", "198.51.100.", "203.0.113.")
	}
	return found
}
