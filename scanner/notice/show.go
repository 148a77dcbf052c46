package notice

import (
	"fmt"

	"leadlint/scanner/finding"
	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/items"
	"leadlint/scanner/notice/language"
	"leadlint/scanner/notice/message"
	"leadlint/scanner/notice/quote"
)

// shownItems gives the items as reports show them.
func shownItems(doc *document.Document, found *items.Result, q *quote.Quoter) []finding.NoticeItem {
	out := make([]finding.NoticeItem, 0, len(items.All()))
	for _, item := range items.All() {
		a := found.Of(item)
		n := finding.NoticeItem{Item: string(item), State: string(a.State), Rule: a.Rule, Why: string(a.Why)}
		if a.Block >= 0 {
			n.At = passage(doc, a.Block, a.Lang, q)
			n.At.Sentence = q.Sentence(a.Sentence, a.Lang)
		}
		out = append(out, n)
	}
	return out
}

// passage gives the place of a block.
func passage(doc *document.Document, block int, lang string, q *quote.Quoter) finding.Passage {
	b := &doc.Blocks[block]
	p := finding.Passage{Line: b.Line, Page: b.Page, Lang: lang}
	if b.Head >= 0 {
		p.Heading = q.Sentence(doc.Blocks[b.Head].Text, lang)
	}
	return p
}

// message reads a document as a message, nil when it is none. What any text demands
// of who exercises a right is read all the same. It fails when a table is wrong.
func (r *Reader) message(doc *document.Document, langs language.Result, in Input) (*message.Message, message.Demands, error) {
	opt := message.Options{Languages: written(langs)}
	if doc.Mail == nil && !messagePlace(in.Place) {
		demands, err := r.demands()
		if err != nil {
			return nil, message.Demands{}, fmt.Errorf("read the tables of demands: %w", err)
		}
		return nil, demands.Read(doc, opt), nil
	}
	messages, err := r.messages()
	if err != nil {
		return nil, message.Demands{}, fmt.Errorf("read the tables of messages: %w", err)
	}
	if doc.Mail != nil {
		opt.Threaded = message.No
		if doc.Mail.Threaded {
			opt.Threaded = message.Yes
		}
	}
	m := messages.Read(doc, opt)
	return &m, m.Demands, nil
}

// messagePlace says whether a place is that of a message.
func messagePlace(place string) bool {
	switch place {
	case "first_message", "campaign_message", "access_answer", "message_footer":
		return true
	}
	return false
}

// written gives every language of a text, the largest share first.
func written(langs language.Result) []string {
	var out []string
	for _, s := range langs.Shares {
		out = append(out, s.Lang)
	}
	return out
}

// shownMessage gives what a message says as reports show it: what could speak
// against the sender, and what else is known.
func shownMessage(m *message.Message, doc *document.Document, q *quote.Quoter, langs language.Result) *finding.NoticeMessage {
	kind, lang := string(m.Kind), ""
	if kind == "" {
		kind = "unknown"
	}
	if w := written(langs); len(w) > 0 {
		lang = w[0]
	}
	out := &finding.NoticeMessage{Kind: kind, Points: []finding.Point{}}
	for _, n := range m.Facts() {
		f := n.Fact
		if f.Answer == message.Unknown && (n.Bad == message.Unknown || f.Detail == message.NotAsked) {
			continue
		}
		p := finding.Point{Name: n.Name, Answer: f.Answer.String(), Detail: f.Detail, Against: f.Answer == n.Bad && f.Answer != message.Unknown}
		p.At.Sentence, p.At.Line, p.At.Lang = q.Sentence(f.Text, lang), f.Line, lang
		if f.Block >= 0 && f.Block < len(doc.Blocks) {
			p.At = passage(doc, f.Block, lang, q)
			p.At.Sentence = q.Sentence(f.Text, lang)
		}
		out.Points = append(out.Points, p)
	}
	return out
}
