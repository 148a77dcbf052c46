package observe

// Clause is a sentence of terms that forbids collecting by automated means.
type Clause struct {
	// Sentence is the sentence, masked, at most 200 runes.
	Sentence string
	// Where is its place.
	Where string
	// Lang is the language of its wording.
	Lang string
}

// TermsResult is what terms of use say of automated collection.
type TermsResult struct {
	// Clauses are at most ten, in the order of the text.
	Clauses []Clause
	// Assessed says that the text could be read. When it is false, no clause
	// tells nothing.
	Assessed bool
	// Lang is the language that the page declares.
	Lang string
}

// Terms reads a site's terms of use. A clause counts when one sentence has
// both a means of automated collection and a prohibition; a list goes on the
// sentence that introduces it.
func Terms(in Input, lex *Lexicon) *TermsResult {
	p := open(in, lex)
	p.status()
	p.judgeAccess()
	r := &TermsResult{Lang: p.obs.Lang}
	last, tried := int32(-1), 0
	p.text.matches(func(m match) {
		if m.entry.signal != SignalTerms || m.sent == last || len(r.Clauses) == 10 || tried == maxTried {
			return
		}
		tried++
		b := &p.text.blocks[p.text.sentences[m.sent].block]
		if b.where&(inQuote|inCookies|inNav|inPost) != 0 || p.text.asks(m) || p.text.quoted(m) {
			return
		}
		last = m.sent
		r.Clauses = append(r.Clauses, Clause{Sentence: p.text.shown(m), Where: b.at(), Lang: m.entry.lang})
	})
	r.Assessed = p.obs.Access == Open && !p.obs.Truncated && p.text.words > someWords
	return r
}
