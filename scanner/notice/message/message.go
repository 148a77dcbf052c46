// Package message judges an e-mail, or an HTML message declared as one: a
// campaign, the information that Art. 14 owes, or the answer to a request for
// access. It says how the receiver may stop it, who sends it, whether the right to
// object stands apart, and whether credentials travel with what they open.
//
// Every answer has three values. "No" is an accusation and is given only when the
// whole text was read, in languages that the tables know; otherwise the answer is
// unknown. Nothing here opens attachments, follows links or looks at a clock.
package message

// Answer is the answer to one question about a message. The zero value is Unknown.
type Answer uint8

// The answers.
const (
	Unknown Answer = iota
	Yes
	No
)

// String gives "unknown", "yes" or "no".
func (a Answer) String() string {
	switch a {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "unknown"
}

// Place says which part of a message decided.
type Place string

// The places.
const (
	Nowhere  Place = ""         // nothing in particular decided, or the absence of something
	InBody   Place = "body"     // the text that a reader sees
	InHidden Place = "hidden"   // the HTML, out of a reader's sight
	InHeader Place = "header"   // From, Reply-To or List-Unsubscribe
	InTitle  Place = "subject"  // the subject
	InFiles  Place = "attached" // the list of attachments
)

// Fact is one answer with what decided it.
type Fact struct {
	Answer Answer
	// Detail is the reason, from the closed list of the field's comment; "" when
	// the answer needs none. The reasons of unread text may stand in any field.
	Detail string
	// Text is what decided, as it stands in the message (raw, not masked); "" when
	// it is the absence of something.
	Text  string
	Place Place
	Line  int // 1-based line of the deciding block; 0 where there are no lines
	Block int // index in Document.Blocks; -1 when no block decided
}

// Reasons that may stand in the Detail of any field whose answer is unknown.
const (
	LanguageUnknown   = "language_unknown"     // the caller names no language
	LanguageUncovered = "language_uncovered"   // no table for a language of the message
	Unreadable        = "unreadable"           // the document has a Problem, or was cut
	ImagesOnly        = "images_only"          // hardly any text beside images
	NoHeaders         = "no_headers"           // not an e-mail: there are no headers
	NotOpened         = "attachments_not_read" // it may stand in an attached file
	Unclear           = "unclear"              // words hint at it that are in no table
	NotAsked          = "not_asked"            // the question does not arise for this kind
)

// Kind is what a message is for.
type Kind string

// The kinds. The empty Kind is not known.
const (
	UnknownKind   Kind = ""
	Prospecting   Kind = "prospecting"   // it promotes goods, services or an organisation
	Information   Kind = "information"   // it informs persons under Art. 13 or 14
	AccessAnswer  Kind = "access_answer" // it answers a request of Art. 15
	Credentials   Kind = "credentials"   // it hands over the means to log in
	Transactional Kind = "transactional" // it accompanies an order, a contract or an account
)

// Message is what was read of one message. Kind is decided by the words of the
// subject and the text; Also holds the other kinds that it is too (an information
// that advertises).
type Message struct {
	Kind Kind
	// Why is Yes with the wording that decided the kind, Unknown without a kind.
	Why  Fact
	Also []Kind

	Stop      Stop
	Sender    Sender
	Objection Objection
	Secrets   Secrets
	Demands   Demands

	// Recognisable says whether an advertisement can be seen to be one. Details: "marked",
	// "offer_in_subject", "offer_in_opening"; No: "poses_as_service", "poses_as_reply". Asked only of prospecting.
	Recognisable Fact
	// Source says whether the message says where the data come from. Details: "named", "person" (from the person);
	// Unknown: "vague" (words such as "public sources" or "partners"); No: "absent".
	Source Fact
}

// Stop is how the receiver may stop further messages.
type Stop struct {
	// Body is a way in the text. No is said of prospecting only. Details: "link", "mailto", "reply", "address", "post", "phone";
	// Unknown: "preferences_only", "hidden", "tiny", "same_colour", "merge_tag" (a template's field,
	// filled when it is sent), "through_notice", "reply_to_noreply",
	// "plain_part_only"; No: "absent",
	// "dead" (the only links lead nowhere), "said_without_way".
	Body Fact
	// Weak are flaws of the ways: "dead", "merge_tag", "hidden", "tiny", "same_colour". Each is Yes.
	Weak []Fact
	// Header is List-Unsubscribe. Details: "https", "mailto", "http"; No: "absent", "dead". No law asks for it;
	// it is a way beside the text's.
	Header Fact
	// OneClick is RFC 8058: List-Unsubscribe-Post beside an https target. Signatures are not looked at.
	OneClick Fact
	// Free says whether stopping costs nothing; Unknown where the words do not say.
	Free Fact
	// Login says whether stopping needs an account or a password; Unknown where the words do not say.
	Login Fact
}

// Sender is who the message says it is from.
type Sender struct {
	// Domain is the domain of From, lower case, "" when unknown.
	Domain string
	// Identified says whether the text names the sender. Details: "legal_form",
	// "address", "name_of_domain", "name_of_sender"; No: "absent".
	Identified Fact
	// FreeMail says whether From is an address of a free mail provider.
	FreeMail Fact
	// Elsewhere says whether Reply-To belongs to another organisation's domain than From.
	Elsewhere Fact
	// Disguised says whether From displays another domain's address or name.
	Disguised Fact
	// Concealed sums up: Yes where the sender is disguised, or is identified nowhere; No where the
	// text identifies it and nothing disguises it.
	Concealed Fact
	// Posing says whether the subject poses as an answer or a forwarded message without a thread.
	Posing Fact
	// NoReply says whether answers are turned away. Details: "address", "text".
	NoReply Fact
	// Contact is a valid address to which a request to stop can be sent (Directive 2002/58/EC, Art. 13(4)).
	// Details: "way" (what Stop found), "header", "address", "reply"; No: "absent".
	Contact Fact
}

// Objection is the right to object (Art. 21).
type Objection struct {
	// Stated says whether the right is brought to the person's attention. Unknown:
	// "unsubscribe_only" (a way to stop without a word of the right); No: "absent".
	Stated Fact
	// Apart says whether it stands clearly and separately (Art. 21(4)). Details: "heading", "bold", "own_block";
	// No: "among_rights", "long_paragraph"; Unknown: "not_stated".
	Apart Fact
}

// Secrets are the means of access that the text holds.
type Secrets struct {
	User Fact // a user name; details: "value", "email_address"
	// Password is one in clear. Unknown: "temporary" (a single use, or it must be changed), "value_uncertain",
	// "access_code"; No: "absent", "masked", "separate" (it comes another way).
	Password Fact
	// Link is a link to what the password opens. Details: "named", "some_link"; No: "absent".
	Link Fact
	// Together says whether the password travels with the link, the user name or the file that it opens.
	// Details: "link", "user", "link_and_user", "file".
	Together Fact
	Separate Fact // the text says that the password comes another way
	OneTime  Fact // a code or password for one use, or one that must be changed
	// Files says whether files are attached; they are not opened. The detail is their extensions.
	Files Fact
}

// Demands are what an answer asks of the person before it serves them.
type Demands struct {
	// Identity is a paper of identity. Details: "copy"; Unknown: "on_doubt" (only if there is doubt); No: "absent".
	Identity Fact
	// Reason is a reason for the request; No: "absent".
	Reason Fact
}

// Options is what the caller knows beside the document. The zero value knows nothing.
type Options struct {
	// Languages are the ISO 639-1 codes of the languages that the message is written in. Without
	// them what is not found stays unknown.
	Languages []string
	// Threaded says whether In-Reply-To or References are present.
	Threaded Answer
	// FreeMail says whether a domain, in lower case, is that of a free mail provider; nil leaves it unknown.
	FreeMail func(domain string) bool
}
