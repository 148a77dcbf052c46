package notice_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/finding"
	"leadlint/scanner/notice"
)

func reader(t testing.TB) *notice.Reader {
	t.Helper()
	r, err := notice.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func parallel(t testing.TB, kind, lang string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "notices", "parallel", kind, lang+".md"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func state(n *finding.Notice, item string) string {
	for i := range n.Items {
		if n.Items[i].Item == item {
			return n.Items[i].State
		}
	}
	return ""
}

const mailHead = "From: Fernhollow Data Ltd <info@fernhollow.example>\nTo: reader@fernhollow.example\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n"

func TestRead(t *testing.T) {
	r := reader(t)
	layer := "# Your data\n\nFernhollow Data Ltd uses your e-mail address to send you the newsletter. [Privacy policy](/privacy)\n"
	cases := []struct {
		name  string
		in    notice.Input
		check func(*notice.Result) string
	}{
		{"a notice", notice.Input{Name: "n.md", Data: parallel(t, "complete", "en")}, func(got *notice.Result) string {
			if got.Notice == nil || state(got.Notice, "retention") != "stated" || got.Notice.Place != "privacy_policy" {
				return "the notice is not read"
			}
			if len(got.Languages) != 1 || got.Languages[0] != "en" {
				return "its language is not English"
			}
			return ""
		}},
		{"two languages", notice.Input{Name: "n.md", Data: append(parallel(t, "complete", "de"), parallel(t, "complete", "fr")...)}, func(got *notice.Result) string {
			if len(got.Languages) != 2 {
				return "it is not in two languages"
			}
			return ""
		}},
		{"a text that is none", notice.Input{Name: "n.md", Data: []byte("# The mill\n\n" + strings.Repeat("The mill stands on the river below the village. ", 12))}, func(got *notice.Result) string {
			if got.Notice != nil {
				return "it is taken for a notice"
			}
			return ""
		}},
		{"the same, said to be one", notice.Input{Name: "n.md", Notice: true, Data: []byte("# The mill\n\n" + strings.Repeat("The mill stands on the river below the village. ", 12))}, func(got *notice.Result) string {
			if got.Notice == nil || state(got.Notice, "retention") != "not_found" || got.Row["retention"] != "not_found" {
				return "nothing is missing from it"
			}
			return ""
		}},
		{"a first layer that links to the notice", notice.Input{Name: "n.md", Place: "collection_form", Data: []byte(layer)}, func(got *notice.Result) string {
			if state(got.Notice, "retention") != "unclear" || got.Row["retention"] != nil {
				return "it is accused of leaving out what it leaves to the notice"
			}
			return ""
		}},
		{"a first layer that writes the address out", notice.Input{Name: "n.txt", Place: "call_script", Data: []byte("This is Fernhollow Data Ltd. We call about our offers on software.\n\nThe full information stands at www.fernhollow.example/privacy-policy for you to read.\n")}, func(got *notice.Result) string {
			if state(got.Notice, "retention") != "unclear" {
				return "it is accused of leaving out what it leaves to the notice"
			}
			return ""
		}},
		{"the same without a link", notice.Input{Name: "n.md", Place: "collection_form", Data: []byte(strings.Replace(layer, "[Privacy policy](/privacy)", "", 1))}, func(got *notice.Result) string {
			if state(got.Notice, "retention") != "not_found" {
				return "nothing is missing from it"
			}
			return ""
		}},
		{"a language without a table", notice.Input{Name: "n.md", Notice: true, Data: []byte("# Persónuvernd\n\n" + strings.Repeat("Við vinnum persónuupplýsingar þínar til þess að geta svarað fyrirspurnum og sent þér fréttabréf okkar. Þú átt rétt á að fá aðgang að þeim og láta eyða þeim. ", 6))}, func(got *notice.Result) string {
			for i := range got.Notice.Items {
				if it := &got.Notice.Items[i]; it.State == "not_found" {
					return it.Item + " is said to be missing from a text that is not read"
				}
			}
			return ""
		}},
		{"information within terms of use", notice.Input{Name: "n.md", Data: []byte(strings.Replace(string(parallel(t, "complete", "en")), "# Privacy notice for business contacts", "# Terms of use", 1))}, func(got *notice.Result) string {
			if got.Row["within_terms"] != true {
				return "it is not seen to stand within terms of use"
			}
			return ""
		}},
		{"a campaign owes no items", notice.Input{Name: "m.eml", Data: []byte(mailHead + "Subject: Special offer: 20% off this week\nContent-Type: text/plain\n\nSpecial offer this week only: buy a bicycle in our shop and get 20% off. Order today. To unsubscribe, reply STOP.\nFernhollow Data Ltd, 12 Mill Lane, Ballyfern\n")}, func(got *notice.Result) string {
			if got.Notice.Place != "campaign_message" || len(got.Notice.Items) != 0 || got.Row["retention"] != nil {
				return "it is held to be a notice"
			}
			if got.Row["refusal_offered"] != true {
				return "its way to stop is not seen"
			}
			return ""
		}},
		{"an empty page", notice.Input{Name: "n.html", Data: []byte("<html><body></body></html>")}, func(got *notice.Result) string {
			if got.Problem == "" || got.Notice == nil || got.Notice.Problem == nil || got.Row != nil {
				return "it is assessed"
			}
			return ""
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := r.Read(context.Background(), c.in)
			if err != nil {
				t.Fatal(err)
			}
			if fault := c.check(got); fault != "" {
				shown, _ := json.Marshal(got.Notice)
				t.Errorf("%s: %s", fault, shown)
			}
		})
	}
}

// TestBatch: every fact that a notice, message or form gives has its field.
func TestBatch(t *testing.T) {
	r, schema := reader(t), facts.NewSchema()
	files, err := filepath.Glob(filepath.Join("..", "..", "fixtures", "messages", "*", "message.*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no messages", err)
	}
	forms, err := filepath.Glob(filepath.Join("..", "..", "fixtures", "forms", "*", "form.html"))
	if err != nil || len(forms) == 0 {
		t.Fatal("no forms", err)
	}
	for _, name := range append(files, forms...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Read(context.Background(), notice.Input{Name: name, Data: data})
		if err != nil {
			t.Fatal(err)
		}
		if got.Row != nil {
			if _, err := notice.Batch(schema, "notice", []notice.Row{got.Row}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := notice.Batch(schema, "form", got.FormRows); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSameBytes: the same input gives the same result.
func TestSameBytes(t *testing.T) {
	in := notice.Input{Name: "n.md", Data: parallel(t, "traps", "fr")}
	var first string
	for range 3 {
		got, err := reader(t).Read(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		said, err := json.Marshal(got.Notice)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(said)
		} else if first != string(said) {
			t.Fatalf("got %s\nthen %s", first, said)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("n.md", parallel(f, "traps", "en"))
	f.Add("n.html", []byte("<form><input type=checkbox checked> I agree to offers</form>"))
	f.Add("m.eml", []byte(mailHead+"Subject: x\n\nHello\n"))
	r, schema := reader(f), facts.NewSchema()
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		got, err := r.Read(context.Background(), notice.Input{Name: "f" + filepath.Ext(name), Data: data, Notice: true})
		if err != nil {
			t.Fatal(err)
		}
		if got.Row != nil {
			if _, err := notice.Batch(schema, "notice", []notice.Row{got.Row}); err != nil {
				t.Fatal(err)
			}
		}
		if got.Notice != nil && got.Notice.Problem == nil && len(got.Notice.Items) != len(facts.NoticeItems()) && got.Notice.Message == nil {
			t.Fatalf("got %d items", len(got.Notice.Items))
		}
	})
}
