package visit

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/finding"
	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/observe"
	"leadlint/scanner/source/render"
)

// Options say how pages are visited.
type Options struct {
	Fetch fetch.Options
	// Fetcher visits instead of one made of Fetch, which must be what it was made of:
	// its budget, its robots files and its turns at a host are then shared with others.
	// The visitor does not close it; nil makes one.
	Fetcher *fetch.Fetcher
	// Controller is the name looked for in lists of partners; empty: none is.
	Controller string
	// Offline visits nothing: only what was recorded counts.
	Offline bool
	// Store keeps records; nil keeps none.
	Store *Store
	// Fresh is how long a record is good without asking again; 0 asks each time.
	Fresh time.Duration
	// Hasher makes the keys of pages; records join by them.
	Hasher *identity.Hasher
	// Render says how pages that show nothing without their programs are rendered;
	// nil leaves them unread. Its Guard, Allow, Permit, Agent and Languages are the
	// visitor's to set.
	Render *render.Options
	// Evidence, when not nil, is given the pages that may be kept as they are:
	// robots files, notices and terms, never pages about persons.
	Evidence func(*fetch.Page, Kept) error
	// Body, when not nil, is given the page of a target that asks for it, as HTML
	// once its programs ran if they had to. It is good until Body returns.
	Body func(t Target, html []byte, truncated bool)
}

// Kept says what a page given to Options.Evidence is.
type Kept string

// The pages that may be kept as evidence.
const (
	KeptRobots Kept = "robots"
	KeptTerms  Kept = "terms"
	KeptPolicy Kept = "policy"
	KeptNotice Kept = "notice"
)

// Visitor goes to pages. It serves one goroutine.
type Visitor struct {
	opt     Options
	fetcher *fetch.Fetcher
	browser browser
	lex     *observe.Lexicon
	sites   map[string]*observe.Site
	terms   map[string]terms
	robots  map[string]bool
	// siteSums holds a hash of what the files at the root of each site say.
	siteSums map[string]string
	// siteGaps tells of which sites some of these files did not come.
	siteGaps map[string]bool
}

// New makes a visitor; Close ends it.
func New(opt Options) (*Visitor, error) {
	v := &Visitor{opt: opt, sites: map[string]*observe.Site{}, terms: map[string]terms{}, robots: map[string]bool{}, siteSums: map[string]string{}, siteGaps: map[string]bool{}}
	var err error
	if v.lex, err = observe.LoadLexicon(); err != nil {
		return nil, err
	}
	if opt.Offline {
		return v, nil
	}
	if v.fetcher = opt.Fetcher; v.fetcher == nil {
		if v.fetcher, err = fetch.New(opt.Fetch); err != nil {
			return nil, err
		}
	}
	if v.browser, err = newBrowser(&v.opt, v.fetcher); err != nil {
		return nil, err
	}
	return v, nil
}

// Close gives up connections and ends the browser.
func (v *Visitor) Close() {
	if v.fetcher != nil && v.opt.Fetcher == nil {
		v.fetcher.Close()
	}
	if v.browser != nil {
		v.browser.Close()
	}
}

// Visit gives what is known of a page now. The error is one of the store or of
// the evidence, never of the site.
func (v *Visitor) Visit(ctx context.Context, t Target) (*Record, []facts.Hash, error) {
	keys := v.opt.Hasher.Page(nil, []byte(t.URL))
	name := ""
	if len(keys) > 0 {
		name = fmt.Sprintf("%016x%016x", keys[0][0], keys[0][1])
	}
	var before *Record
	if name != "" {
		var err error
		if before, err = v.opt.Store.Get(name, t.Role); err != nil {
			return nil, keys, err
		}
	}
	switch {
	case v.opt.Offline && before == nil:
		return v.unvisited(t, name), keys, nil
	case before != nil && (v.opt.Offline || !t.Whole && v.opt.Fresh > 0 && v.now().Sub(before.VisitedAt) <= v.opt.Fresh && !v.stale(before)):
		before.From, before.Recorded = t.From, true
		if before.Basis != v.basis(t.Role) {
			before.Named = Unknown // another name may have been looked for
		}
		return before, keys, nil
	}
	r, err := v.ask(ctx, t, name, before)
	if err == nil && name != "" && r.Problem == nil {
		err = v.opt.Store.Put(r)
	}
	return r, keys, err
}

func (v *Visitor) now() time.Time {
	if v.opt.Fetch.Now != nil {
		return v.opt.Fetch.Now()
	}
	return time.Now()
}

// unvisited tells that nothing was recorded of a page.
func (v *Visitor) unvisited(t Target, name string) *Record {
	return &Record{Page: name, Address: maskAddress(t.URL), Role: t.Role, From: t.From, Access: "", Problem: &Problem{
		Kind: KindOffline, Message: finding.Text{
			EN: "nothing is recorded of this page, and no visit was allowed (--offline)",
			FR: "rien n'est enregistré sur cette page et aucune visite n'était permise (--offline)",
		},
	}}
}

// ask visits the page.
func (v *Visitor) ask(ctx context.Context, t Target, name string, before *Record) (*Record, error) {
	if r, err := v.again(ctx, t, before); r != nil || err != nil {
		return r, err
	}
	if t.Role == Export {
		return v.read(ctx, t, name, v.fetcher.Probe(ctx, t.URL))
	}
	return v.read(ctx, t, name, v.fetcher.Get(ctx, t.URL))
}

// read reads an answer.
func (v *Visitor) read(ctx context.Context, t Target, name string, p *fetch.Page) (*Record, error) {
	r := &Record{Page: name, Address: maskAddress(p.URL), Role: t.Role, From: t.From, VisitedAt: p.FetchedAt, Basis: v.basis(t.Role)}
	r.answer(p)
	r.Answered = v.place(p.FinalURL())
	if err := v.keepRobots(p); err != nil {
		return r, err
	}
	if p.Err != nil && p.Status == 0 {
		return r, nil
	}
	in := v.input(ctx, p, t.Role)
	if in.Site != nil {
		r.Site = v.siteSums[originOf(p)]
	}
	in, obs := v.render(ctx, r, p, in, observe.Page(in, v.lex))
	r.observed(obs, p)
	if r.Mining == No && v.siteGaps[originOf(p)] {
		r.Mining = Unknown
	}
	if p.Err != nil && p.Status >= 300 && p.Status < 400 {
		r.Access = "unreachable" // it redirects to where nobody was led: the page itself said nothing
	}
	r.unanswered(p)
	if t.Whole && v.opt.Body != nil && in.Status == http.StatusOK {
		v.opt.Body(t, in.Body, r.Truncated)
	}
	if r.Rendered {
		r.rendered()
	}
	return r, v.beyond(ctx, t, r, in, obs)
}
