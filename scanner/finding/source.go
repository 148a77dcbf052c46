package finding

// Source is a page that was visited, or that an earlier visit recorded.
type Source struct {
	// Address is the page's address and Final the one that answered, masked
	// beyond what names the site.
	Address string `json:"address"`
	Final   string `json:"final,omitempty"`
	// Role is a value of page.role; From says where the address comes from, empty for
	// the command line.
	Role string `json:"role"`
	From string `json:"from,omitempty"`
	// VisitedAt is the time of the visit (RFC 3339, UTC); empty when there was
	// none. Recorded says that it was an earlier run's.
	VisitedAt string `json:"visited_at,omitempty"`
	Recorded  bool   `json:"recorded,omitempty"`
	// Statuses are the HTTP statuses on the way, the last one the answer's.
	Statuses []int `json:"statuses"`
	// Chain holds the requests on the way, where there were redirects; nil without any.
	Chain []SourceHop `json:"chain,omitempty"`
	// Headers are those of the answer that tell what it is and how old; nil when there
	// are none.
	Headers []SourceHeader `json:"headers,omitempty"`
	// Access is a value of page.access.
	Access string `json:"access"`
	// Rendered says that the page shows nothing without its programs, and was read
	// once they had run in a browser.
	Rendered bool `json:"rendered,omitempty"`
	// SHA256 is that of the body as received; empty when it was not read.
	SHA256 string `json:"sha256,omitempty"`
	// Robots is a value of page.robots; RobotsLine and RobotsText are the line
	// of robots.txt that decides, without comment and without what may name a person.
	Robots     string `json:"robots,omitempty"`
	RobotsLine int    `json:"robots_line,omitempty"`
	RobotsText string `json:"robots_text,omitempty"`
	// KeptOut are the names of robots that robots.txt keeps from the page.
	// KeptOutBy are the lines that do, in the same order.
	KeptOut   []string       `json:"kept_out,omitempty"`
	KeptOutBy []SourceRule   `json:"kept_out_by,omitempty"`
	Signals   []SourceSignal `json:"signals"`
	// Emails, Phones and Persons count what the page shows; all 0 when it was
	// not read.
	Emails  int `json:"emails"`
	Phones  int `json:"phones"`
	Persons int `json:"persons"`
	// Truncated says that only the first part of the page was read.
	Truncated bool `json:"truncated,omitempty"`
	// Problem tells what kept the page from being read.
	Problem *Text `json:"problem,omitempty"`
}

// SourceSignal is one thing that a page says, with its place.
type SourceSignal struct {
	Name string `json:"name"`
	// Strength is "refusal", "restriction", "advisory" or "inventory".
	Strength string `json:"strength"`
	Value    string `json:"value,omitempty"`
	Where    string `json:"where,omitempty"`
	// Snippet is masked, at most 200 characters.
	Snippet string `json:"snippet,omitempty"`
	// Lang is the language of the wording (ISO 639-1).
	Lang string `json:"lang,omitempty"`
}

// SourceHop is one request on the way to a page.
type SourceHop struct {
	// Address is masked beyond what names the site.
	Address string `json:"address"`
	// Status is the answer's HTTP status, 0 when there was none.
	Status int `json:"status"`
}

// SourceHeader is one header of an answer.
type SourceHeader struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// SourceRule is a line of robots.txt that keeps a robot from a page.
type SourceRule struct {
	// Robot is the name asked about, "*" for all that the file does not name.
	Robot string `json:"robot"`
	// Line is its number, counted from 1, and Text the line as RobotsText has it.
	Line int    `json:"line"`
	Text string `json:"text,omitempty"`
}
