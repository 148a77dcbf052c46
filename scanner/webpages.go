package scanner

import (
	"context"
	"fmt"

	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/finding"
	"leadlint/scanner/notice"
	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/visit"
)

// webPages fetches notices and forms by their addresses, as politely and guarded
// as sources.
type webPages struct {
	a       *audit
	fetcher *fetch.Fetcher
}

// load fetches a page into an input; what is given back tells why it cannot be.
func (w *webPages) load(ctx context.Context, address string, in *notice.Input) *finding.Text {
	if w.a.opt.Offline {
		return &finding.Text{
			EN: "was not read: no page is visited (--offline); save it and name the file (path)",
			FR: "n'a pas été lu : aucune page n'est visitée (--offline) ; enregistrez-la et désignez le fichier (path)",
		}
	}
	if w.fetcher == nil {
		opt, err := w.a.fetching()
		if err == nil {
			w.fetcher, err = fetch.New(opt.Fetch)
		}
		if err != nil {
			text := failure(err)
			return &text
		}
	}
	p := w.fetcher.Get(ctx, address)
	switch {
	case p.Err != nil && p.Body == nil:
		return &p.Err.Message
	case p.Status != 200 || p.Body == nil:
		return &finding.Text{
			EN: fmt.Sprintf("could not be read: the site answered %d", p.Status),
			FR: fmt.Sprintf("lecture impossible : le site a répondu %d", p.Status),
		}
	}
	in.Data, in.Truncated = p.Body, p.Truncated
	return nil
}

func (w *webPages) close() {
	if w.fetcher != nil {
		w.fetcher.Close()
	}
}

// fetching gives the options of visits as the audit file and the command line say.
func (a *audit) fetching() (*visit.Options, error) {
	opt := &visit.Options{Offline: a.opt.Offline, Hasher: identity.New(a.key, identity.Options{}), Fetch: fetch.Options{
		Agent: fetch.Agent{Version: a.opt.Version}, AllowPrivate: a.opt.AllowPrivate, Now: a.opt.Clock,
	}}
	if a.file != nil {
		if err := a.visits(opt); err != nil {
			return nil, err
		}
	}
	return opt, nil
}
