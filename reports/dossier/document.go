// Package dossier words what is held of one person as an answer to a request for access
// (Art. 15 GDPR), in the person's language. Unlike the reports it holds personal values
// in clear: it is for the person's eyes and the controller's.
package dossier

import (
	"fmt"
	"strconv"
	"strings"

	"leadlint/reports/decision"
	"leadlint/reports/text"
	"leadlint/scanner/dossier"
)

// New composes the answer in the language chosen. tool is the name of the program with
// its version.
func New(d *dossier.Dossier, c Choice, tool string) *decision.Document {
	w := &writer{d: d, words: newWords(c.Lang), c: c}
	answers := w.answers()
	doc := &decision.Document{
		Lang: c.Lang, Kind: w.t("kind"), Title: w.t("title"), Lost: w.lost(),
		Sections: []*decision.Section{answers, w.open(answers), w.copies(), w.entries(), w.withheld(), w.searched()},
		Foot:     []string{w.t("doc.made", tool)},
		Words: decision.Words{
			Contents: w.t("doc.contents"), Skip: w.t("doc.skip"), Figures: w.t("doc.figures"), Continued: w.t("doc.continued"),
			Page: w.t("doc.page"), Author: tool, Subject: w.t("kind"),
		},
	}
	doc.Head, doc.Key, doc.Remarks = w.head(), w.key(), w.remarks()
	for i, s := range doc.Sections {
		s.Number = roman(i + 1)
	}
	return doc
}

// writer words one dossier.
type writer struct {
	*words
	d *dossier.Dossier
	c Choice
	// gaps are the questions that are left open, by the anchor of their section.
	gaps []gap
}

// gap is a question that what was examined does not answer.
type gap struct{ id, title string }

// plain makes a text of an input one line that can be shown; nothing is cut off.
func plain(s string) string { return text.Line(s, 0) }

func said(s string) []decision.Run { return []decision.Run{{Text: s}} }

func paragraph(s string) *decision.Paragraph { return &decision.Paragraph{Runs: said(s)} }

func styled(style decision.Style, s string) *decision.Paragraph {
	return &decision.Paragraph{Style: style, Runs: said(s)}
}

func list(items []string) *decision.List {
	l := &decision.List{}
	for _, s := range items {
		l.Items = append(l.Items, decision.Item{Runs: said(s)})
	}
	return l
}

func (w *writer) head() []decision.Pair {
	var out []decision.Pair
	add := func(key, value string) {
		if value != "" {
			out = append(out, decision.Pair{Term: w.t(key), Text: said(value)})
		}
	}
	add("head.controller", plain(w.d.Controller))
	add("head.day", w.day(w.d.Now))
	switch w.c.By {
	case "country", "derived":
		add("head.language", w.t("lang."+w.c.By, own(w.c.Lang), w.country(w.c.Country)))
	default:
		add("head.language", w.t("lang."+w.c.By, own(w.c.Lang)))
	}
	var asked []string
	for _, k := range w.d.Asked {
		asked = append(asked, w.t("kind."+k))
	}
	add("head.asked", strings.Join(asked, ", "))
	return out
}

func (w *writer) key() []decision.Pair {
	shown, kept := 0, 0
	for _, r := range w.d.Records {
		for _, c := range r.Cells {
			if c.Withheld == "" {
				shown++
			} else {
				kept++
			}
		}
	}
	pair := func(key string, n int) decision.Pair {
		return decision.Pair{Term: w.t(key), Text: said(strconv.Itoa(n))}
	}
	return []decision.Pair{pair("key.records", len(w.d.Records)), pair("key.values", shown), pair("key.withheld", kept), pair("key.open", len(w.gaps))}
}

func (w *writer) remarks() []string {
	var out []string
	if len(w.d.Learnt) > 0 {
		var parts []string
		for _, l := range w.d.Learnt {
			parts = append(parts, fmt.Sprintf("%s (%d)", w.t("kind."+l.Kind), l.Count))
		}
		out = append(out, w.t("learnt", strings.Join(parts, ", "))+" "+w.t("passes", strconv.Itoa(w.d.Passes)))
	}
	if w.borrowed {
		out = append(out, w.t("fallback"))
	}
	return out
}

// lost tells what was not read.
func (w *writer) lost() *decision.Alert {
	if w.d.Complete {
		return nil
	}
	a := &decision.Alert{Title: w.t("lost.title")}
	for _, l := range w.d.Lost {
		key := "lost." + string(l.What)
		switch strings.Count(w.t(key), "%s") {
		case 0:
			a.Items = append(a.Items, w.t(key))
		case 1:
			a.Items = append(a.Items, w.t(key, plain(l.Name)))
		default:
			a.Items = append(a.Items, w.t(key, plain(l.Name), strconv.FormatInt(l.Count, 10)))
		}
	}
	return a
}

func roman(n int) string {
	return []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII"}[n] + "."
}
