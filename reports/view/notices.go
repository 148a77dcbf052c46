package view

import (
	"strconv"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/scanner/finding"
)

// NoticeFormat says in one line what a notice is: its place, format, length and
// languages.
func NoticeFormat(p *l10n.Printer, n *finding.Notice) string {
	var parts []string
	if n.Place != "" {
		parts = append(parts, p.Code("notice_place", n.Place))
	}
	if n.Direct != nil {
		key := "notices.indirect"
		if *n.Direct {
			key = "notices.direct"
		}
		parts = append(parts, p.T(key))
	}
	if n.Format != "" {
		parts = append(parts, p.Code("format", n.Format))
	}
	if n.Problem == nil {
		parts = append(parts, p.N("notices.words", int64(n.Words)))
	}
	if l := NoticeLanguages(p, n); l != "" {
		parts = append(parts, l)
	}
	return strings.Join(parts, " · ")
}

// NoticeLanguages lists the languages of a notice with their shares.
func NoticeLanguages(p *l10n.Printer, n *finding.Notice) string {
	var parts []string
	for _, l := range n.Languages {
		parts = append(parts, p.Language(l.Lang)+" "+p.Share(int64(l.Share*1000), 1000))
	}
	if n.Undecided > 0 {
		parts = append(parts, p.T("notices.undecided", p.Share(int64(n.Undecided*1000), 1000)))
	}
	return strings.Join(parts, ", ")
}

// Quotation gives a masked sentence in quotation marks, empty when there is none.
func Quotation(p *l10n.Printer, s string) string {
	if s == "" {
		return ""
	}
	return p.T("word.quoted", s)
}

// Passage says where a sentence stands: its heading and its line or page.
func Passage(p *l10n.Printer, at *finding.Passage) string {
	var parts []string
	if at.Page > 0 {
		parts = append(parts, p.T("notices.page", p.Int(int64(at.Page))))
	} else if at.Line > 0 {
		parts = append(parts, p.T("issue.line", p.Int(int64(at.Line))))
	}
	if at.Heading != "" {
		parts = append(parts, p.T("notices.under", at.Heading))
	}
	return strings.Join(parts, ", ")
}

// ItemState gives the state of an item in words, with why it is unclear.
func ItemState(p *l10n.Printer, i *finding.NoticeItem) string {
	said := p.Code("item_state", i.State)
	if i.Why != "" {
		said += " (" + p.Code("item_why", i.Why) + ")"
	}
	return said
}

// Against says whether an item's state is one that rules hold against a notice
// that owes the item.
func Against(i *finding.NoticeItem) bool {
	switch i.State {
	case "not_found", "heading_only", "placeholder", "inside_another_right", "vague":
		return true
	}
	return false
}

// Missed says whether an item's state calls for attention in a table of all items.
// Of an item that only some notices owe, silence does not.
func Missed(i *finding.NoticeItem) bool {
	switch i.Item {
	case "representative", "dpo", "legitimate_interests", "transfers", "safeguards", "withdrawal", "source", "public_source",
		"categories", "automated_decisions", "mandatory":
		return i.State == "heading_only" || i.State == "placeholder" || i.State == "vague"
	}
	return Against(i)
}

// Answer gives the answer to a question on a message or form, with its reasons.
func Answer(p *l10n.Printer, pt *finding.Point) string {
	said := pt.Answer
	if _, err := strconv.Atoi(said); err != nil {
		said = p.Code("answer", pt.Answer)
	}
	var why []string
	for d := range strings.FieldsSeq(pt.Detail) {
		why = append(why, p.Code("detail", d))
	}
	if len(why) > 0 {
		said += " (" + strings.Join(why, ", ") + ")"
	}
	return said
}

// FormFields lists the kinds of data that a form asks for.
func FormFields(p *l10n.Printer, f *finding.Form) string {
	var out []string
	for _, d := range f.Fields {
		out = append(out, p.Code("form_data", d))
	}
	return p.List(out)
}

// BoxState says of a box how it stands when the form opens, and what it is for.
func BoxState(p *l10n.Printer, b *finding.Box) string {
	parts := []string{p.Code("box", b.State)}
	if b.Required == "yes" {
		parts = append(parts, p.T("forms.required"))
	}
	if b.Objects {
		parts = append(parts, p.T("forms.objects"))
	}
	var what []string
	for _, x := range b.Purposes {
		what = append(what, p.Code("form_purpose", x))
	}
	for _, x := range b.Channels {
		what = append(what, p.Code("channel", x))
	}
	if len(what) > 0 {
		parts = append(parts, p.List(what))
	}
	return strings.Join(parts, " · ")
}

// FormHead says in one line what a form is: its kind, page and data.
func FormHead(p *l10n.Printer, f *finding.Form) string {
	parts := []string{p.Code("form_kind", f.Kind), f.From}
	if f.Line > 0 {
		parts = append(parts, p.T("issue.line", p.Int(int64(f.Line))))
	}
	if f.Rendered {
		parts = append(parts, p.T("forms.rendered"))
	}
	if len(f.Fields) > 0 {
		parts = append(parts, p.Colon(p.T("forms.asks"), FormFields(p, f)))
	}
	return strings.Join(parts, " · ")
}

// ReachSummary says how many persons the notices do not reach in a language of
// theirs.
func ReachSummary(p *l10n.Printer, r *finding.NoticeReach) string {
	var langs []string
	for _, l := range r.Languages {
		langs = append(langs, p.Language(l))
	}
	said := p.T("reach.languages", p.List(langs)) + " "
	if r.Unserved == 0 {
		said += p.T("reach.none")
	} else {
		said += p.N("reach.unserved", r.Unserved)
	}
	if r.Unknown > 0 {
		said += " " + p.N("reach.unknown", r.Unknown)
	}
	return said
}

// ReachCountry says the same of one country.
func ReachCountry(p *l10n.Printer, c *finding.CountryReach) string {
	var langs []string
	for _, l := range c.Languages {
		langs = append(langs, p.Language(l))
	}
	return p.N("reach.country", c.Rows, p.Country(c.Country), p.List(langs))
}

// TextsRead counts the notices and forms that were read, each where there are any.
func TextsRead(p *l10n.Printer, r *finding.Report) []string {
	notices := 0
	for i := range r.Notices {
		if r.Notices[i].Problem == nil {
			notices++
		}
	}
	var out []string
	if notices > 0 {
		out = append(out, p.N("coverage.notices", int64(notices)))
	}
	if len(r.Forms) > 0 {
		out = append(out, p.N("coverage.forms", int64(len(r.Forms))))
	}
	return out
}
