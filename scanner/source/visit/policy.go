package visit

import (
	"context"

	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/observe"
)

// maxNear is how many further pages of a site are asked for its policy.
const maxNear = 8

// search is one search for a privacy policy from a home page.
type search struct {
	*Visitor
	seen map[string]bool
	// unread says that a page that may well lead to a policy could not be read.
	unread bool
}

// policy looks for a privacy policy that answers: linked from the page, from its
// legal notice, its terms or some of the pages beside them, or from the legal
// notice or terms of those. The clicks are those of the shortest way found.
func (v *Visitor) policy(ctx context.Context, r *Record, in observe.Input, o *observe.Observation) error {
	s := &search{Visitor: v, seen: map[string]bool{in.URL: true, in.FinalURL: true}}
	found, err := s.answers(ctx, o.Links.Policy)
	if err != nil || found == Yes {
		r.PolicyLinked, r.PolicyClicks = found, 1
		return err
	}
	near := o.Links.Near[:min(len(o.Links.Near), maxNear)]
	pages := s.read(ctx, first(o.Links.Legal, o.Links.Terms), true)
	pages = append(pages, s.read(ctx, near, false)...)
	for clicks := 2; clicks <= 3; clicks++ {
		for _, page := range pages {
			next, err := s.answers(ctx, page.Links.Policy)
			if err != nil || next == Yes {
				r.PolicyLinked, r.PolicyClicks = next, clicks
				return err
			}
			if next == Unknown {
				found = Unknown
			}
		}
		if clicks == 2 {
			var on []observe.Link
			for _, page := range pages {
				on = append(on, first(page.Links.Legal, page.Links.Terms)...)
			}
			pages = s.read(ctx, on[:min(len(on), maxNear)], true)
		}
	}
	if s.unread {
		found = Unknown
	}
	r.PolicyLinked = found
	return nil
}

// first gives the foremost link of each list.
func first(lists ...[]observe.Link) []observe.Link {
	var out []observe.Link
	for _, l := range lists {
		if len(l) > 0 {
			out = append(out, l[0])
		}
	}
	return out
}

// read observes pages that were not seen yet. What cannot be read may lead to a
// policy, which counts where the page is one that policies are linked from.
func (s *search) read(ctx context.Context, links []observe.Link, counts bool) []*observe.Observation {
	var out []*observe.Observation
	for _, l := range links {
		if s.seen[l.URL] {
			continue
		}
		s.seen[l.URL] = true
		p := s.fetcher.Get(ctx, l.URL)
		if p.Err != nil || p.Status != 200 {
			s.unread = s.unread || counts && p.Status != 404 && p.Status != 410
			continue
		}
		o := observe.Page(input(p), s.lex)
		s.unread = s.unread || counts && (!o.Assessed || o.Truncated)
		out = append(out, o)
	}
	return out
}

// input is a fetched page as it is observed.
func input(p *fetch.Page) observe.Input {
	return observe.Input{URL: p.URL, FinalURL: p.FinalURL(), Status: p.Status, Header: p.Header, ContentType: p.ContentType, Body: p.Body}
}

// answers says whether some link to a policy leads to a page: No only when every
// link was followed and leads to nothing. A policy on another company's site may
// be that company's own, so that it is not known whose it is.
func (s *search) answers(ctx context.Context, links []observe.Link) (Fact, error) {
	found, asked := No, 0
	for _, l := range links {
		if s.seen[l.URL] {
			continue
		}
		if asked++; asked > 3 {
			return Unknown, nil
		}
		s.seen[l.URL] = true
		p := s.fetcher.Get(ctx, l.URL)
		switch {
		case p.Status == 200 && (p.Err == nil || p.Body != nil) && l.SameSite:
			return Yes, s.keep(p, KeptPolicy)
		case p.Status != 404 && p.Status != 410:
			found = Unknown
		}
	}
	return found, nil
}
