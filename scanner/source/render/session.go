package render

import (
	"context"
	_ "embed" // documentScript
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

var (
	// errRefused says that the page itself was not let through.
	errRefused = errors.New("the page was not let through")
	// errNoPage says that the page did not come.
	errNoPage = errors.New("the page did not come")
)

// Times of a page: without requests before it is read, and at most after it was
// loaded.
const (
	quiet     = 500 * time.Millisecond
	afterLoad = 5 * time.Second
	look      = 50 * time.Millisecond
)

// session is one browser with one page.
type session struct {
	opt *Options
	tab context.Context

	mu       sync.Mutex
	main     cdp.FrameID
	waiting  map[string]bool // requests without an end so far
	changed  time.Time       // when the last request began or ended
	loaded   time.Time
	status   int
	requests int
	partial  bool   // something was not let through or did not come
	frames   int    // frames of the page's site that were asked for
	origin   string // scheme and host of the page
	refused  bool   // the page itself was not let through
}

// run starts the browser, lets it show the page and reads it. No process of the
// browser is left when it returns.
func (s *session) run(ctx context.Context, dir string, way *proxy, address string) (*Page, error) {
	tab, stop := start(ctx, s.opt, way, dir)
	defer stop()
	s.tab = tab
	if err := s.prepare(); err != nil {
		return nil, err
	}
	if err := s.show(address); err != nil {
		return nil, err
	}
	return s.read()
}

// start makes ready a browser that has the proxy as its only way to the network. It runs
// from the first call on; stop ends it with all its processes.
func start(ctx context.Context, o *Options, way *proxy, dir string) (tab context.Context, stop func()) {
	pid := 0
	var cmd *exec.Cmd
	all := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(o.Path), chromedp.NoInheritEnv, chromedp.Env(environment(dir)...),
		chromedp.Flag("no-sandbox", os.Geteuid() == 0),
		chromedp.ModifyCmdFunc(func(c *exec.Cmd) {
			cmd = c
			ownGroup(c)
		}),
	}
	if o.trusting {
		all = append(all, chromedp.IgnoreCertErrors)
	}
	for _, name := range flags() {
		all = append(all, chromedp.Flag(name, true))
	}
	for _, v := range values(o, way.address(), dir) {
		all = append(all, chromedp.Flag(v[0], v[1]))
	}
	life, end := chromedp.NewExecAllocator(ctx, all...)
	silent := func(string, ...any) {} // what it logs may name addresses
	tab, leave := chromedp.NewContext(life, chromedp.WithLogf(silent), chromedp.WithErrorf(silent))
	return tab, func() {
		leave()
		end() // waits for the main process
		if cmd != nil && cmd.Process != nil {
			pid = cmd.Process.Pid
		}
		if pid > 0 {
			endGroup(pid)
		}
	}
}

// blunt runs in every document before its own programs. Sockets within TLS are
// seen neither by the proxy nor among the requests of the page, so that each is
// sent where the guard refuses it; calls between browsers are taken away.
const blunt = `(() => {
	const native = globalThis.WebSocket;
	if (native) {
		const socket = function WebSocket() { return new native("wss://0.0.0.0/"); };
		for (const [i, name] of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"].entries()) socket[name] = i;
		socket.prototype = native.prototype;
		native.prototype.constructor = socket;
		globalThis.WebSocket = socket;
	}
	for (const name of ["WebSocketStream", "WebTransport", "RTCPeerConnection", "webkitRTCPeerConnection"]) delete globalThis[name];
})()`

// prepare starts the browser and sets what may happen in it.
func (s *session) prepare() error {
	if err := chromedp.Do(s.tab); err != nil {
		return err
	}
	tree, err := chromedp.Call(s.tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return err
	}
	s.main = tree.FrameTree.Frame.ID
	if err := chromedp.Listen(s.tab, s.event); err != nil {
		return err
	}
	_, err = chromedp.CallBrowser(s.tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny})
	if err != nil {
		return err
	}
	flat := true
	// Workers and windows wait for a debugger that never lets them go on.
	if _, err = chromedp.Call(s.tab, target.SetAutoAttach, target.SetAutoAttachParams{AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: &flat}); err != nil {
		return err
	}
	if _, err = chromedp.Call(s.tab, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true}); err != nil {
		return err
	}
	if _, err = chromedp.Call(s.tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: blunt}); err != nil {
		return err
	}
	_, err = chromedp.Call(s.tab, fetch.Enable, fetch.EnableParams{})
	return err
}

// show goes to the page and waits until it is loaded and quiet.
func (s *session) show(address string) error {
	res, err := chromedp.Call(s.tab, page.Navigate, page.NavigateParams{URL: address})
	switch {
	case err != nil:
		return err
	case s.kept():
		return errRefused
	case res.ErrorText != "" || res.IsDownload:
		return errNoPage
	}
	deadline, _ := s.tab.Deadline()
	latest := time.Now().Add(time.Until(deadline) * 2 / 3) // the rest is for reading
	tick := time.NewTicker(look)
	defer tick.Stop()
	for !s.done(latest) {
		select {
		case <-tick.C:
		case <-s.tab.Done():
			return s.tab.Err()
		}
	}
	if s.kept() {
		return errRefused
	}
	return nil
}

func (s *session) kept() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused
}

// done tells whether the page can be read now: loaded and quiet, or at last.
func (s *session) done(latest time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	switch {
	case s.refused:
		return true
	case s.loaded.IsZero():
		s.partial = s.partial || now.After(latest)
		return now.After(latest)
	case now.After(latest) || now.Sub(s.loaded) > afterLoad:
		s.partial = s.partial || len(s.waiting) > 0
		return true
	}
	return len(s.waiting) == 0 && now.Sub(s.loaded) > quiet && now.Sub(s.changed) > quiet
}

// document is what is read of a page, in a world that its programs cannot
// change.
type document struct {
	URL    string
	HTML   string
	Cut    bool
	Unread int
}

// documentScript gives a document as it is shown, when it is called with the greatest
// length.
//
//go:embed document.js
var documentScript string

// read takes the document.
func (s *session) read() (*Page, error) {
	world, err := chromedp.Call(s.tab, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: s.main, WorldName: "read"})
	if err != nil {
		return nil, err
	}
	answer, err := s.ask(world.ExecutionContextID)
	if err != nil {
		return nil, err
	}
	value := true
	res, err := chromedp.Call(s.tab, runtime.Evaluate, runtime.EvaluateParams{
		Expression: documentScript + "(" + strconv.Itoa(s.opt.MaxHTML) + ")",
		ContextID:  world.ExecutionContextID, ReturnByValue: &value,
	})
	if err != nil {
		return nil, err
	}
	var d document
	if res.ExceptionDetails != nil || json.Unmarshal(res.Result.Value, &d) != nil {
		return nil, errors.New("the document could not be read")
	}
	final, _, _ := strings.Cut(d.URL, "#")
	if !strings.HasPrefix(final, "http://") && !strings.HasPrefix(final, "https://") {
		return nil, errNoPage
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Page{
		Answer: answer, HTML: []byte("<!doctype html>\n" + d.HTML), FinalURL: final, Status: s.status, Requests: s.requests, Unread: d.Unread,
		Truncated: d.Cut || s.partial || d.Unread > 0,
	}, nil
}

// maxAnswer is the greatest length of what a script yields.
const maxAnswer = 8 << 20

// ask evaluates the script that the options give, nil when there is none or it
// yields no string.
func (s *session) ask(world runtime.ExecutionContextID) ([]byte, error) {
	if s.opt.Script == "" {
		return nil, nil
	}
	value := true
	res, err := chromedp.Call(s.tab, runtime.Evaluate, runtime.EvaluateParams{Expression: s.opt.Script, ContextID: world, ReturnByValue: &value})
	if err != nil {
		return nil, err
	}
	var text string
	if res.ExceptionDetails != nil || json.Unmarshal(res.Result.Value, &text) != nil || len(text) > maxAnswer {
		return nil, nil
	}
	return []byte(text), nil
}
