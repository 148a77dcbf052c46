package html_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"leadlint/reports/internal/specimen"
	"leadlint/scanner/finding"
)

// TestAccessible lets axe-core judge the documents in a real browser, wide and narrow:
// it must find no violation, of the WCAG or of good practice. It needs a Chromium and
// the file axe.min.js of axe-core, named by LEADLINT_AXE.
func TestAccessible(t *testing.T) {
	file := os.Getenv("LEADLINT_AXE")
	if file == "" {
		t.Skip("LEADLINT_AXE does not name axe.min.js")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	for _, lang := range []string{"en", "fr"} {
		for name, r := range map[string]*finding.Report{"living": specimen.Living(), "incomplete": specimen.Incomplete(), "code": specimen.Code(), "sampled": specimen.Sampled()} {
			path := filepath.Join(t.TempDir(), name+".html")
			if err := os.WriteFile(path, []byte(write(t, r, lang)), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, width := range []int64{1280, 360} {
				for _, v := range violations(ctx, t, string(axe), path, width) {
					t.Errorf("%s.%s, %d pixels wide: %s (%s): %s", name, lang, width, v.ID, v.Impact, v.Nodes[0].HTML)
				}
			}
		}
	}
}

// violation is what axe-core tells of a rule that is broken.
type violation struct {
	ID, Impact string
	Nodes      []struct{ HTML string }
}

func violations(ctx context.Context, t *testing.T, axe, path string, width int64) []violation {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate("file://"+path), chromedp.Evaluate[chromedp.Void](axe)); err != nil {
		t.Fatal(err)
	}
	out, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](run, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// run lets axe-core judge the page by all its rules.
const run = `axe.run().then(r => r.violations.map(v => ({ID: v.id, Impact: v.impact, Nodes: v.nodes.map(n => ({HTML: n.html}))})))`

// browser starts a Chromium for one test.
func browser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("no-sandbox", os.Geteuid() == 0))
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			options = append(options, chromedp.ExecPath(path))
			break
		}
	}
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	return ctx
}
