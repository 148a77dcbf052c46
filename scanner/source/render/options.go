package render

import (
	"context"
	"errors"
	"net"
	"os/exec"
	"time"
)

// Options say which browser renders, and within which bounds. The zero value of
// a bound is its default.
type Options struct {
	// Path is the browser's program; when empty, one is looked for by its usual
	// names.
	Path string
	// Guard connects to an address if it may be visited, and fails otherwise. All
	// connections are made by it; nil is an error.
	Guard func(ctx context.Context, network, address string) (net.Conn, error)
	// Allow tells whether a host may be visited at a port other than 80 and 443;
	// nil allows none.
	Allow func(host string, port int) bool
	// Permit tells whether a request may be made, as robots.txt says; nil permits
	// all. It is asked for the page as well as for what its programs ask for, by
	// several goroutines.
	Permit func(ctx context.Context, url string) bool
	// Budget is how long all pages of a renderer may take; five minutes by
	// default.
	Budget time.Duration
	// Timeout bounds one page, from the start of the browser to its end; 20
	// seconds by default.
	Timeout time.Duration
	// MaxBytes is what may be received over the network for a page; 16 MiB by
	// default.
	MaxBytes int64
	// MaxHTML is the greatest length of the HTML read, in UTF-16 units; 4 Mi by
	// default.
	MaxHTML int
	// Agent is the User-Agent header; the browser's own when empty.
	Agent string
	// Languages are the languages wanted, best first; the browser's own when
	// empty.
	Languages []string
	// Script is an expression that is evaluated in each page when it has come to
	// rest, before its document is taken, in a world that the page's own programs
	// cannot change. What it yields must be a string. Empty evaluates nothing.
	Script string
	// TempDir is the folder that profiles are made in; the system's when empty.
	TempDir string

	// trusting lets any certificate pass, for tests.
	trusting bool
}

// Bounds of a page that no option changes.
const (
	maxRequests    = 200
	maxFrames      = 20
	maxConnections = 200
	maxOpen        = 48
	maxSent        = 1 << 20
)

// withDefaults fills in what is zero, and finds the browser.
func (o Options) withDefaults() (Options, error) {
	if o.Guard == nil {
		return o, errors.New("rendering needs a guard that connects: none was given")
	}
	if o.Budget <= 0 {
		o.Budget = 5 * time.Minute
	}
	if o.Timeout <= 0 {
		o.Timeout = 20 * time.Second
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 16 << 20
	}
	if o.MaxHTML <= 0 {
		o.MaxHTML = 4 << 20
	}
	var err error
	o.Path, err = Find(o.Path)
	return o, err
}

// Find gives the path of the browser: that given, or with an empty one the first
// Chromium or Chrome installed. It fails when there is none.
func Find(path string) (string, error) {
	names := []string{
		"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome-headless-shell",
		"/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
		`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
	}
	if path != "" {
		names = []string{path}
	}
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", errors.New("no browser to render pages with: install Chromium (the package \"chromium\") or Google Chrome, or do without rendering")
}
