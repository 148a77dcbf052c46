package form

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func words(t testing.TB) *Words {
	t.Helper()
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestHostile reads pages that try to take all time or memory.
func TestHostile(t *testing.T) {
	w := words(t)
	many := func(n int, s string) string { return strings.Repeat(s, n) }
	var ids strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&ids, `<b id=%d>`, i)
	}
	for name, page := range map[string]string{
		"100,000 inputs":               `<form>` + many(100_000, `<input name=email type=email>`) + `</form>`,
		"100,000 boxes":                `<form lang=en>` + many(100_000, `<label><input type=checkbox checked>Send me special offers</label>`) + `</form>`,
		"100,000 loose boxes":          many(100_000, `<div><input type=checkbox> I agree to offers from partners <button>No thanks</button></div>`),
		"100,000 forms":                many(100_000, `<form><input type=email></form>`),
		"deep":                         many(200_000, `<div>`) + `<form><input type=email>`,
		"deep forms":                   many(100_000, `<form><fieldset>`) + `<input type=email>`,
		"formatting that is misnested": ids.String() + many(1000, `<p>x`) + `<form><input type=email>`,
		"unclosed":                     `<form lang=en><input type=email><label>Special offers<input type=checkbox checked`,
		"unclosed attribute":           `<form><input type="email` + many(1_000_000, "a"),
		"50 MB of text":                `<form><input type=email>` + many(50<<20/8, "offers a") + `</form>`,
		"50 MB of style":               `<style>` + many(50<<20/20, `.a{color:red!important}`) + `</style><form><input type=email></form>`,
		"selectors":                    `<style>` + many(2000, many(40, "div ")+`a{color:red}`) + `</style>` + many(190, `<div>`) + consentPage,
		"siblings":                     `<style>` + many(5000, `i~i~i~i~a{color:red}`) + `</style>` + many(20_000, `<i></i>`) + consentPage,
		"properties that go round":     `<style>:root{--a:var(--b) var(--b);--b:var(--a) var(--a)} a,button{color:var(--a);font-size:var(--b)}</style>` + consentPage,
		"nested rules":                 `<style>` + many(100_000, `a{`) + `</style>` + consentPage,
		"brackets in a program":        `<script>` + many(300_000, `({[`) + ` a.checked=true</script>` + consentPage,
		"programs":                     `<script>` + many(20_000, `document.querySelector("div div div input").checked=true;`) + `</script><form>` + many(3000, `<input type=checkbox>`) + `</form>`,
		"lists":                        `<form>` + many(50_000, `<select><option>a<option>b</select>`) + `</form>`,
		"no text":                      "",
		"zeros":                        many(1_000_000, "\x00<form>\x00"),
		"not UTF-8":                    "<form lang=en><input type=email><label><input type=checkbox checked>\xff\xfe Special offers \x80</label></form>",
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			Read([]byte(page), Options{Words: w})
			if d := time.Since(begun); d > 30*time.Second {
				t.Errorf("took %v", d)
			} else {
				t.Log(d.Round(time.Millisecond))
			}
		})
	}
}

const consentPage = `<html lang=en><form method=post><h1>Enter the prize draw</h1><input type=email name=email>
<p>By taking part you agree to receive offers from our partners.</p>
<div><button class=b>Take part</button> <a href=/n>Take part without offers</a></div></form>`

// TestCutPage checks that nothing is said to be missing on a page that was not
// read whole.
func TestCutPage(t *testing.T) {
	page := "<!doctype html><html lang=en><body>" + consentPage + strings.Repeat("<p>word</p>", 1000)
	for _, f := range Read([]byte(page), Options{Words: words(t), MaxBytes: 2000}) {
		if !f.Partial || f.Notice.Answer == No || f.Refusal.State == RefusalNone || f.AgeAsked.Answer == No {
			t.Errorf("got partial %v, notice %s, refusal %s, age %s; want partial, and nothing missing", f.Partial, f.Notice.Answer, f.Refusal.State, f.AgeAsked.Answer)
		}
	}
}

// TestSame checks that the same page gives the same answers, twice and with words
// loaded anew.
func TestSame(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(folder, "*", "form.html"))
	if err != nil {
		t.Fatal(err)
	}
	w := words(t)
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before := bytes.Clone(body)
		a, b := Read(body, Options{Words: w}), Read(body, Options{})
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: got other answers the second time", filepath.Base(filepath.Dir(path)))
		}
		if !bytes.Equal(before, body) {
			t.Errorf("%s: the input was changed", filepath.Base(filepath.Dir(path)))
		}
	}
}

// FuzzRead checks that no page stops the reader, and that what is not judged is not
// answered.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join(folder, "*", "form.html"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	w := words(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, got := range Read(body, Options{Words: w, MaxForms: 20}) {
			if !got.Judged && (len(accusations(&got)) > 0 || len(got.Consents) > 0) {
				t.Errorf("a form that is not judged: got %v", accusations(&got))
			}
			if got.Judged && (got.Refusal.State == "" || got.Partners.State == "" || got.Preticked.Reason == "" || got.Notice.Reason == "") {
				t.Error("a form that is judged lacks an answer")
			}
			if !got.Covered && len(accusations(&got)) > 0 {
				t.Errorf("a form in a language without words: got %v", accusations(&got))
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	w := words(b)
	body, err := os.ReadFile(filepath.Join(folder, "en-checkout-same-address", "form.html"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if len(Read(body, Options{Words: w})) != 1 {
			b.Fatal("want one form")
		}
	}
}

func BenchmarkLoadWords(b *testing.B) {
	for b.Loop() {
		if _, err := LoadWords(); err != nil {
			b.Fatal(err)
		}
	}
}
