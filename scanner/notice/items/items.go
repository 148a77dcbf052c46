// Package items reads the items of information of Art. 13 and 14 GDPR in a
// notice: what is stated, what is denied, what is only announced, and what is not
// there, each with the sentence that decides.
//
// The words are data: one table a language under lexicon/, described in
// lexicon/README.md. A language without a table is not guessed at: what could
// stand in it is unclear.
package items

// Item is one item of information that Art. 13(1)-(2) and 14(1)-(2) GDPR ask for,
// each right by itself.
type Item string

// The items. Their order is that of the articles and of every report.
const (
	Controller          Item = "controller"           // identity of the controller, 13(1)(a), 14(1)(a)
	ControllerContact   Item = "controller_contact"   // contact details of the controller, ibid.
	Representative      Item = "representative"       // representative in the Union, ibid. and Art. 27
	DPO                 Item = "dpo"                  // contact details of the data protection officer, (1)(b)
	Purposes            Item = "purposes"             // (1)(c)
	LegalBasis          Item = "legal_basis"          // (1)(c)
	LegitimateInterests Item = "legitimate_interests" // the interests pursued, 13(1)(d), 14(2)(b)
	Categories          Item = "categories"           // categories of personal data, 14(1)(d)
	Recipients          Item = "recipients"           // 13(1)(e), 14(1)(e)
	Transfers           Item = "transfers"            // transfers to third countries, (1)(f)
	Safeguards          Item = "safeguards"           // the safeguards of such transfers, (1)(f)
	Retention           Item = "retention"            // period of storage or its criteria, (2)(a)
	Access              Item = "access"               // (2)(b), 14(2)(c), as the rights that follow
	Rectification       Item = "rectification"
	Erasure             Item = "erasure"
	Restriction         Item = "restriction"
	Objection           Item = "objection"
	Portability         Item = "portability"
	Withdrawal          Item = "withdrawal"          // withdrawing consent, 13(2)(c), 14(2)(d)
	Complaint           Item = "complaint"           // to a supervisory authority, 13(2)(d), 14(2)(e)
	Source              Item = "source"              // where the data come from, 14(2)(f)
	PublicSource        Item = "public_source"       // whether from publicly accessible sources, 14(2)(f)
	AutomatedDecisions  Item = "automated_decisions" // 13(2)(f), 14(2)(g)
	Mandatory           Item = "mandatory"           // whether giving the data is required, 13(2)(e)
)

// All gives every item, in order.
func All() []Item {
	return []Item{Controller, ControllerContact, Representative, DPO, Purposes, LegalBasis, LegitimateInterests,
		Categories, Recipients, Transfers, Safeguards, Retention, Access, Rectification, Erasure, Restriction,
		Objection, Portability, Withdrawal, Complaint, Source, PublicSource, AutomatedDecisions, Mandatory}
}

// The grounds that a notice relies on. They are no items by themselves: they tell
// whether items are due that only some processing asks for.
const (
	BasisConsent            Item = "basis_consent"             // consent, Art. 6(1)(a): withdrawal is due
	BasisLegitimateInterest Item = "basis_legitimate_interest" // legitimate interests, Art. 6(1)(f): naming them is due
)

// Grounds gives the grounds, in order.
func Grounds() []Item { return []Item{BasisConsent, BasisLegitimateInterest} }

// right says whether an item is one of the rights, or the way to defend them.
func (i Item) right() bool {
	switch i {
	case Access, Rectification, Erasure, Restriction, Objection, Portability, Withdrawal, Complaint:
		return true
	}
	return false
}

// State is what a notice does about an item.
type State string

// The states, the strongest first: where sentences differ, the stronger one is the
// notice's answer.
const (
	Stated             State = "stated"               // said, with its content
	Denied             State = "denied"               // answered in the negative: "we do not transfer"; for the source: from the person alone
	Vague              State = "vague"                // said in words that settle nothing: "as long as necessary"
	Placeholder        State = "placeholder"          // a gap in a template that nobody filled
	HeadingOnly        State = "heading_only"         // announced by a heading with nothing under it
	Unclear            State = "unclear"              // words of it are there, but do not say it; or the language is not read
	InsideAnotherRight State = "inside_another_right" // named only as something one may ask about
	NotFound           State = "not_found"            // nothing that could be it
)

// strength orders the states; the zero strength is that of no state.
func (s State) strength() int {
	for i, t := range []State{NotFound, InsideAnotherRight, Unclear, HeadingOnly, Placeholder, Vague, Denied, Stated} {
		if s == t {
			return i + 1
		}
	}
	return 0
}

// Why says why an answer is unclear though no words of the item were found.
type Why string

// The reasons.
const (
	WhyLanguage Why = "language" // part of the text is in a language without a table, or in none that is known
	WhyLayer    Why = "layer"    // the text is short and refers to a fuller notice
	WhyLimit    Why = "limit"    // part of the text was not read
)

// Answer is what a notice says of one item.
type Answer struct {
	Item  Item
	State State
	// Sentence is the sentence that decides, as it stands in the notice and thus
	// not masked; empty when nothing was found.
	Sentence string
	// Block is the index of the sentence's block, -1 when there is none.
	Block int
	// Start and End are the bytes of the block's text that Sentence is.
	Start, End int
	// Lang is the language the sentence was read in, empty when there is none.
	Lang string
	// Rule names the line of the table that decided, such as "en.tsv:42".
	Rule string
	// Why is set where the answer is unclear for another reason than its words.
	Why Why
}

// Result is what a notice says of every item.
type Result struct {
	// Answers has one answer an item, in the order of [All], and then one a ground,
	// in the order of [Grounds].
	Answers []Answer
	// Unread is the number of characters of the contents whose language has no
	// table or is not known, of Chars characters in all.
	Unread, Chars int
}

// Of gives the answer for an item, and the zero answer when there is none.
func (r *Result) Of(item Item) Answer {
	for _, a := range r.Answers {
		if a.Item == item {
			return a
		}
	}
	return Answer{Block: -1}
}
