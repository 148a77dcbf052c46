// Package decision composes the document that is handed over: a report worded in the
// order of a decision of a supervisory authority, as a tree of sections and blocks that
// knows neither pages nor markup. Formats that people read on paper or screen render the
// tree, so that all of them say the same.
package decision

// Document is a decision document in one language. Every text in it is worded, plain,
// and free of control characters; a renderer escapes what its own markup needs.
type Document struct {
	// Lang is the code of its language: "en" or "fr" for a decision document.
	Lang string
	// Kind says above the title what the document is.
	Kind  string
	Title string
	// Head describes the case: controller, reference, auditor, scope, day.
	Head []Pair
	// Key are the counts by outcome.
	Key []Pair
	// Lost says what in scope was not read; nil when the audit is complete. It is shown
	// at the head and again at the foot.
	Lost *Alert
	// Remarks stand below the head.
	Remarks []string
	// Sections are the parts, in order.
	Sections []*Section
	// Foot closes the document.
	Foot []string
	// Words are those that only some renderers need.
	Words Words
}

// Words are fixed texts that a renderer sets outside of the blocks.
type Words struct {
	// Contents heads the table of contents, Skip leads past it, Figures heads the figures
	// of a chart, Continued marks a table that goes on on another page.
	Contents, Skip, Figures, Continued string
	// Page words a page number out of a number of pages: "page %[1]s of %[2]s".
	Page string
	// Author is the name of the program with its version, Subject the kind of document,
	// both for the properties of a file.
	Author, Subject string
}

// Pair is a term with what it says.
type Pair struct {
	Term string
	Text []Run
}

// Alert is a warning that must not be overlooked.
type Alert struct {
	Title string
	Items []string
}

// Role says what a section is for, so that a renderer may set it apart.
type Role string

// The roles of sections.
const (
	// Part is a main part of the document, Topic a head within one.
	Part  Role = "part"
	Topic Role = "topic"
	// Duty gathers the findings under one duty; its Verdict is set.
	Duty Role = "duty"
	// Result is one finding, Move one of its four moves.
	Result Role = "finding"
	Move   Role = "move"
	// Annex is an annex.
	Annex Role = "annex"
)

// Section is a head with what stands under it: blocks first, then sections. Its depth in
// the tree is its level.
type Section struct {
	// ID is unique in the document and can be an anchor: letters, digits, hyphens and
	// underscores.
	ID   string
	Role Role
	// Number is that of the head ("II.", "B.", "C.2"); empty for none.
	Number string
	Title  string
	// Verdict is the conclusion on a duty; nil for others.
	Verdict  *Verdict
	Blocks   []Block
	Sections []*Section
}

// Verdict is what the findings under a duty amount to.
type Verdict struct {
	// Code is constituted, not_shown, not_constituted or not_assessed.
	Code string
	// Lead introduces it, Text words it.
	Lead, Text string
}

// Block is something under a head: *Paragraph, *List, *Table, *Bars or *Histogram.
type Block interface{ block() }

func (*Paragraph) block() {}
func (*List) block()      {}
func (*Table) block()     {}
func (*Bars) block()      {}
func (*Histogram) block() {}

// Run is a stretch of text set in one way.
type Run struct {
	Text   string
	Strong bool
	Emph   bool
	// Small sets it as an aside, Code in a typeface of fixed width.
	Small bool
	Code  bool
	// Href is "#" with the ID of a section or item, or an address with http or https;
	// empty for none.
	Href string
}

// Style says what a paragraph is.
type Style string

// The styles of paragraphs.
const (
	// Body is running text; in the reasons its paragraphs are numbered (Numbered).
	Body Style = ""
	// Lead introduces what follows, Aside is of less weight, Remark a caveat.
	Lead   Style = "lead"
	Aside  Style = "aside"
	Remark Style = "remark"
	// Meta is the line of facts below the head of a finding.
	Meta Style = "meta"
	// Holding is the conclusion on a finding, Measure what is ordered.
	Holding Style = "holding"
	Measure Style = "measure"
)

// Paragraph is a paragraph.
type Paragraph struct {
	Style Style
	// Number is the number of the paragraph over the whole document, as decisions count
	// them; 0 for none.
	Number int
	Runs   []Run
}

// List is a list.
type List struct {
	// Ordered lists are numbered from 1 in the order of their items.
	Ordered bool
	// Operative says that the items are the numbered orders of the decision.
	Operative bool
	Items     []Item
}

// Item is an entry of a list.
type Item struct {
	// ID can be an anchor; empty for none.
	ID   string
	Runs []Run
	// Below is an aside under it; nil for none.
	Below []Run
	// Advised says that an order is recommended only.
	Advised bool
}

// Table is a table. The first cell of a row heads the row.
type Table struct {
	Caption string
	Head    []Column
	Rows    [][]Cell
	// Code sets the cells in a typeface of fixed width.
	Code bool
}

// Column heads a column; Number sets its cells to the right.
type Column struct {
	Text   string
	Number bool
}

// Cell is a cell of a table.
type Cell struct {
	Text string
	// Sub stands below it, smaller.
	Sub string
	// Number sets it to the right, Strong says that it speaks against the controller,
	// Keep that it may not be broken, Hash that it may be broken anywhere.
	Number, Strong, Keep, Hash bool
}

// Bars is a chart of horizontal stacked bars with the table of its figures.
type Bars struct {
	ID, Title string
	// Text says in words what it shows, for who does not see it.
	Text  string
	Fills []Fill
	Rows  []Bar
	// Figures holds what the bars show.
	Figures *Table
}

// Fill is one kind of part of a bar.
type Fill struct {
	// Name is breach, marked, open, clear or none: a renderer has a colour and a
	// pattern for each, told apart without colour too.
	Name string
	Text string
}

// Bar is one bar: a value for each fill.
type Bar struct {
	Label, Total string
	Values       []int64
	// Shown are the values as worded.
	Shown []string
}

// Histogram is a chart of the age of records beside the limit of their retention.
type Histogram struct {
	ID, Title, Text string
	// Axis names the horizontal axis.
	Axis string
	// Step is the width of a bin in months.
	Step int
	// Bins are the counts, the last open. Labels name the bins, Shown are the counts as
	// worded. Figures has one row for several bins in a row that are empty.
	Bins   []int64
	Labels []string
	Shown  []string
	// Marks are those of the vertical axis, the highest last.
	Marks []Mark
	// Limit is the retention period in months, 0 for none; LimitText words it.
	Limit     int
	LimitText string
	// Fills are that of bins within the limit, that of bins beyond it, and that of the
	// bin that the limit lies in, where it holds records; see Fill.
	Fills   []Fill
	Figures *Table
}

// Fill gives the fill of a bin, by its index: records of a bin that the limit lies in may
// be on either side of it.
func (h *Histogram) Fill(bin int) Fill {
	switch {
	case len(h.Fills) == 0:
		return Fill{Name: "clear"}
	case h.Limit <= 0 || len(h.Fills) == 1:
		return h.Fills[0]
	case bin*h.Step >= h.Limit:
		return h.Fills[1]
	case len(h.Fills) > 2 && (bin == len(h.Bins)-1 || (bin+1)*h.Step > h.Limit):
		return h.Fills[2]
	}
	return h.Fills[0]
}

// Mark is a marked value of an axis with its wording.
type Mark struct {
	Value int64
	Text  string
}

// Walk visits every section, outer ones first, with its depth (1 for a part).
func (d *Document) Walk(visit func(s *Section, depth int)) {
	var walk func(list []*Section, depth int)
	walk = func(list []*Section, depth int) {
		for _, s := range list {
			visit(s, depth)
			walk(s.Sections, depth+1)
		}
	}
	walk(d.Sections, 1)
}
