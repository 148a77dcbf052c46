package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"leadlint/scanner/finding"
	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/form"
	"leadlint/scanner/notice/language"
	"leadlint/scanner/notice/quote"
)

// readForms reads the forms of a page that ask for personal data or for consent. It
// fails when a table is wrong.
func (r *Reader) readForms(doc *document.Document, langs language.Result, in Input, q *quote.Quoter, out *Result) error {
	if doc.Format != document.FormatHTML || len(doc.HTML) == 0 {
		return nil
	}
	words, err := r.words()
	if err != nil {
		return fmt.Errorf("read the tables of forms: %w", err)
	}
	opt := form.Options{Words: words, Controllers: in.Controllers, Computed: in.Computed, Truncated: in.Truncated, Sheet: in.Sheet}
	if w := written(langs); len(w) == 1 {
		opt.Lang = w[0]
	}
	used := map[string]int{}
	for i, f := range form.Read(doc.HTML, opt) {
		if !f.Judged {
			continue
		}
		name := cmp.Or(q.Sentence(f.Name, f.Lang), "form "+strconv.Itoa(i+1))
		if used[name]++; used[name] > 1 {
			name += " (" + strconv.Itoa(used[name]) + ")"
		}
		out.Forms = append(out.Forms, shownForm(name, in.Name, &f, q))
		out.FormRows = append(out.FormRows, formRow(name, &f))
	}
	return nil
}

// shownForm gives a form as reports show it.
func shownForm(name, from string, f *form.Form, q *quote.Quoter) finding.Form {
	out := finding.Form{Name: name, From: from, Kind: string(f.Kind), Line: f.Line, Rendered: f.Rendered, Fields: []string{}, Boxes: []finding.Box{}}
	for _, d := range f.Fields {
		if d.Hidden != form.Yes && !slices.Contains(out.Fields, d.Data) {
			out.Fields = append(out.Fields, d.Data)
		}
	}
	for _, b := range f.Boxes {
		out.Boxes = append(out.Boxes, finding.Box{
			Label: q.Sentence(b.Label, f.Lang), Line: b.Line, State: ticked(b.Ticked), Required: b.Required.String(),
			Purposes: purposes(b.Purposes), Channels: channels(f, b.Line), Objects: b.Objects,
		})
	}
	for _, c := range f.Choices {
		out.Boxes = append(out.Boxes, finding.Box{
			Label: q.Sentence(c.Label, f.Lang), Line: c.Line, State: chosen(c.Chosen), Required: c.Required.String(),
			Purposes: purposes(c.Purposes), Channels: channels(f, c.Line),
		})
	}
	out.Points = points(f, q)
	return out
}

// points gives the judgements on a form, each question once.
func points(f *form.Form, q *quote.Quoter) []finding.Point {
	out := []finding.Point{}
	add := func(name string, j form.Judgement, bad form.Answer) {
		p := finding.Point{Name: name, Answer: j.Answer.String(), Detail: j.Reason, Against: j.Answer == bad && bad != form.Unknown}
		p.At.Sentence, p.At.Line, p.At.Lang = q.Sentence(j.Text, f.Lang), j.Line, f.Lang
		out = append(out, p)
	}
	add("consent_preticked", f.Preticked, form.Yes)
	add("consent_bundled", f.Bundled, form.Yes)
	add("consent_by_sending", f.Silent, form.Yes)
	purposes := finding.Point{Name: "purposes_per_consent", Answer: "unknown"}
	if f.Purposes >= 0 {
		purposes.Answer = strconv.Itoa(f.Purposes)
		purposes.Against = f.Purposes > 1
	}
	purposes.At.Sentence, purposes.At.Line, purposes.At.Lang = q.Sentence(f.PurposesText, f.Lang), f.PurposesLine, f.Lang
	out = append(out, purposes)
	add("consent_required", f.Required, form.Yes)
	add("partner_consent_required", f.PartnerRequired, form.Yes)
	out = append(out, refusal(f, q))
	partners := finding.Point{Name: "partners_listed", Answer: f.Partners.Listed.String(), Detail: string(f.Partners.State),
		Against: f.Partners.Listed == form.No && f.Partners.State != form.PartnersNotAsked}
	partners.At.Sentence, partners.At.Line, partners.At.Lang = q.Sentence(f.Partners.Text, f.Lang), f.Partners.Line, f.Lang
	out = append(out, partners)
	if f.Partners.State != form.PartnersNotAsked {
		add("controller_listed", f.ControllerListed, form.No)
	}
	add("controller_identified", f.Controller, form.No)
	add("notice_present", f.Notice, form.No)
	add("age_asked", f.AgeAsked, form.Unknown)
	add("open_to_minors", f.OpenToMinors, form.Unknown)
	add("withdrawal_easy", f.Withdrawal, form.No)
	if f.Kind == form.RightsRequest {
		add("identity_document_required", f.Identity, form.Yes)
	}
	return out
}

// refusal gives how refusing stands beside accepting.
func refusal(f *form.Form, q *quote.Quoter) finding.Point {
	p := finding.Point{Name: "refusal", Answer: cmp.Or(string(f.Refusal.State), string(form.RefusalUnknown))}
	p.Against = f.Refusal.State == form.RefusalWeaker || f.Refusal.State == form.RefusalNone
	p.Detail = strings.Join(f.Refusal.Reasons, " ")
	p.At.Sentence, p.At.Line, p.At.Lang = q.Sentence(cmp.Or(f.Refusal.Refuse, f.Refusal.Accept), f.Lang), f.Refusal.Line, f.Lang
	return p
}

func ticked(a form.Answer) string {
	switch a {
	case form.Yes:
		return "ticked"
	case form.No:
		return "unticked"
	}
	return "unknown"
}

func chosen(s string) string {
	switch s {
	case "yes":
		return "ticked"
	case "no", "none":
		return "unticked"
	}
	return "unknown"
}

func purposes(list []form.Purpose) []string {
	out := []string{}
	for _, p := range list {
		out = append(out, string(p))
	}
	return out
}

// channels gives those that the consent at a line names.
func channels(f *form.Form, line int) []string {
	out := []string{}
	for _, c := range f.Consents {
		if c.Line != line {
			continue
		}
		for _, ch := range c.Channels {
			if !slices.Contains(out, ch) {
				out = append(out, ch)
			}
		}
	}
	return out
}
