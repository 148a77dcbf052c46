package visit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"

	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/observe"
)

// input gives a fetched page to read, with what the site's root files say where
// that matters.
func (v *Visitor) input(ctx context.Context, p *fetch.Page, role Role) observe.Input {
	in := observe.Input{URL: p.URL, FinalURL: p.FinalURL(), Status: p.Status, Header: p.Header, ContentType: p.ContentType, Body: p.Body}
	for _, h := range p.Hops {
		in.Hops = append(in.Hops, h.URL)
	}
	if role == Source || role == Profile {
		in.Site = v.site(ctx, p)
	}
	return in
}

// site reads the files at the root of a page's site, once a site.
func (v *Visitor) site(ctx context.Context, p *fetch.Page) *observe.Site {
	origin := originOf(p)
	if origin == "" {
		return nil
	}
	if s, known := v.sites[origin]; known {
		return s
	}
	s := &observe.Site{}
	v.sites[origin] = s
	if p.Robots.File != nil {
		for _, line := range p.Robots.File.Signals() {
			if slices.Contains(line.Group, "*") || slices.Contains(line.Group, fetch.Token) {
				s.Robots = append(s.Robots, line.Name+": "+line.Value)
			}
		}
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%q\n", s.Robots)
	root := func(path string, kind observe.RootKind) *observe.RootFile {
		page := v.fetcher.Get(ctx, origin+path)
		if missed(page) {
			v.siteGaps[origin] = true
			fmt.Fprintf(sum, "%s: not had\n", path)
			return nil
		}
		if page.Err != nil || page.Status != 200 {
			fmt.Fprintf(sum, "%s: none\n", path)
			return nil
		}
		fmt.Fprintf(sum, "%s: %s\n", path, page.RawSHA256)
		return observe.Root(kind, page.Body)
	}
	s.AI = root("/ai.txt", observe.AIText)
	s.LLMs = root("/llms.txt", observe.LLMsText)
	s.TDM = root("/.well-known/tdmrep.json", observe.TDMRep)
	v.siteSums[origin] = hex.EncodeToString(sum.Sum(nil))
	return s
}

// missed tells whether it is unknown if a file is there: it did not come, and the site
// did not say that there is none.
func missed(p *fetch.Page) bool {
	switch {
	case p.Status >= 500, p.Status == http.StatusTooManyRequests:
		return true
	case p.Err == nil, p.Err.Kind == fetch.KindContentType, p.Err.Kind == fetch.KindRobots && p.Robots.State == fetch.RobotsDisallowed:
		return false
	}
	return true
}

// observed notes what the page says. Where its content was not read, or not to
// its end, what was not found is unknown.
func (r *Record) observed(o *observe.Observation, p *fetch.Page) {
	r.Access = string(o.Access)
	whole := o.Assessed && !o.Truncated && !p.Truncated && p.Err == nil
	r.Assessed, r.Truncated = o.Assessed, r.Truncated || o.Truncated
	for _, s := range o.Signals {
		r.Signals = append(r.Signals, Signal{s.Name, string(s.Strength), s.Value, s.Where, s.Snippet, s.Lang})
	}
	r.Emails, r.Phones, r.Persons = o.Counts.Emails, o.Counts.Phones, o.Counts.Persons
	fact := func(name string) Fact {
		switch {
		case o.Has(name):
			return Yes
		case whole:
			return No
		}
		return Unknown
	}
	r.Hidden, r.Mining = fact(observe.SignalHidden), fact(observe.SignalMining)
	r.Members, r.Canvassing = either(fact(observe.SignalMembers), fact(observe.SignalSignIn)), ofEntries(o, observe.SignalCanvassing, fact(observe.SignalCanvassing))
	r.Restricted, r.Unlisted = restricted(o, whole), ofEntries(o, observe.SignalUnlisted, fact(observe.SignalUnlisted))
	r.EmailLimited, r.PhoneLimited = only(r.Restricted, o.Limited.Email, whole), only(r.Restricted, o.Limited.Phone, whole)
	r.Protected = fact(observe.SignalProtected)
	if whole {
		r.Protected = factOf(o.Counts.Protected > 0)
	}
}

// only says of one contact point what is known of all: a limit that is said of
// another is none of it, on a page that was read to its end.
func only(restricted Fact, of, whole bool) Fact {
	switch {
	case restricted != Yes || of:
		return restricted
	case whole:
		return No
	}
	return Unknown
}

// either says yes where one of two facts does, and no where both do.
func either(a, b Fact) Fact {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == No && b == No:
		return No
	}
	return Unknown
}

// fewPoints is how many addresses, or numbers, one person's page may show.
const fewPoints = 2

// several says whether a page shows the contact points of several persons.
func several(o *observe.Observation) bool {
	return o.Counts.Persons > 1 || o.Counts.Emails > fewPoints || o.Counts.Phones > fewPoints
}

// ofEntries takes back what a page says of one entry of several: whose it is, is
// not known. What the page says for whoever runs it holds for all of it.
func ofEntries(o *observe.Observation, name string, said Fact) Fact {
	if said != Yes {
		return said
	}
	marks := 0
	for _, s := range o.All(name) {
		switch s.Value {
		case "no_solicitation", "imprint_objection":
			return Yes
		}
		marks++
	}
	if marks > 1 || several(o) {
		return Unknown
	}
	return Yes
}

// restricted says whether the page shows that a contact point is for a limited
// audience. A wording of visibility that shows it to everybody is a No. On a
// page with the contact points of several persons it is not known whose the
// limit is.
func restricted(o *observe.Observation, whole bool) Fact {
	for _, s := range o.All(observe.SignalVisibility) {
		if s.Strength != observe.Restriction && s.Strength != observe.Refusal {
			continue
		}
		if several(o) {
			return Unknown
		}
		return Yes
	}
	if whole {
		return No
	}
	return Unknown
}

// further reads what a page's role asks for beyond the page itself.
func (v *Visitor) further(ctx context.Context, t Target, r *Record, in observe.Input, o *observe.Observation) error {
	read := o.Assessed && o.Access == observe.Open && r.Problem == nil
	switch t.Role {
	case Source, Profile:
		return v.readTerms(ctx, r, o)
	case Home:
		if read && !r.Truncated {
			return v.policy(ctx, r, in, o)
		}
	case Partners:
		if read && !r.Truncated && v.opt.Controller != "" {
			switch observe.Names(in, v.opt.Controller, v.lex).Answer {
			case "yes":
				r.Named = Yes
			case "no":
				r.Named = unlessFramed(No, in)
			}
		}
	case RequestForm:
		if read && !r.Truncated {
			r.Form = unlessFramed(factOf(o.Form.Kind != "none" && (o.Form.Kind != "form" || o.Form.Works)), in)
		}
	}
	return nil
}

// unlessFramed gives a fact of a page, unknown where it is a No and a frame, which is not
// read, may hold what was not found.
func unlessFramed(f Fact, in observe.Input) Fact {
	if f == No && framed(in.Body) {
		return Unknown
	}
	return f
}

// terms is what a site's terms say.
type terms struct {
	forbid  Fact
	signals []Signal
}

// readTerms reads the terms that the page links to, once an address.
func (v *Visitor) readTerms(ctx context.Context, r *Record, o *observe.Observation) error {
	if len(o.Links.Terms) == 0 {
		return nil
	}
	link := o.Links.Terms[0].URL
	r.Terms = storable(link)
	return v.termsAt(ctx, r, link)
}

// termsAt notes what the terms at an address say.
func (v *Visitor) termsAt(ctx context.Context, r *Record, link string) error {
	known, done := v.terms[link]
	if !done {
		var err error
		if known, err = v.askTerms(ctx, link); err != nil {
			return err
		}
		v.terms[link] = known
	}
	r.TermsForbid = known.forbid
	r.Signals = append(r.Signals, known.signals...)
	return nil
}

func (v *Visitor) askTerms(ctx context.Context, link string) (terms, error) {
	p := v.fetcher.Get(ctx, link)
	if p.Err != nil || p.Status != 200 {
		return terms{}, nil
	}
	if err := v.keep(p, KeptTerms); err != nil {
		return terms{}, err
	}
	res := observe.Terms(observe.Input{URL: p.URL, FinalURL: p.FinalURL(), Status: p.Status, Header: p.Header, ContentType: p.ContentType, Body: p.Body}, v.lex)
	var out terms
	for _, c := range res.Clauses {
		out.signals = append(out.signals, Signal{observe.SignalTerms, string(observe.Refusal), "", "terms, " + c.Where, c.Sentence, c.Lang})
	}
	switch {
	case len(out.signals) > 0:
		out.forbid = Yes
	case res.Assessed && !p.Truncated:
		out.forbid = No
	}
	return out, nil
}

// keep hands a page to the keeper of evidence, if there is one.
func (v *Visitor) keep(p *fetch.Page, what Kept) error {
	if v.opt.Evidence == nil {
		return nil
	}
	return v.opt.Evidence(p, what)
}

// keepRobots hands a page's robots file on, once a site.
func (v *Visitor) keepRobots(p *fetch.Page) error {
	if p.Robots.URL == "" || v.robots[p.Robots.URL] {
		return nil
	}
	v.robots[p.Robots.URL] = true
	return v.keep(p, KeptRobots)
}
