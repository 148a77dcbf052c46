package render

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Page is what a page came to once its programs ran.
type Page struct {
	// HTML is the document as it stood then, at most Options.MaxHTML long, with what
	// open shadow trees and frames of the same scheme, host and port showed in their
	// places.
	HTML []byte
	// Unread is the number of places that may show more than HTML holds: frames of other
	// sites that take up room, and elements that seem to hold a closed shadow tree.
	Unread int
	// Answer is what Options.Script yielded, at most eight megabytes; nil when it
	// yielded no string.
	Answer []byte
	// FinalURL is the document's address, without fragment.
	FinalURL string
	// Status is the status that the document was answered with; 0 when it is not
	// known.
	Status int
	// Requests is the number of requests let through, Bytes what was received for
	// them, headers included.
	Requests int
	Bytes    int64
	// Truncated is true when the page may show more than HTML holds: it was cut, it
	// had not finished loading, something that its programs asked for was not let
	// through or did not come, or Unread is not 0.
	Truncated bool
}

// Renderer renders pages one after the other. It may be used by several
// goroutines.
type Renderer struct {
	opt   Options
	turn  sync.Mutex
	spent time.Duration
	life  context.Context
	end   context.CancelFunc
}

// New makes a renderer. No browser is started yet. It fails when there is none,
// and says what to install, or when the guard is missing.
func New(o Options) (*Renderer, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	r := &Renderer{opt: o}
	r.life, r.end = context.WithCancel(context.Background())
	return r, nil
}

// Close ends what still renders and waits for it; the renderer gives problems
// from then on.
func (r *Renderer) Close() {
	r.end()
	r.turn.Lock()
	defer r.turn.Unlock()
}

// Render runs the programs of the page at an address (http or https) and gives
// the document as it then is. Either the page or the problem is nil. The browser
// and its folder are gone when it returns.
//
// As root the browser's own sandbox does not work, so that it is switched off;
// programs of pages are then contained by the browser's processes alone. Audits
// are better run as another user.
func (r *Renderer) Render(ctx context.Context, address string) (*Page, *Problem) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil, problem(KindAddress)
	}
	u.Fragment, u.RawFragment = "", ""
	r.turn.Lock()
	defer r.turn.Unlock()
	left := r.opt.Budget - r.spent
	if left <= 0 {
		return nil, problem(KindBudget)
	}
	begun := time.Now()
	defer func() { r.spent += time.Since(begun) }()
	ctx, cancel := context.WithTimeout(ctx, min(left, r.opt.Timeout))
	defer cancel()
	defer context.AfterFunc(r.life, cancel)()
	if r.life.Err() != nil || ctx.Err() != nil {
		return nil, problem(KindCanceled)
	}
	return r.within(ctx, u.String())
}

// within renders a page between making and removing what the browser needs.
func (r *Renderer) within(ctx context.Context, address string) (page *Page, p *Problem) {
	dir, err := os.MkdirTemp(r.opt.TempDir, "leadlint-render-") // 0700
	if err != nil {
		return nil, problem(KindProfile)
	}
	defer func() {
		if remove(dir) != nil && p == nil {
			page, p = nil, problem(KindProfile)
		}
	}()
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, problem(KindProfile)
	}
	until, _ := ctx.Deadline()
	way, err := newProxy(&r.opt, until)
	if err != nil {
		return nil, problem(KindBrowser)
	}
	defer func() { _ = way.close() }() // the listener alone can fail to close, and it ends with us
	s := &session{opt: &r.opt, waiting: map[string]bool{}}
	page, err = s.run(ctx, dir, way, address)
	if err != nil {
		return nil, failed(ctx, err)
	}
	page.Bytes = way.received.Load()
	page.Truncated = page.Truncated || way.bounded.Load()
	return page, nil
}

// remove deletes the browser's folder, again if a last process wrote to it.
func remove(dir string) error {
	var err error
	for range 50 {
		if err = os.RemoveAll(dir); err == nil {
			if _, gone := os.Lstat(dir); errors.Is(gone, os.ErrNotExist) {
				return nil
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// flags are the browser's flags that need no value of ours.
func flags() []string {
	return []string{
		"headless", "incognito", "no-first-run", "no-default-browser-check", "hide-scrollbars", "mute-audio",
		"disable-extensions", "disable-default-apps", "disable-plugins", "disable-component-update", "disable-component-extensions-with-background-pages",
		"disable-background-networking", "disable-background-mode", "disable-sync", "disable-domain-reliability",
		"disable-client-side-phishing-detection", "disable-breakpad", "disable-crash-reporter", "no-crash-upload",
		"metrics-recording-only", "safebrowsing-disable-auto-update", "no-pings", "no-referrers", "disable-quic",
		"block-new-web-contents", "deny-permission-prompts", "disable-notifications", "disable-prompt-on-repost",
		"disable-file-system", "disable-remote-fonts", "disable-gpu", "disable-dev-shm-usage", "disable-hang-monitor",
		"disable-speech-api", "disable-translate", "disable-logging", "use-mock-keychain", "enable-automation",
	}
}

// values are the browser's flags with a value.
func values(o *Options, proxy, dir string) [][2]string {
	out := [][2]string{
		{"proxy-server", "http://" + proxy},
		{"proxy-bypass-list", "<-loopback>"}, // loopback too goes through the proxy
		{"host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"},
		{"force-webrtc-ip-handling-policy", "disable_non_proxied_udp"},
		{"webrtc-ip-handling-policy", "disable_non_proxied_udp"},
		{"disable-features", "Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,InterestFeedContentSuggestions," +
			"WebTransport,SpeculationRulesPrefetchFuture,Prerender2,WebBluetooth,WebUSB,FedCm,DnsOverHttps,AsyncDns"},
		{"disable-blink-features", "WebTransport"},
		{"js-flags", "--max-old-space-size=512"},
		{"blink-settings", "imagesEnabled=false"},
		{"password-store", "basic"},
		{"user-data-dir", filepath.Join(dir, "profile")},
	}
	if o.Agent != "" {
		out = append(out, [2]string{"user-agent", o.Agent})
	}
	if len(o.Languages) > 0 {
		out = append(out, [2]string{"accept-lang", strings.Join(o.Languages, ",")})
	}
	return out
}

// environment is the browser's own: nothing of ours that it does not need.
func environment(dir string) []string {
	out := []string{"HOME=" + dir, "TMPDIR=" + dir, "XDG_CONFIG_HOME=" + dir, "XDG_CACHE_HOME=" + dir, "XDG_RUNTIME_DIR=" + dir}
	for _, name := range []string{"PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "SystemRoot", "SystemDrive", "PATHEXT"} {
		if v, ok := os.LookupEnv(name); ok {
			out = append(out, name+"="+v)
		}
	}
	return out
}
