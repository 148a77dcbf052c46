package finding

// Notice is a notice or message that was read.
type Notice struct {
	// Name is the file's name, the page's address, or what the audit file calls it.
	Name string `json:"name"`
	// Place is a value of notice.place; empty when it is not known.
	Place string `json:"place,omitempty"`
	// Format is "html", "markdown", "text", "pdf", "docx" or "eml".
	Format string `json:"format,omitempty"`
	// SHA256 is that of the bytes read; empty when they were not.
	SHA256 string `json:"sha256,omitempty"`
	// Direct is true where the data come from the person (Art. 13), false where
	// they come from elsewhere (Art. 14); nil when that is not known.
	Direct *bool `json:"direct,omitempty"`
	// Words counts those of the contents, Pages the pages of a PDF.
	Words int `json:"words"`
	Pages int `json:"pages,omitempty"`
	// Languages are those of the text, the largest share first; Undecided is the
	// share of the text in none that is known.
	Languages []LanguageShare `json:"languages"`
	Undecided float64         `json:"undecided,omitempty"`
	// Items has every item of Art. 13/14 in the order of the articles; none when
	// the notice was not read.
	Items []NoticeItem `json:"items"`
	// Message is what a message says beside its items; nil for other notices.
	Message *NoticeMessage `json:"message,omitempty"`
	// Truncated says that only the first part was read.
	Truncated bool `json:"truncated,omitempty"`
	// Problem tells what kept the notice from being assessed.
	Problem *Text `json:"problem,omitempty"`
}

// LanguageShare is a language (ISO 639-1) and its share of a text, from 0 to 1.
type LanguageShare struct {
	Lang  string  `json:"lang"`
	Share float64 `json:"share"`
}

// NoticeItem is what a notice says of one item of information.
type NoticeItem struct {
	// Item is a field of the relation notice, such as "retention".
	Item string `json:"item"`
	// State is a value of that field, or "unclear".
	State string `json:"state"`
	// At is the passage that decides; zero when nothing was found.
	At Passage `json:"at"`
	// Rule is the line of the table of wordings that decided.
	Rule string `json:"rule,omitempty"`
	// Why says why an item of which nothing was found is unclear: "language",
	// "layer" or "limit".
	Why string `json:"why,omitempty"`
}

// Passage is a piece of a text and its place.
type Passage struct {
	// Sentence is masked.
	Sentence string `json:"sentence,omitempty"`
	// Line is the source's line, Page a PDF's page; 0 when there is none.
	Line int `json:"line,omitempty"`
	Page int `json:"page,omitempty"`
	// Heading is the heading it stands under, masked.
	Heading string `json:"heading,omitempty"`
	Lang    string `json:"lang,omitempty"`
}

// NoticeMessage is what a message says beside its items.
type NoticeMessage struct {
	// Kind is "prospecting", "information", "access_answer", "credentials",
	// "transactional" or "unknown".
	Kind   string  `json:"kind"`
	Points []Point `json:"points"`
}

// Point is one question about a message or form, its answer and what it rests on.
type Point struct {
	// Name is a stable word for the question, such as "unsubscribe_link".
	Name string `json:"name"`
	// Answer is "yes", "no", "unknown" or another value of a closed list.
	Answer string `json:"answer"`
	// Detail is a stable word for the reason, such as "small_link"; empty when the
	// answer needs none.
	Detail string `json:"detail,omitempty"`
	// Against says that the answer speaks against the controller.
	Against bool `json:"against,omitempty"`
	// At is the passage that decides; zero when it is the absence of something.
	At Passage `json:"at"`
}

// NoticeReach says whom the languages of the notices serve.
type NoticeReach struct {
	// Languages are those of all notices that were read.
	Languages []string `json:"languages"`
	// Countries are those with persons of whom none of the languages is one of
	// theirs, the most persons first.
	Countries []CountryReach `json:"countries"`
	// Unserved are the persons of countries none of whose languages any notice has;
	// Unknown those whose country is not known.
	Unserved int64 `json:"unserved"`
	Unknown  int64 `json:"unknown"`
}

// CountryReach is the number of records of persons in a country without a notice in
// a language of theirs.
type CountryReach struct {
	Country   string   `json:"country"`
	Languages []string `json:"languages"`
	Rows      int64    `json:"rows"`
}

// Form is a form that was read.
type Form struct {
	// Name is the form's own, or its place on the page.
	Name string `json:"name"`
	// From is the file's name or the page's address.
	From string `json:"from"`
	// Kind is "lead", "contact", "newsletter" or another of a closed list.
	Kind string `json:"kind"`
	Line int    `json:"line,omitempty"`
	// Rendered says that the styles are those a browser computed.
	Rendered bool `json:"rendered,omitempty"`
	// Fields are the kinds of data asked for.
	Fields []string `json:"fields"`
	Boxes  []Box    `json:"boxes"`
	Points []Point  `json:"points"`
}

// Box is a box, button or choice by which consent is given.
type Box struct {
	// Label is masked.
	Label string `json:"label"`
	Line  int    `json:"line,omitempty"`
	// State is "ticked", "unticked" or "unknown", on load.
	State string `json:"state"`
	// Required is "yes", "no" or "unknown".
	Required string   `json:"required"`
	Purposes []string `json:"purposes"`
	Channels []string `json:"channels"`
	// Objects says that ticking refuses instead of agreeing.
	Objects bool `json:"objects,omitempty"`
}
