package docx

import "leadlint/reports/decision"

// kind is a way of numbering; its number is that of the abstract definition.
type kind int

// The ways of numbering: paragraphs of the document, bullets, dashes in a warning,
// entries of a list, orders.
const (
	numbered kind = iota
	bulleted
	dashed
	counted
	ordered
	kinds
)

// list is one list of the document: a kind that begins at start, or goes on for 0.
type list struct {
	kind  kind
	start int
}

// begin gives the number of a new list.
func (w *writer) begin(k kind, start int) int {
	w.lists = append(w.lists, list{k, start})
	return len(w.lists)
}

// member is the property that makes a paragraph one of a list.
func member(number int) *node {
	return el("w:numPr", val("w:ilvl", "0"), val("w:numId", itoa(number)))
}

// numberOf gives the list that carries on to number n: the running one where n follows,
// a new one that starts there otherwise.
func (w *writer) numberOf(n int) int {
	if n != w.paragraph+1 {
		w.begin(numbered, n)
	}
	w.paragraph = n
	for i := len(w.lists); i > 0; i-- {
		if w.lists[i-1].kind == numbered {
			return i
		}
	}
	return 1
}

func (w *writer) list(l *decision.List) {
	style, number := "ListBullet", int(bulleted)+1
	switch {
	case l.Operative:
		style, number = "Order", w.begin(ordered, 1)
	case l.Ordered:
		style, number = "ListNumber", w.begin(counted, 1)
	}
	for _, it := range l.Items {
		p := para(style)
		p.props().add(member(number))
		w.put(p.add(w.anchored(it.ID, w.inline(it.Runs))...))
		if len(it.Below) > 0 {
			w.put(para("ListAside", w.inline(it.Below)...))
		}
	}
}

// level says how the members of a list of one kind are numbered and set.
type level struct {
	format, text, style string
	left, hanging       int
	bold                bool
}

func levels() [kinds]level {
	return [kinds]level{
		numbered: {"decimal", "%1.", "NumberedParagraph", 0, 567, false},
		bulleted: {"bullet", "–", "ListBullet", 454, 284, false},
		dashed:   {"bullet", "–", "AlertItem", 227, 0, false},
		counted:  {"decimal", "%1.", "ListNumber", 454, 454, false},
		ordered:  {"decimal", "%1.", "Order", 567, 567, true},
	}
}

// numbering is the part that defines the lists.
func (w *writer) numbering() *node {
	root := el("w:numbering").attr("xmlns:w", nsMain)
	for i, l := range levels() {
		root.add(el("w:abstractNum", val("w:multiLevelType", "singleLevel"), l.node(kind(i))).attr("w:abstractNumId", itoa(i)))
	}
	for i, l := range w.lists {
		n := el("w:num", val("w:abstractNumId", itoa(int(l.kind)))).attr("w:numId", itoa(i+1))
		if l.start > 0 {
			n.add(el("w:lvlOverride", val("w:startOverride", itoa(l.start))).attr("w:ilvl", "0"))
		}
		root.add(n)
	}
	return root
}

func (l level) node(k kind) *node {
	n := el("w:lvl", val("w:start", "1"), val("w:numFmt", l.format)).attr("w:ilvl", "0")
	if k == dashed {
		n.add(val("w:suff", "space"))
	}
	n.add(val("w:lvlText", l.text), val("w:lvlJc", "left"))
	indent := el("w:ind").attr("w:left", itoa(l.left))
	if k == numbered {
		// The number stands in the margin, as in a decision.
		indent = el("w:ind").attr("w:left", "0", "w:hanging", itoa(l.hanging))
	} else if l.hanging > 0 {
		indent.attr("w:hanging", itoa(l.hanging))
	}
	n.add(el("w:pPr", indent))
	props := el("w:rPr")
	if l.bold {
		props.add(el("w:b"))
	}
	if k == numbered {
		props.add(val("w:color", "565248"), val("w:sz", "18"))
	}
	if len(props.kids) > 0 {
		n.add(props)
	}
	return n
}
