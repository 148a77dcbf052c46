package message

import (
	"fmt"
	"io/fs"

	"leadlint/scanner/notice/document"
)

// DemandsReader reads of a text only what it demands of who exercises a right, which
// takes a fraction of the time and the tables that a message takes. It is never
// changed after it is built and may be shared by goroutines.
type DemandsReader struct{ lex *lexicon }

// NewDemandsReader loads the wordings of demands that come with the program. Its
// error says which line of which table is wrong.
func NewDemandsReader() (*DemandsReader, error) {
	sub, err := fs.Sub(tables, "lexicon")
	if err != nil {
		return nil, fmt.Errorf("open the wordings of messages: %w", err)
	}
	lex, err := loadLexicon(sub, ofDemands)
	if err != nil {
		return nil, err
	}
	return &DemandsReader{lex}, nil
}

// ofDemands says whether a line of the tables makes a demand or hints at one.
func ofDemands(signal, value string) bool {
	if signal == "hint" {
		signal = value
	}
	return signal == "identity" || signal == "reason"
}

// Read gives what [Reader.Read] gives as Demands.
func (r *DemandsReader) Read(doc *document.Document, opt Options) Demands {
	v := &reading{lex: r.lex, doc: doc, opt: opt}
	v.searchBlocks()
	if v.words() < fewWords {
		v.styles = readStyles(doc.HTML)
	}
	v.gap = v.reasonToDoubt()
	return v.demands()
}

// demands says what an answer asks of the person first.
func (v *reading) demands() Demands {
	return Demands{Identity: v.demand("identity"), Reason: v.demand("reason")}
}

func (v *reading) demand(signal string) Fact {
	doubt := unknown("")
	for b := range v.texts {
		for _, m := range v.texts[b].matches {
			if m.entry.signal != signal {
				continue
			}
			if m.entry.value != "doubt" {
				if doubt.Detail == "" {
					return v.found(Yes, m.entry.value, b, m)
				}
				return doubt
			}
			doubt = v.found(Unknown, "on_doubt", b, m)
		}
	}
	if doubt.Detail != "" {
		return doubt
	}
	return v.absent("absent", signal)
}
