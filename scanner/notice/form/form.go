package form

// Answer is a three-valued answer. The zero value is [Unknown].
type Answer uint8

// The answers.
const (
	// Unknown says that the page does not decide the question.
	Unknown Answer = iota
	// No says that the page decides it, and that it is not so.
	No
	// Yes says that the page decides it, and that it is so.
	Yes
)

// String gives "unknown", "no" or "yes".
func (a Answer) String() string { return [...]string{"unknown", "no", "yes"}[min(a, Yes)] }

// Judgement is an answer with what it rests on.
type Judgement struct {
	// Answer is what the page says.
	Answer Answer
	// Reason is a short fixed name of why, such as "checked_attribute"; never
	// text of the page. It is empty only in the zero value.
	Reason string
	// Text is the text of the page that decides, raw and shortened; empty when
	// none does. It may hold anything the page holds: mask it before it is shown.
	Text string
	// Line is the line of that text, from 1; 0 when there is none.
	Line int
}

// Kind is what a form is for.
type Kind string

// The kinds of forms.
const (
	Lead          Kind = "lead"           // an offer, a call back, a demonstration, a document
	Contact       Kind = "contact"        // a message
	Newsletter    Kind = "newsletter"     // a subscription to messages, and nothing else
	Contest       Kind = "contest"        // a competition, a game or a survey with a prize
	Account       Kind = "account"        // a registration
	RightsRequest Kind = "rights_request" // access, erasure, objection
	Search        Kind = "search"
	Login         Kind = "login"
	Other         Kind = "other"
)

// Form is one form of a page, or one place of it where consent is asked for.
type Form struct {
	// Name is the form's own heading or accessible name, else its id or name
	// attribute; raw text of the page, empty when it has none.
	Name string
	// ID is the id attribute.
	ID string
	// Line is where the form begins, from 1.
	Line int
	// Kind is what the form is for, and Why the fixed name of what it was seen by.
	Kind Kind
	Why  string
	// Lang is the language that the form was read in (ISO 639-1), empty when it
	// could not be told. Covered says whether there are words for it: where it is
	// false nothing that rests on words is answered.
	Lang    string
	Covered bool
	// Judged says whether the form collects personal data or asks for consent and
	// is neither a search nor a login. Where it is false, every judgement is
	// unknown.
	Judged bool
	// Partial says that not all of the page was read, or that the page is a shell
	// that programs fill: nothing is then said to be missing.
	Partial bool
	// Rendered says that styles and states come from a browser.
	Rendered bool
	// OtherSheets and OtherScripts count the style sheets and programs of the page
	// that lie elsewhere and were not read.
	OtherSheets, OtherScripts int

	Fields   []Field
	Boxes    []Box
	Choices  []Choice
	Consents []Consent

	// Preticked: a consent is given as the form opens (a box ticked, a yes chosen).
	Preticked Judgement
	// Bundled: one act accepts terms and agrees to marketing or to sharing.
	Bundled Judgement
	// Purposes is the greatest number of purposes that one consent covers; 0 when
	// no consent is asked for, -1 when it is unknown. PurposesText and PurposesLine
	// are the consent's words and place.
	Purposes     int
	PurposesText string
	PurposesLine int
	// Required: the form cannot be sent without a consent to marketing, sharing or
	// profiling. PartnerRequired: the same for partners alone.
	Required, PartnerRequired Judgement
	// Silent: sending the form is said to be the consent to marketing or sharing,
	// though the form is for something else.
	Silent Judgement
	// Refusal is how refusing stands beside accepting.
	Refusal Refusal
	// Partners is what is told of the partners that a consent is for.
	Partners Partners
	// ControllerListed: the partners listed in place include one of the names in
	// [Options.Controllers].
	ControllerListed Judgement
	// Controller: a name with a legal form, or one of [Options.Controllers], stands
	// near the form. ControllerName is that name, raw.
	Controller     Judgement
	ControllerName string
	// Notice: the information of Art. 13, or a link to it, stands on the form.
	Notice Judgement
	// NoticeLink is the target of that link as written.
	NoticeLink string
	// Objection: the form says that one may object or refuse later.
	Objection Judgement
	// Withdrawal: yes when withdrawing is said to be a matter of a click or a
	// message of the same kind, no when only a letter or the like is offered.
	Withdrawal Judgement
	// AgeAsked: the form asks for the age, the birth date or whether one is of age.
	AgeAsked Judgement
	// OpenToMinors: yes when the page addresses minors, no when it shuts them out.
	OpenToMinors Judgement
	// Identity: yes when a form for requests demands a copy of an identity document,
	// no when it is not asked or may be left out; IdentityAsked tells these apart. On
	// forms for something else a demand is unknown.
	Identity      Judgement
	IdentityAsked Judgement
}

// Field is one thing that a form asks for.
type Field struct {
	// Data is what is asked: email, phone, name, given_name, family_name, address,
	// postal_code, city, country, birth_date, age, gender, company, job, message,
	// password, national_id, identity_document, iban, file, other.
	Data string
	// Label is the field's label, raw; empty when it has none.
	Label string
	// Required is unknown when only a mark such as a star says so and nothing
	// explains the mark.
	Required Answer
	// Hidden says that the field is not shown.
	Hidden Answer
	// Line is where the field stands.
	Line int
}

// Purpose is what a consent is for.
type Purpose string

// The purposes.
const (
	OwnMarketing     Purpose = "own_marketing" // newsletters and offers of who asks
	PartnerMarketing Purpose = "partner"       // offers of others, or sharing with them
	Profiling        Purpose = "profiling"
	HandleRequest    Purpose = "request" // answering what the form is for
	Terms            Purpose = "terms"   // accepting terms or rules
	PrivacyRead      Purpose = "privacy" // having read the privacy notice
	OfAge            Purpose = "of_age"
)

// Box is one box, switch, or radio button that stands alone.
type Box struct {
	// Label is the box's text, raw.
	Label string
	// Ticked says whether the box is ticked when the form opens; Reason is the
	// fixed name of what says so.
	Ticked Answer
	Reason string
	// Required says whether the form cannot be sent without it; Because is the
	// fixed name of what says so.
	Required Answer
	Because  string
	// Hidden says whether the box is out of sight when the form opens.
	Hidden Answer
	// Purposes are what ticking it agrees to, in the order of the constants; empty
	// for a box that is no consent.
	Purposes []Purpose
	// Objects says that ticking refuses instead of agreeing.
	Objects bool
	// Line is where the box stands.
	Line int
}

// Choice is a group of radio buttons, or a list to choose from, that answers a
// question of consent.
type Choice struct {
	// Label is the question, raw.
	Label string
	// Chosen is what is chosen when the form opens: "yes", "no", "none" or
	// "unknown".
	Chosen string
	// Refusable says whether one of the answers is a refusal.
	Refusable Answer
	// Required says whether an answer must be given.
	Required Answer
	// Purposes are what a yes agrees to.
	Purposes []Purpose
	// Line is where the first answer stands.
	Line int
}

// Consent is one act of the form by which consent is given.
type Consent struct {
	// By is the act: box, choice, button or sending.
	By string
	// Text is what one agrees to, raw and shortened.
	Text string
	// Line is where it stands.
	Line int
	// Purposes are what it covers, in the order of the constants.
	Purposes []Purpose
	// Channels are those named: email, sms, phone, post; sorted.
	Channels []string
	// Given is whether it is given as the form opens.
	Given Answer
	// Required is whether the form cannot be sent without it.
	Required Answer
}

// RefusalState is how refusing stands beside accepting.
type RefusalState string

// The states of a refusal. The zero value is no state: a form that is not judged.
const (
	RefusalUnknown RefusalState = "unknown"
	RefusalEqual   RefusalState = "equal"
	RefusalWeaker  RefusalState = "weaker"
	RefusalNone    RefusalState = "none"
)

// Refusal is how refusing stands beside accepting.
type Refusal struct {
	State RefusalState
	// Reasons are fixed names of what decides, in a fixed order: box_may_stay_empty,
	// not_sending_refuses, choice_has_no, same_controls, no_control, required_box,
	// required_choice, element_kind, size, contrast, position, wording, emphasis,
	// styles_elsewhere, scripts, hidden, other_links, objection_box, given_already,
	// language, no_consent.
	Reasons []string
	// Accept and Refuse are the texts of the two controls, raw; empty when there is
	// none.
	Accept, Refuse string
	// Line is where the refusal stands, or else the consent.
	Line int
}

// PartnersState is how the partners of a consent are told.
type PartnersState string

// The ways in which partners are told.
const (
	PartnersNotAsked   PartnersState = "not_asked"  // no consent is for partners
	PartnersInPlace    PartnersState = "in_place"   // names stand at the consent
	PartnersLinked     PartnersState = "linked"     // a link leads to a list
	PartnersCount      PartnersState = "count"      // a number only
	PartnersCategories PartnersState = "categories" // kinds of businesses only
	PartnersUntold     PartnersState = "untold"
	PartnersUnknown    PartnersState = "unknown"
)

// Partners is what is told of the partners that a consent is for.
type Partners struct {
	State PartnersState
	// Listed is yes when names stand in place, no when neither names nor a link to
	// a list are there, else unknown: a linked list must be read to tell.
	Listed Answer
	// Names are those listed in place, raw, at most 500.
	Names []string
	// Count is the number told, 0 when none is.
	Count int
	// Link is the target of the link to the list, as written.
	Link string
	// Text is the sentence that decides, raw; Line its place.
	Text string
	Line int
}
