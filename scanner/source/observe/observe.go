// Package observe reads what a fetched page says about itself: whether it can
// be read without signing in, who its contents are for, whether it refuses
// canvassing or automated collection, and how much personal data it holds.
//
// It sees bytes and headers only; it asks no network and runs no program of
// the page. Addresses that a page protects against harvesting are noticed and
// never decoded. What it gives carries no raw personal value: counts, places
// and masked snippets. A signal that is absent is no permission.
package observe

import (
	"net/http"
)

// Input is one page as it was fetched.
type Input struct {
	// URL is the address that was asked for.
	URL string
	// FinalURL is the address that answered, after redirects. Empty means URL.
	FinalURL string
	// Hops are the addresses passed through, the first asked for included.
	Hops []string
	// Status is the status of the last answer.
	Status int
	// Header holds the last answer's headers; nil is no header.
	Header http.Header
	// ContentType is the media type with or without parameters. Empty means
	// what the header or, failing that, the first bytes tell.
	ContentType string
	// Body is the last answer's body, decoded to UTF-8. What is not valid
	// UTF-8 is replaced; what is beyond the limit is left out (Truncated).
	Body []byte
	// Site is what the site's root files say; nil is nothing known.
	Site *Site
}

// Site is what the files at a site's root say about its pages.
type Site struct {
	// Robots are the Content-Signal and Content-Usage lines of robots.txt
	// that apply to us, as written.
	Robots []string
	// AI, LLMs and TDM are the files ai.txt, llms.txt and tdmrep.json as Root
	// gives them; nil is a file that was not had.
	AI, LLMs, TDM *RootFile
}

// Access is how a page answered without signing in. The values are those of
// the field access of the relation page that an answer can have.
type Access string

// The ways a page can answer.
const (
	Open        Access = "open"
	LoginWall   Access = "login_wall"
	Refused     Access = "refused"
	Challenge   Access = "challenge"
	RateLimited Access = "rate_limited"
	Gone        Access = "gone"
	Error       Access = "error"
	ScriptOnly  Access = "script_only"
)

// Strength is how a signal is to be read. Strengths are never summed.
type Strength string

const (
	// Refusal is a "no" that somebody said: no access, no canvassing.
	Refusal Strength = "refusal"
	// Restriction limits who or what something is for.
	Restriction Strength = "restriction"
	// Advisory is a wish, or a sign without settled meaning.
	Advisory Strength = "advisory"
	// Inventory tells what is there.
	Inventory Strength = "inventory"
)

// The names of signals.
const (
	SignalStatus        = "status"
	SignalLogin         = "login_wall"
	SignalSignIn        = "sign_in_to_view"
	SignalConsentWall   = "consent_wall"
	SignalChallenge     = "challenge"
	SignalShell         = "script_only"
	SignalMembers       = "members_only"
	SignalVisibility    = "contact_visibility"
	SignalCanvassing    = "no_canvassing"
	SignalUnlisted      = "unlisted"
	SignalTerms         = "terms_forbid"
	SignalProtected     = "protected_address"
	SignalHidden        = "hidden_from_search"
	SignalRobots        = "robots_directive"
	SignalMining        = "mining_reserved"
	SignalContentSignal = "content_signal"
	SignalAIText        = "ai_txt"
	SignalLLMs          = "llms_txt"
	SignalLicence       = "licence_link"
	SignalPerson        = "person"
	SignalProfile       = "profile_page"
	SignalContactPoint  = "contact_point"
	SignalEmail         = "email"
	SignalPhone         = "phone"
	SignalVCard         = "vcard"
	SignalRelMe         = "rel_me"
	SignalBrokenData    = "broken_json_ld"
)

// Signal is one thing that a page says, with its place.
type Signal struct {
	Name     string
	Strength Strength
	// Value tells more, from a closed list of each name: a visibility, a kind
	// of protection, a directive. Empty when there is nothing to tell.
	Value string
	// Where is the place: "line 12", "header X-Robots-Tag", "status", "url".
	Where string
	// Snippet is what stands there, masked, at most 200 runes.
	Snippet string
	// Lang is the language of the wording that was recognised, empty when the
	// signal is no wording.
	Lang string
}

// Limited says for which contact points a page shows a limited audience. Both
// are true where it says so of contact details without telling them apart.
type Limited struct {
	Email, Phone bool
}

// Counts are numbers of distinct things on a page.
type Counts struct {
	// Emails are addresses that anybody can read: links and plain text.
	// Protected ones are not among them.
	Emails int
	// Phones are telephone numbers marked as such: links, markup, a label.
	Phones int
	// Persons are persons whom markup describes.
	Persons int
	// Protected are places where an address is protected against harvesting.
	Protected int
}

// Observation is what a page says. Its order is the page's own, so the same
// input gives the same observation.
type Observation struct {
	Access  Access
	Signals []Signal
	Counts  Counts
	Links   Links
	Data    LinkedData
	Form    Form
	// Limited says which contact points a signal of limited visibility is about.
	Limited Limited
	// Lang is the language that the page declares, as a primary subtag.
	Lang string
	// Shell says that the page shows nothing without running its programs.
	Shell bool
	// Assessed says that the page's own content was read. When it is false
	// the absence of a signal tells nothing; what was found still stands.
	Assessed bool
	// Truncated says that only the first part of the page was read.
	Truncated bool
}

// Has says whether a signal of that name was found at a strength other than
// inventory.
func (o *Observation) Has(name string) bool {
	for _, s := range o.Signals {
		if s.Name == name && s.Strength != Inventory {
			return true
		}
	}
	return false
}

// All gives the signals of one name.
func (o *Observation) All(name string) []Signal {
	var out []Signal
	for _, s := range o.Signals {
		if s.Name == name {
			out = append(out, s)
		}
	}
	return out
}
