package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"leadlint/reports/talk"
	"leadlint/scanner"

	"github.com/schollz/progressbar/v3"
)

// every is the pause between two lines of progress where there is no terminal.
const every = 10 * time.Second

// progress shows how far the audit is: a bar on a terminal, a line now and then
// elsewhere, nothing when quiet.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	talk  *talk.Talk
	clock func() time.Time
	bar   *progressbar.ProgressBar
	quiet bool
	start time.Time
	last  time.Time
	// recalled are the inputs that did not change.
	recalled int
}

func newProgress(w io.Writer, quiet bool, clock func() time.Time, say *talk.Talk) *progress {
	p := &progress{w: w, talk: say, clock: clock, quiet: quiet, start: clock(), last: clock()}
	if _, ok := screen(w); ok && !quiet {
		p.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(say.Say("records")),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString(say.Say("rec")),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(20))
	}
	return p
}

func (p *progress) update(s scanner.Progress) {
	if p.quiet {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.recalled = max(p.recalled, s.Recalled)
	if p.bar != nil {
		if s.Total > 0 && p.bar.GetMax64() != max(s.Total, s.Rows) {
			p.bar.ChangeMax64(max(s.Total, s.Rows))
		}
		// A bar that cannot be drawn must not stop an audit.
		_ = p.bar.Set64(s.Rows)
		return
	}
	now := p.clock()
	if now.Sub(p.last) < every {
		return
	}
	p.last = now
	rate := float64(s.Rows) / now.Sub(p.start).Seconds()
	fmt.Fprintln(p.w, "leadlint: "+p.talk.Say("%d records read, %.0f a second", s.Rows, rate))
}

func (p *progress) stop() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// unchanged tells of the inputs that did not change since they were last audited.
func (p *progress) unchanged(inputs int) {
	if p.recalled > 0 && !p.quiet {
		fmt.Fprintln(p.w, "leadlint: "+p.talk.Count(int64(p.recalled), "%d of %d inputs did not change since it was last audited, and was not read again",
			"%d of %d inputs did not change since they were last audited, and were not read again", inputs))
	}
}
