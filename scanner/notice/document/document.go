// Package document turns a privacy notice, an information e-mail or a page with
// a form into blocks of clean text: headings, paragraphs, list items and table
// rows, each with the place it stands at. HTML, Markdown, plain text, PDF, DOCX
// and .eml are read; the same notice gives the same blocks in each of them.
//
// Nothing in this package judges the text. What is wrong with the input itself
// (a scanned PDF, a saved error page, a page that needs JavaScript) is told as a
// Problem, so that a later stage may say "not assessed" instead of "missing".
package document

import (
	"time"
	"unicode"
)

// Kind says what a block is in the document's structure.
type Kind uint8

// The kinds of blocks. The zero Kind is none of them.
const (
	Heading   Kind = iota + 1 // a heading, marked up as one or looking like one
	Paragraph                 // running text
	Item                      // one item of a list
	Row                       // one row of a table, or one term of a definition list
)

// String names the kind in lower case; an unknown kind gives "block".
func (k Kind) String() string {
	switch k {
	case Heading:
		return "heading"
	case Paragraph:
		return "paragraph"
	case Item:
		return "item"
	case Row:
		return "row"
	}
	return "block"
}

// The formats, as Sniff and Document.Format give them.
const (
	FormatHTML     = "html"
	FormatMarkdown = "markdown"
	FormatText     = "text"
	FormatPDF      = "pdf"
	FormatDOCX     = "docx"
	FormatEML      = "eml"
)

// Problem says why a document cannot be assessed as the notice it is taken
// for. The empty Problem means that nothing is wrong.
type Problem string

// The problems. At most one is given: the first that applies, in this order of
// certainty: the bytes, the container, the page.
const (
	Binary           Problem = "binary"             // no document of the formats read here
	Damaged          Problem = "damaged"            // the container (PDF, DOCX, e-mail) cannot be read
	Encrypted        Problem = "encrypted"          // a password is needed
	NoText           Problem = "no_text"            // pages without text: a scan
	Empty            Problem = "empty"              // no text at all
	NotFoundPage     Problem = "not_found_page"     // a "page not found" page saved as a notice
	ScriptOnly       Problem = "script_only"        // the text appears only when scripts run
	CookieBannerOnly Problem = "cookie_banner_only" // nothing but the cookie banner was saved
)

// Link is one hyperlink of a block.
type Link struct {
	Text   string // cleaned like Block.Text; may be empty
	Target string // as written in the source
}

// Block is one unit of the document's text. Indices (Lead, Head) point into
// Document.Blocks and always to an earlier block.
type Block struct {
	Kind  Kind
	Level int      // of a heading 1..6; depth of a list item from 1; 0 otherwise
	Text  string   // NFC, single blanks, no soft hyphens or zero-width characters; never empty
	Cells []string // of a Row, without their headings; nil otherwise
	Lead  int      // index of the block that introduces a list item, -1 none
	Head  int      // index of the heading it stands under, -1 none
	Line  int      // 1-based line of the source or of the e-mail's body; 0 where there are no lines
	Page  int      // 1-based page of a PDF; 0 otherwise
	Aside bool     // menu, header, footer, banner: not part of the main content
	Lang  string   // what the markup declares (primary subtag, lower case), "" unknown
	Links []Link   // in the order they stand; nil for none
}

// Document is what Read makes of an input.
type Document struct {
	Format    string // one of the Format constants, "" when it is none of them
	Title     string // title declared by the container, "" unknown
	Lang      string // language declared for the whole (primary subtag), "" unknown
	Blocks    []Block
	Pages     int     // of a PDF; 0 otherwise
	Truncated bool    // more than a limit was left unread
	Problem   Problem // "" when nothing is wrong
	Mail      *Mail   // of an .eml; nil otherwise
	HTML      []byte  // UTF-8 HTML of html, markdown (with LineAttr) and eml inputs; nil otherwise
}

// Mail is what an .eml says beside its text. Every string is decoded and valid
// UTF-8; an absent header is empty.
type Mail struct {
	From                []Address
	ReplyTo             []Address
	Subject             string
	Date                time.Time // as the sender states it; zero when absent or unreadable
	ListUnsubscribe     []string  // targets of List-Unsubscribe, without angle brackets
	ListUnsubscribePost string    // List-Unsubscribe-Post as it stands
	Threaded            bool      // whether In-Reply-To or References are there
	Attachments         []string  // extensions of attached files, lower case with the dot; "" for none
	Text                string    // the text part(s), "" when there are none
	HTML                string    // the HTML part(s), "" when there are none
	Links               []Link    // of both parts, each target once
}

// Address is one mailbox of a header.
type Address struct {
	Name  string // display name, "" for none
	Email string // address as written
}

// Options limits what Read does. The zero value means the defaults.
type Options struct {
	MaxBytes  int // bytes read of the input; 0 means DefaultMaxBytes
	MaxBlocks int // blocks kept; 0 means DefaultMaxBlocks
}

// The limits used where Options leaves a field zero.
const (
	DefaultMaxBytes  = 50 << 20
	DefaultMaxBlocks = 200_000
)

func (o Options) withDefaults() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxBlocks <= 0 {
		o.MaxBlocks = DefaultMaxBlocks
	}
	return o
}

// Words counts the words of the main content: the blocks that are not Aside. A
// word is a run between blanks with a letter or digit in it; for scripts that
// do not set blanks it is therefore a lower bound.
func (d *Document) Words() int {
	n := 0
	for i := range d.Blocks {
		if !d.Blocks[i].Aside {
			n += words(d.Blocks[i].Text)
		}
	}
	return n
}

// words counts the words of s that have a letter or digit.
func words(s string) int {
	n := 0
	counted := false
	for _, r := range s {
		switch {
		case isWordRune(r):
			if !counted {
				n++
			}
			counted = true
		case unicode.IsSpace(r):
			counted = false
		}
	}
	return n
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
