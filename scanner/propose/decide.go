package propose

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"leadlint/scanner/finding"
)

const (
	// sureFrom is the score from which a table is what it looks like.
	sureFrom = 0.8
	// likely is the score from which a register is worth a thought.
	likely = 0.5
	// certain is the most that a file's name can bring a table to.
	certain = 0.97
	// margin is the least distance of the best choice from the next.
	margin = 0.05
)

// profile says how far a table looks like one of contacts.
type profile struct {
	// understood is the part of its columns that is understood as theirs, 0 to 1.
	understood float64
	// traits counts the kinds of things that it tells of a person besides how to
	// reach it: who, which post, which profile, where, what is sensitive.
	traits int
}

// evidence is what is known of a table.
type evidence struct {
	// person says that it holds persons; reason says why, or why not.
	person   bool
	reason   finding.Text
	contacts profile
	// registers are the relations that it looks like, best first.
	registers []Choice
	// named are the relations that the file's name speaks of.
	named []string
	// empty says that it has no records.
	empty bool
}

// asContacts is the score of a table of persons as a dataset. Addresses alone,
// or names and addresses beside the columns of a register, are rather a register.
func (ev *evidence) asContacts(rival bool) float64 {
	switch {
	case ev.contacts.traits == 0:
		return ev.contacts.understood * 0.5
	case ev.contacts.traits == 1 && rival:
		return ev.contacts.understood * 0.75
	}
	return ev.contacts.understood
}

// decide says what becomes of a table. One that holds persons is never left
// out: it is at least for the user to say what it is.
func decide(ev evidence) Entry {
	choices := slices.Clone(ev.registers)
	for i := range choices {
		if c := &choices[i]; c.Score >= likely && c.Score < certain && slices.Contains(ev.named, c.Relation) {
			c.Score = min(c.Score+hinted, certain)
			c.Reason.EN += ", and the file's name speaks of it"
			c.Reason.FR += ", et le nom du fichier le dit aussi"
		}
	}
	if !ev.person {
		choices = slices.DeleteFunc(choices, func(c Choice) bool { return c.Score < likely })
	} else {
		rival := len(choices) > 0 && choices[0].Score >= likely
		choices = append(choices, Choice{Relation: Contacts, Score: ev.asContacts(rival), Reason: ev.reason})
	}
	slices.SortStableFunc(choices, func(a, b Choice) int { return cmp.Compare(b.Score, a.Score) })
	if len(choices) == 0 {
		return Entry{Kind: LeftOut, Reason: nothing(ev)}
	}
	best := choices[0]
	choices = slices.DeleteFunc(choices, func(c Choice) bool { return c.Score < best.Score/2 })
	switch {
	case best.Score < sureFrom:
		return Entry{Kind: Unsure, Choices: choices, Reason: tooLittle()}
	case best.Relation == Contacts && ev.contacts.traits >= 3:
		// No register tells so much of a person.
		return Entry{Kind: Dataset, Choices: choices[:1]}
	case len(choices) > 1 && best.Score-choices[1].Score < margin:
		return Entry{Kind: Unsure, Choices: choices, Reason: finding.Text{
			EN: "it looks as much like one as like the other", FR: "elle ressemble autant à l'un qu'à l'autre"}}
	case best.Relation == Contacts:
		return Entry{Kind: Dataset, Choices: choices[:1]}
	}
	return Entry{Kind: Register, Choices: choices[:1]}
}

// nothing says why a table is none of what can be audited.
func nothing(ev evidence) finding.Text {
	if ev.empty {
		return finding.Text{EN: "it has no records to tell by what it is", FR: "aucun enregistrement ne permet de dire ce qu'elle contient"}
	}
	return finding.Text{
		EN: "it looks like no register, nor like contacts: " + ev.reason.EN,
		FR: "elle ne ressemble ni à un registre ni à des contacts : " + ev.reason.FR,
	}
}

// tooLittle is why a table is unsure that is none of the known ones for certain.
func tooLittle() finding.Text {
	return finding.Text{EN: "too little of it is understood to be sure", FR: "trop peu en est compris pour être certain"}
}

// stamp is the start of most lines of logs: a time, or a level.
var stamp = regexp.MustCompile(`^\W*(` +
	`\d{4}[-/.]\d{2}[-/.]\d{2}[T ]\d{2}:\d{2}|` +
	`\d{2}[-/.](\d{2}|[A-Z][a-z]{2})[-/.]\d{4}[ :T]\d{2}:\d{2}|` +
	`[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} |` +
	`(?i:trace|debug|info|notice|warn|warning|error|fatal|critical)\b)|` +
	`^\S+ \S+ \S+ \[\d{2}/[A-Z][a-z]{2}/\d{4}:`)

// logLines gives the part of the sampled lines that start as those of a log do,
// and whether the first does: of a table, the first is the header.
func logLines(sample [][][]byte) (share float64, first bool) {
	filled, stamped := 0, 0
	for _, row := range sample {
		if len(row) == 0 || len(strings.TrimSpace(string(row[0]))) == 0 {
			continue
		}
		filled++
		if stamp.Match(row[0][:min(len(row[0]), 200)]) {
			stamped++
			first = first || filled == 1
		}
	}
	if filled == 0 {
		return 0, false
	}
	return float64(stamped) / float64(filled), first
}
