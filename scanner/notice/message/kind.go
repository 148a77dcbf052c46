package message

import (
	"slices"
	"strconv"
	"strings"
)

// enough is the weight of wordings from which a kind is believed, and firm that of
// a wording which shows by its place what the message is for.
const (
	enough = 3
	firm   = 2
)

// score is what speaks for one kind.
type score struct {
	kind  Kind
	sum   int
	first int // position of the first firm wording
	best  int
	body  int // what of the sum is not from the subject
	fact  Fact
}

var kinds = []Kind{AccessAnswer, Information, Credentials, Transactional, Prospecting}

// kind weighs the wordings of each kind, each once, those of the subject one more.
// Among kinds with enough weight, the one that is heard first wins: an advertisement
// that ends in an information is an advertisement.
func (v *reading) kind(s *Secrets) (Kind, Fact, []Kind) {
	scores := v.scores()
	if s.Password.Answer == Yes && s.User.Answer == Yes {
		scores[slices.Index(kinds, Credentials)].add(enough, len(v.texts)+2, s.Password)
	}
	var fit []score
	for _, sc := range scores {
		if sc.sum >= enough {
			fit = append(fit, sc)
		}
	}
	if len(fit) == 0 {
		return UnknownKind, v.noKind(), nil
	}
	slices.SortStableFunc(fit, func(a, b score) int { return a.first - b.first })
	switch {
	case fit[0].kind == Credentials:
		// Means of access are how an answer is handed over, not what it is.
		prefer(fit, AccessAnswer)
	case fit[0].kind == Transactional && fit[0].body == 0:
		// Only the subject speaks of an order or a bill: it poses.
		prefer(fit, Prospecting)
	}
	var also []Kind
	for _, sc := range fit[1:] {
		also = append(also, sc.kind)
	}
	return fit[0].kind, fit[0].fact, also
}

// prefer puts a kind first, if it is there.
func prefer(fit []score, kind Kind) {
	if i := slices.IndexFunc(fit, func(s score) bool { return s.kind == kind }); i > 0 {
		fit[0], fit[i] = fit[i], fit[0]
	}
}

func (v *reading) noKind() Fact {
	f := v.absent("", "kind")
	f.Answer = Unknown
	return f
}

func (v *reading) scores() []score {
	scores := make([]score, len(kinds))
	for i, k := range kinds {
		scores[i] = score{kind: k, first: 1 << 30}
	}
	seen := map[string]bool{}
	for _, m := range v.title.matches {
		if i, w := v.weighOnce(&v.title, m, seen); w > 0 {
			scores[i].add(w+1, 0, Fact{Answer: Yes, Text: v.title.raw, Place: InTitle, Block: -1})
		}
	}
	for b := range v.texts {
		for _, m := range v.texts[b].matches {
			if i, w := v.weighOnce(&v.texts[b], m, seen); w > 0 {
				scores[i].add(w, b+1, v.found(Yes, "", b, m))
			}
		}
	}
	if m := v.doc.Mail; m != nil && len(m.ListUnsubscribe) > 0 {
		scores[slices.Index(kinds, Prospecting)].add(1, 1<<29, header(Yes, "", strings.Join(m.ListUnsubscribe, " ")))
	}
	return scores
}

// weighOnce weighs a wording for a kind the first time that it is met: the same word
// stands in the tables of several languages, and is repeated in a message.
func (v *reading) weighOnce(t *text, m match, seen map[string]bool) (int, int) {
	i, w := weigh(m)
	if w == 0 {
		return 0, 0
	}
	key := string(kinds[i]) + " " + v.lex.fold.String(t.raw[m.start:m.end])
	if seen[key] {
		return 0, 0
	}
	seen[key] = true
	return i, w
}

// weigh gives a kind's index and the weight of a wording; 0 for other signals.
func weigh(m match) (int, int) {
	if m.entry.signal != "kind" {
		return 0, 0
	}
	name, digits, _ := strings.Cut(m.entry.value, " ")
	weight, err := strconv.Atoi(digits)
	i := slices.Index(kinds, Kind(name))
	if err != nil || i < 0 {
		return 0, 0
	}
	return i, weight
}

func (s *score) add(weight, position int, f Fact) {
	s.sum += weight
	if position > 0 {
		s.body += weight
	}
	if weight >= firm && position < s.first {
		s.first = position
	}
	if weight > s.best {
		s.best, s.fact = weight, f
	}
}
