package form

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

var show = flag.Bool("show", false, "print what is read of each case")

const folder = "../../../fixtures/forms"

// wanted is a want.yaml.
type wanted struct {
	About       string
	Lang        string
	Silent      bool
	Controllers []string
	Forms       []wantedForm
	KnownMiss   string `yaml:"known_miss"`
}

// wantedForm is what must come out for one form; what is empty is not checked.
type wantedForm struct {
	Kind, Name, Lang                          string
	Judged                                    *bool
	Preticked, Bundled, Required, Silent      string
	PartnerRequired                           string `yaml:"partner_required"`
	Purposes                                  *int
	Refusal                                   string
	Reasons                                   []string
	Partners                                  string
	PartnersListed                            string `yaml:"partners_listed"`
	ControllerListed                          string `yaml:"controller_listed"`
	Controller, Notice, Objection, Withdrawal string
	Age, Minors, Identity                     string
	IdentityAsked                             string `yaml:"identity_asked"`
	Fields                                    []string
	Boxes                                     []wantedBox
	Channels                                  []string
	Line                                      int
}

type wantedBox struct {
	Label, Ticked, Required string
	Purposes                []string
	Objects                 bool
}

// TestCases reads every case of fixtures/forms.
func TestCases(t *testing.T) {
	words, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	dirs, err := filepath.Glob(filepath.Join(folder, "*", "want.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) < 40 {
		t.Errorf("got %d cases, want at least 40", len(dirs))
	}
	silent := 0
	for _, path := range dirs {
		dir := filepath.Dir(path)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			want := load(t, path)
			body, err := os.ReadFile(filepath.Join(dir, "form.html"))
			if err != nil {
				t.Fatal(err)
			}
			got := Read(body, Options{Words: words, Controllers: want.Controllers})
			if *show {
				for _, f := range got {
					t.Log(summary(&f))
				}
			}
			if want.Silent {
				silent++
				for i := range got {
					if bad := accusations(&got[i]); len(bad) > 0 {
						t.Errorf("form %d of a case that must stay silent: got %s", i, strings.Join(bad, ", "))
					}
				}
			}
			if len(want.Forms) != len(got) {
				t.Fatalf("got %d forms, want %d", len(got), len(want.Forms))
			}
			for i := range got {
				compareForm(t, &got[i], &want.Forms[i])
			}
		})
	}
	if silent*2 < len(dirs)-1 {
		t.Errorf("got %d cases that must stay silent of %d, want half", silent, len(dirs))
	}
}

func load(t *testing.T, path string) wanted {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var w wanted
	d := yaml.NewDecoder(f)
	d.KnownFields(true)
	if err := d.Decode(&w); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return w
}

// accusations gives what is held against a form.
func accusations(f *Form) []string {
	var out []string
	for _, j := range []struct {
		name string
		bad  bool
	}{
		{"preticked", f.Preticked.Answer == Yes}, {"bundled", f.Bundled.Answer == Yes}, {"required", f.Required.Answer == Yes},
		{"partner_required", f.PartnerRequired.Answer == Yes}, {"silent", f.Silent.Answer == Yes}, {"purposes", f.Purposes > 1},
		{"refusal", f.Refusal.State == RefusalWeaker || f.Refusal.State == RefusalNone}, {"partners", f.Partners.Listed == No},
		{"controller_listed", f.ControllerListed.Answer == No}, {"notice", f.Notice.Answer == No}, {"withdrawal", f.Withdrawal.Answer == No},
		{"identity", f.Identity.Answer == Yes},
	} {
		if j.bad {
			out = append(out, j.name)
		}
	}
	return out
}

func summary(f *Form) string {
	var b strings.Builder
	fmt.Fprintf(&b, "line %d kind=%s(%s) lang=%s judged=%v partial=%v name=%q\n", f.Line, f.Kind, f.Why, f.Lang, f.Judged, f.Partial, f.Name)
	for _, x := range f.Fields {
		fmt.Fprintf(&b, "  field %s required=%s %q\n", x.Data, x.Required, x.Label)
	}
	for _, x := range f.Boxes {
		fmt.Fprintf(&b, "  box ticked=%s(%s) required=%s(%s) hidden=%s %v objects=%v %q\n", x.Ticked, x.Reason, x.Required, x.Because, x.Hidden, x.Purposes, x.Objects, x.Label)
	}
	for _, x := range f.Choices {
		fmt.Fprintf(&b, "  choice chosen=%s refusable=%s %v %q\n", x.Chosen, x.Refusable, x.Purposes, x.Label)
	}
	for _, x := range f.Consents {
		fmt.Fprintf(&b, "  consent by=%s %v %v %q\n", x.By, x.Purposes, x.Channels, x.Text)
	}
	for _, x := range judgements(f) {
		fmt.Fprintf(&b, "  %s=%s(%s) ", x.name, x.j.Answer, x.j.Reason)
	}
	fmt.Fprintf(&b, "\n  purposes=%d refusal=%s%v accept=%q refuse=%q partners=%s listed=%s n=%d", f.Purposes, f.Refusal.State, f.Refusal.Reasons, f.Refusal.Accept, f.Refusal.Refuse, f.Partners.State, f.Partners.Listed, len(f.Partners.Names))
	return b.String()
}

type named struct {
	name string
	j    Judgement
}

func judgements(f *Form) []named {
	return []named{
		{"preticked", f.Preticked}, {"bundled", f.Bundled}, {"required", f.Required}, {"partner_required", f.PartnerRequired}, {"silent", f.Silent},
		{"controller_listed", f.ControllerListed}, {"controller", f.Controller}, {"notice", f.Notice}, {"objection", f.Objection},
		{"withdrawal", f.Withdrawal}, {"age", f.AgeAsked}, {"minors", f.OpenToMinors}, {"identity", f.Identity}, {"identity_asked", f.IdentityAsked},
	}
}

func compareForm(t *testing.T, got *Form, want *wantedForm) {
	t.Helper()
	same := func(what, got, want string) {
		t.Helper()
		if want != "" && got != want {
			t.Errorf("form at line %d: %s: got %q, want %q", 0, what, got, want)
		}
	}
	same("kind", string(got.Kind), want.Kind)
	same("lang", got.Lang, want.Lang)
	same("name", got.Name, want.Name)
	for _, x := range judgements(got) {
		w := map[string]string{
			"preticked": want.Preticked, "bundled": want.Bundled, "required": want.Required, "partner_required": want.PartnerRequired, "silent": want.Silent,
			"controller_listed": want.ControllerListed, "controller": want.Controller, "notice": want.Notice, "objection": want.Objection,
			"withdrawal": want.Withdrawal, "age": want.Age, "minors": want.Minors, "identity": want.Identity, "identity_asked": want.IdentityAsked,
		}[x.name]
		same(x.name, x.j.Answer.String(), w)
		if got.Judged && x.j.Reason == "" {
			t.Errorf("%s: got no reason", x.name)
		}
	}
	same("refusal", string(got.Refusal.State), want.Refusal)
	same("partners", string(got.Partners.State), want.Partners)
	same("partners_listed", got.Partners.Listed.String(), want.PartnersListed)
	if want.Judged != nil && got.Judged != *want.Judged {
		t.Errorf("judged: got %v, want %v", got.Judged, *want.Judged)
	}
	if want.Purposes != nil && got.Purposes != *want.Purposes {
		t.Errorf("purposes: got %d, want %d", got.Purposes, *want.Purposes)
	}
	if want.Line != 0 && got.Line != want.Line {
		t.Errorf("line: got %d, want %d", got.Line, want.Line)
	}
	for _, r := range want.Reasons {
		if !slices.Contains(got.Refusal.Reasons, r) {
			t.Errorf("reasons of the refusal: got %v, want %q among them", got.Refusal.Reasons, r)
		}
	}
	compareParts(t, got, want)
}

func compareParts(t *testing.T, got *Form, want *wantedForm) {
	t.Helper()
	if want.Fields != nil {
		var data []string
		for _, f := range got.Fields {
			data = append(data, f.Data)
		}
		if !slices.Equal(data, want.Fields) {
			t.Errorf("fields: got %v, want %v", data, want.Fields)
		}
	}
	if want.Channels != nil {
		var all []string
		for _, c := range got.Consents {
			all = append(all, c.Channels...)
		}
		if slices.Sort(all); !slices.Equal(slices.Compact(all), want.Channels) {
			t.Errorf("channels: got %v, want %v", all, want.Channels)
		}
	}
	for _, w := range want.Boxes {
		i := slices.IndexFunc(got.Boxes, func(b Box) bool { return strings.Contains(b.Label, w.Label) })
		if i < 0 {
			t.Errorf("no box is labelled %q", w.Label)
			continue
		}
		b := got.Boxes[i]
		var ps []string
		for _, p := range b.Purposes {
			ps = append(ps, string(p))
		}
		if w.Ticked != "" && b.Ticked.String() != w.Ticked || w.Required != "" && b.Required.String() != w.Required || b.Objects != w.Objects || w.Purposes != nil && !slices.Equal(ps, w.Purposes) {
			t.Errorf("box %q: got ticked %s, required %s, objects %v, purposes %v; want %+v", w.Label, b.Ticked, b.Required, b.Objects, ps, w)
		}
	}
}
