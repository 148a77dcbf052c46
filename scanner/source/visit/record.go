package visit

import (
	"time"

	"leadlint/scanner/finding"
)

// Role is why a page is visited: a value of the field role of the relation page.
type Role string

// The roles of pages.
const (
	Source      Role = "source"
	Profile     Role = "profile"
	Home        Role = "home"
	Export      Role = "export"
	Partners    Role = "partners"
	RequestForm Role = "request_form"
)

// Roles lists the roles in the order of the relation.
func Roles() []Role { return []Role{Source, Profile, Home, Export, Partners, RequestForm} }

// Target is a page to visit.
type Target struct {
	URL  string
	Role Role
	// From says where the address comes from: the audit file's line, a dataset.
	From string
	// Whole asks for the page's body, for Options.Body: the page is asked for anew
	// even where what was recorded of it would do.
	Whole bool
	// Sampled says that the address was drawn from data and not named by anybody.
	Sampled bool
}

// Fact is true, false or not known.
type Fact int8

// The values of a Fact.
const (
	Unknown Fact = iota
	No
	Yes
)

func factOf(b bool) Fact {
	if b {
		return Yes
	}
	return No
}

// Signal is one thing that a page says, with its place and a masked snippet.
type Signal struct {
	Name     string `json:"name"`
	Strength string `json:"strength"`
	Value    string `json:"value,omitempty"`
	Where    string `json:"where,omitempty"`
	Snippet  string `json:"snippet,omitempty"`
	Lang     string `json:"lang,omitempty"`
}

// Decision is what robots.txt says, with the line that decides.
type Decision struct {
	State   string `json:"state"`
	Line    int    `json:"line,omitempty"`
	Text    string `json:"text,omitempty"`
	SHA256  string `json:"sha256,omitempty"`
	AnyOut  Fact   `json:"any_out"`
	AnyLine int    `json:"any_line,omitempty"`
	AnyText string `json:"any_text,omitempty"`
	// Others are the rules that keep out other collectors that were asked about.
	Others []Rule `json:"kept_out,omitempty"`
}

// Rule is the line of robots.txt that keeps a collector out.
type Rule struct {
	Token string `json:"token"`
	Line  int    `json:"line"`
	Text  string `json:"text,omitempty"`
}

// Header is a header of an answer.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Record is what is known of a page after a visit. It can be stored: addresses
// that may name a person are masked, snippets are masked, bodies are not kept.
type Record struct {
	// Page is the keyed hash of the address, in hexadecimal.
	Page string `json:"page"`
	// Address and Final are the address asked for and the one that answered,
	// masked where they name a profile.
	Address string `json:"address"`
	Final   string `json:"final,omitempty"`
	Role    Role   `json:"role"`
	From    string `json:"-"`
	// Hops are the statuses on the way, Chain the addresses, masked; nil without
	// redirects.
	Hops  []int    `json:"hops,omitempty"`
	Chain []string `json:"chain,omitempty"`
	// Headers tell what the answer is and how old; nil when it has none of them.
	Headers []Header `json:"headers,omitempty"`
	Status  int      `json:"status,omitempty"`
	Access  string   `json:"access"`
	// Homeward says that the answer is a redirect to the front of the site, so
	// that it tells nothing of the page asked for.
	Homeward bool `json:"homeward,omitempty"`
	// VisitedAt is in UTC; the zero time is never.
	VisitedAt time.Time `json:"visited_at"`
	// SHA256 is that of the body as received; empty when it was not read whole.
	SHA256       string `json:"sha256,omitempty"`
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	// Answered tells the address that answered from others, as a keyed hash; empty when
	// it has none. The validators hold for it alone.
	Answered string `json:"answered,omitempty"`
	// Site is a hash of what the files at the root of the site say, and Terms the
	// address of the terms that were read: empty when there are none, "…" when it may not
	// be kept.
	Site  string `json:"site,omitempty"`
	Terms string `json:"terms,omitempty"`
	// Basis is a hash of what else the record depends on.
	Basis        string   `json:"basis"`
	Robots       Decision `json:"robots"`
	Signals      []Signal `json:"signals,omitempty"`
	Assessed     bool     `json:"assessed"`
	Truncated    bool     `json:"truncated,omitempty"`
	Emails       int      `json:"emails"`
	Phones       int      `json:"phones"`
	Persons      int      `json:"persons"`
	Hidden       Fact     `json:"hidden_from_search"`
	Mining       Fact     `json:"mining_reserved"`
	Members      Fact     `json:"members_only"`
	Restricted   Fact     `json:"contact_restricted"`
	EmailLimited Fact     `json:"email_restricted"`
	PhoneLimited Fact     `json:"phone_restricted"`
	Canvassing   Fact     `json:"no_canvassing"`
	TermsForbid  Fact     `json:"terms_forbid"`
	Unlisted     Fact     `json:"unlisted"`
	Protected    Fact     `json:"protected_address"`
	PolicyLinked Fact     `json:"policy_linked"`
	PolicyClicks int      `json:"policy_clicks,omitempty"`
	Named        Fact     `json:"controller_named"`
	Form         Fact     `json:"form_present"`
	// Problem tells what kept the page from being read; nil when nothing did.
	Problem *Problem `json:"problem,omitempty"`
	// Rendered says that what the page shows was read once its programs had run.
	Rendered bool `json:"rendered,omitempty"`
	// Recorded says that this run did not visit the page: what stands here was
	// recorded before.
	Recorded bool `json:"-"`
}

// Problem tells what kept a page from being read.
type Problem struct {
	Kind    string       `json:"kind"`
	Message finding.Text `json:"message"`
}
