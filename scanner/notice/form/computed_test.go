package form

import (
	"context"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// browser shows a page with [Script] evaluated in it and gives back the page and
// what the script yielded. The test is skipped where no browser is installed.
func browser(t *testing.T, page string) (string, Computed) {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome-headless-shell"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" || testing.Short() {
		t.Skip("no browser, or a short run")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	page += `<script>{const out = ` + Script() + `; const e = document.createElement("meta"); e.id = "measured"; e.content = out; document.head.append(e)}</script>`
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+file)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	out, err := cmd.Output()
	if err != nil || len(out) == 0 {
		t.Skip("the browser did not show the page")
	}
	_, rest, ok := strings.Cut(string(out), `id="measured" content="`)
	data, _, ok2 := strings.Cut(rest, `">`)
	if !ok || !ok2 {
		t.Fatal("the script yielded nothing")
	}
	c, err := ReadComputed([]byte(html.UnescapeString(data)))
	if err != nil {
		t.Fatal(err)
	}
	return string(out), c
}

// TestBrowserAgrees checks that a browser says what the cascade said, where that
// was decided, and decides what the cascade left open.
func TestBrowserAgrees(t *testing.T) {
	w := words(t)
	for name, want := range map[string]RefusalState{
		"fr-contest-link-under-button": RefusalWeaker, "en-window-decides": RefusalEqual,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(filepath.Join(folder, name, "form.html"))
			if err != nil {
				t.Fatal(err)
			}
			page, c := browser(t, string(body))
			got := Read([]byte(page), Options{Words: w, Computed: c})
			if len(got) != 1 {
				t.Fatalf("got %d forms, want 1", len(got))
			}
			if got[0].Refusal.State != want {
				t.Errorf("got refusal %s %v, want %s", got[0].Refusal.State, got[0].Refusal.Reasons, want)
			}
		})
	}
}

// TestBrowserSeesStates checks that a box ticked by a program far away is seen.
func TestBrowserSeesStates(t *testing.T) {
	page, c := browser(t, `<!doctype html><html lang="en"><link rel="stylesheet" href="gone.css"><style>p{color:red}</style><body><form><input type="email" name="email">
<label><input type="checkbox" id="a"> I would like to receive special offers</label><button>Request a quote</button></form>
<script>setTimeout(() => {}); const k = "che" + "cked"; document.forms[0].elements[1][k] = true</script>`)
	got := Read([]byte(page), Options{Words: words(t), Computed: c})
	if len(got) != 1 || got[0].Preticked.Answer != Yes || got[0].Preticked.Reason != "browser" {
		t.Fatalf("got %+v, want one form that is ticked as the browser shows", got)
	}
	if _, unsure := c.(sheetless).Sheets(); len(unsure) != 1 || unsure[0] != "gone.css" { // files have no status
		t.Errorf("got style sheets that may not have come %q, want gone.css", unsure)
	}
}

// TestReadComputed checks what is no list of elements.
func TestReadComputed(t *testing.T) {
	if _, err := ReadComputed([]byte(`[1]`)); err == nil {
		t.Error("got no error for a list, want one")
	}
	c, err := ReadComputed([]byte(`{"Elements":[{"Key":"7","Shown":true,"Size":12,"Checked":true,"Box":[1,2,3,4]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	e, ok := c.Element("7")
	if !ok || e.Checked != Yes || e.Required != Unknown || e.Style.Box.V.H != 4 || e.Selected != -1 {
		t.Errorf("got %+v", e)
	}
	if _, ok := c.Element("8"); ok {
		t.Error("got an element that was not measured")
	}
}
