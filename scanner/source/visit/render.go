package visit

import (
	"context"

	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/observe"
	"leadlint/scanner/source/render"
)

// browser runs the programs of pages; *render.Renderer is one.
type browser interface {
	Render(ctx context.Context, url string) (*render.Page, *render.Problem)
	Close()
}

// newBrowser makes the renderer that the options ask for, nil when they ask for
// none. It connects as the fetcher does, and asks robots.txt as the fetcher does.
func newBrowser(opt *Options, f *fetch.Fetcher) (browser, error) {
	if opt.Render == nil || opt.Offline {
		return nil, nil
	}
	o := *opt.Render
	o.Guard, o.Allow, o.Permit = f.Dial, f.AllowsPort, f.Permits
	o.Agent, o.Languages = opt.Fetch.Agent.String(), opt.Fetch.Languages
	r, err := render.New(o)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// stale tells whether a record must be made anew though it is fresh: something else was
// asked of the page then, or it showed nothing without its programs, and they can be run
// now.
func (v *Visitor) stale(before *Record) bool {
	return before.Basis != v.basis(before.Role) ||
		v.opt.Render != nil && !v.opt.Offline && before.Access == string(observe.ScriptOnly) && !before.Rendered
}

// render runs the programs of a page that shows nothing without them, and gives
// what it then says in place of what it said. Nothing changes where that is not
// wanted; a problem is noted where it failed.
func (v *Visitor) render(ctx context.Context, r *Record, p *fetch.Page, in observe.Input, o *observe.Observation) (observe.Input, *observe.Observation) {
	if v.browser == nil || o.Access != observe.ScriptOnly || r.Role == Export {
		return in, o
	}
	shown, problem := v.browser.Render(ctx, p.FinalURL())
	if problem != nil {
		r.Problem = &Problem{Kind: renderPrefix + string(problem.Kind), Message: problem.Message}
		return in, o
	}
	r.Rendered, r.Truncated = true, shown.Truncated
	p.Truncated = shown.Truncated
	in.Body, in.ContentType = shown.HTML, "text/html; charset=utf-8"
	if shown.Status != 0 {
		in.Status = shown.Status
	}
	if shown.FinalURL != p.FinalURL() {
		in.Hops = append(in.Hops, shown.FinalURL)
		in.FinalURL, r.Final = shown.FinalURL, maskAddress(shown.FinalURL)
	}
	return in, observe.Page(in, v.lex)
}

// rendered takes back what a page cannot show once its programs ran: they may
// have lifted what protected an address.
func (r *Record) rendered() {
	if r.Protected == No {
		r.Protected = Unknown
	}
}

// beyond reads what a page's role asks for beyond the page itself. Of a rendered
// page that may show more than was read, only what was found counts.
func (v *Visitor) beyond(ctx context.Context, t Target, r *Record, in observe.Input, o *observe.Observation) error {
	if !r.Rendered || !r.Truncated || o.Truncated {
		return v.further(ctx, t, r, in, o)
	}
	r.Truncated = false
	err := v.further(ctx, t, r, in, o)
	r.Truncated = true
	for _, f := range []*Fact{&r.PolicyLinked, &r.Named, &r.Form} {
		if *f == No {
			*f = Unknown
		}
	}
	return err
}
