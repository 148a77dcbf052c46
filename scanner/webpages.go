package scanner

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/finding"
	"leadlint/scanner/notice"
	"leadlint/scanner/notice/form"
	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/render"
	"leadlint/scanner/source/visit"
)

// webPages fetches notices and forms by their addresses, as politely and guarded
// as sources, and shows pages in a browser where that is wanted.
type webPages struct {
	a       *audit
	browser *render.Renderer
}

// web gives the one fetcher of an audit: sources, notices and forms share its budget,
// the robots files that it read and the pauses between two requests to a host.
func (a *audit) web(opt *visit.Options) (*fetch.Fetcher, error) {
	if a.fetcher != nil {
		return a.fetcher, nil
	}
	var err error
	a.fetcher, err = fetch.New(opt.Fetch)
	return a.fetcher, err
}

// rest says that no page is visited until further notice.
func (a *audit) rest() {
	if a.fetcher != nil {
		a.fetcher.Rest()
	}
}

// load fetches a page into an input; what is given back tells why it cannot be.
func (w *webPages) load(ctx context.Context, address string, in *notice.Input) *finding.Text {
	if w.a.opt.Offline {
		return &finding.Text{
			EN: "was not read: no page is visited (--offline); save it and name the file (path)",
			FR: "n'a pas été lu : aucune page n'est visitée (--offline) ; enregistrez-la et désignez le fichier (path)",
		}
	}
	opt, err := w.a.fetching()
	if err != nil {
		text := failure(err)
		return &text
	}
	fetcher, err := w.a.web(opt)
	if err != nil {
		text := failure(err)
		return &text
	}
	p := fetcher.Get(ctx, address)
	switch {
	case p.Err != nil && (len(p.Body) == 0 || !p.Truncated):
		return &p.Err.Message // of a text that broke off, what came is read
	case p.Status != http.StatusOK || p.Body == nil:
		return &finding.Text{
			EN: fmt.Sprintf("could not be read: the site answered %d", p.Status),
			FR: fmt.Sprintf("lecture impossible : le site a répondu %d", p.Status),
		}
	}
	if in.Notice {
		if err := w.a.keepNotice(fetcher, p); err != nil {
			w.a.lost(w.a.opt.Evidence, "", failure(err))
		}
	}
	in.Data, in.Truncated, in.Sheet = p.Body, p.Truncated, sheetsAt(ctx, fetcher, p.FinalURL())
	if !w.a.opt.Render {
		return nil
	}
	if w.browser == nil {
		w.browser, err = render.New(render.Options{
			Guard: fetcher.Dial, Allow: fetcher.AllowsPort, Permit: fetcher.Permits,
			Agent: opt.Fetch.Agent.String(), Languages: opt.Fetch.Languages,
			Script: form.Script(), TempDir: w.a.opt.TempDir,
		})
		if err != nil {
			text := failure(err)
			return &text
		}
	}
	return shown(ctx, w.browser, p.FinalURL(), in)
}

// shown replaces an input by what a browser shows at an address, with the styles
// that it worked out.
func shown(ctx context.Context, browser *render.Renderer, address string, in *notice.Input) *finding.Text {
	page, problem := browser.Render(ctx, address)
	if problem != nil {
		return &problem.Message
	}
	in.Data, in.Truncated = page.HTML, in.Truncated || page.Truncated
	if page.Answer == nil {
		return nil
	}
	computed, err := form.ReadComputed(page.Answer)
	if err != nil {
		text := failure(err)
		return &text
	}
	in.Computed = computed
	return nil
}

// showFile shows an HTML file in a browser. The page is served to the browser
// alone, which reaches nothing else: style sheets and programs that lie elsewhere
// are not loaded.
func (w *webPages) showFile(ctx context.Context, in *notice.Input) *finding.Text {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		text := failure(err)
		return &text
	}
	body := in.Data
	server := &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(out, r)
			return
		}
		out.Header().Set("Content-Type", "text/html")
		out.Write(body) //nolint:errcheck // the browser notices
	})}
	go server.Serve(listener) //nolint:errcheck // it ends when it is closed
	defer server.Close()
	self := listener.Addr().String()
	_, port, _ := net.SplitHostPort(self)
	browser, err := render.New(render.Options{
		Guard: func(ctx context.Context, network, address string) (net.Conn, error) {
			if address != self {
				return nil, fmt.Errorf("only the page itself is loaded")
			}
			return new(net.Dialer).DialContext(ctx, network, address)
		},
		Allow:  func(host string, p int) bool { return host == "127.0.0.1" && strconv.Itoa(p) == port },
		Script: form.Script(), TempDir: w.a.opt.TempDir,
	})
	if err != nil {
		text := failure(err)
		return &text
	}
	defer browser.Close()
	return shown(ctx, browser, "http://"+self+"/", in)
}

func (w *webPages) close() {
	if w.browser != nil {
		w.browser.Close()
	}
	w.a.rest()
}

// fetching gives the options of visits as the audit file and the command line say.
func (a *audit) fetching() (*visit.Options, error) {
	opt := &visit.Options{Offline: a.opt.Offline, Hasher: identity.New(a.key, identity.Options{}), Fetch: fetch.Options{
		Agent: fetch.Agent{Version: a.opt.Version}, AllowPrivate: a.opt.AllowPrivate, Now: a.opt.Clock, KeepRaw: a.opt.Evidence != "",
	}}
	if a.file != nil {
		if err := a.visits(opt); err != nil {
			return nil, err
		}
	}
	return opt, nil
}
