package waiver_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/rules/strict"
	"leadlint/scanner/waiver"
)

func sample() waiver.Entry {
	return waiver.Entry{Rule: "VIS-01", Subject: waiver.Subject{Dataset: "crm.xlsx", Table: "Leads 2026"}, Reason: "asked again: 3 March #4",
		Owner: "head of data", Approved: "2026-02-01", Expires: "2026-12-31"}
}

const sampleText = `  - rule: VIS-01
    subject:
      dataset: crm.xlsx
      table: Leads 2026
    reason: "asked again: 3 March #4"
    owner: head of data
    approved: 2026-02-01
    expires: 2026-12-31
`

func TestAppend(t *testing.T) {
	tests := []struct{ name, before, after string }{
		{"new file", "", "# Findings accepted for a time. Each entry limits itself to one rule and one subject, and\n" +
			"# says why, who answers for it, since when and until when. It waives nothing after its\n" +
			"# last day. leadlint waive adds entries; every report shows them.\nversion: 1\nwaivers:\n" + sampleText},
		{"behind the last", "# ours\n" + entry() + "\n# to be looked at in March\n", "# ours\n" + entry() + "\n# to be looked at in March\n" + sampleText},
		{"no last line ending", strings.TrimSuffix(entry(), "\n"), entry() + sampleText},
		{"empty list", "version: 1\nwaivers: []  # none\n", "version: 1\nwaivers:   # none\n" + sampleText},
		{"nothing", "version: 1\nwaivers:\n", "version: 1\nwaivers:\n" + sampleText},
		{"version last", strings.TrimPrefix(entry(), "version: 1\n") + "\n# the form\nversion: 1\n",
			strings.TrimPrefix(entry(), "version: 1\n") + sampleText + "\n# the form\nversion: 1\n"},
		{"no indent", "version: 1\nwaivers:\n" + unindent(sampleText), "version: 1\nwaivers:\n" + unindent(sampleText) + unindent(sampleText)},
		{"other line endings", strings.ReplaceAll(entry(), "\n", "\r\n"), strings.ReplaceAll(entry()+sampleText, "\n", "\r\n")},
		{"mark at the beginning", "\ufeff" + entry(), "\ufeff" + entry() + sampleText},
		{"text over several lines", entry("purge on 1 March", ">\n      purge on\n      1 March"), entry("purge on 1 March", ">\n      purge on\n      1 March") + sampleText},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := waiver.Append("w.yaml", []byte(tt.before), sample())
			if err != nil || string(got) != tt.after {
				t.Errorf("got %v and\n%s\nwant\n%s", err, got, tt.after)
			}
		})
	}
}

func unindent(s string) string {
	return strings.TrimPrefix(strings.ReplaceAll(s, "\n  ", "\n"), "  ")
}

func TestAppendRefuses(t *testing.T) {
	change := func(f func(*waiver.Entry)) waiver.Entry { e := sample(); f(&e); return e }
	tests := []struct {
		name, before string
		e            waiver.Entry
		want         string
	}{
		{"a file at fault", entry("owner:", "ownr:"), sample(), `did you mean "owner"?`},
		{"a file of contacts", "name,mail\nA,a@b.example\n", sample(), "is it the file that was meant?"},
		{"a list in one line", file("RET-03", "dataset: a.csv", "", ""), sample(), ""},
		{"brackets", "version: 1\nwaivers: [{rule: A-1, subject: {table: a}, reason: b, owner: c, approved: 2026-01-01, expires: 2026-02-02}]\n", sample(), "stands in brackets"},
		{"a file in braces", "{version: 1, waivers: []}\n", sample(), "stands in brackets"},
		{"no list", "version: 1\n", sample(), `missing key "waivers"`},
		{"end of the document", entry() + "...\n", sample(), "cannot be added"},
		{"no subject", entry(), change(func(e *waiver.Entry) { e.Subject = waiver.Subject{} }), "cannot be added"},
		{"no reason", entry(), change(func(e *waiver.Entry) { e.Reason = " " }), "expected the reason"},
		{"a line too many", entry(), change(func(e *waiver.Entry) { e.Reason = "a\n  owner: b" }), "reason: expected a text of one line"},
		{"control characters", entry(), change(func(e *waiver.Entry) { e.Owner = "a\x1b[2Jb" }), "owner: expected a text of one line"},
		{"not UTF-8", entry(), change(func(e *waiver.Entry) { e.Owner = "a\xff" }), "owner: expected"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := waiver.Append("w.yaml", []byte(tt.before), tt.e)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got %v, want none", err)
			case tt.want != "" && (err == nil || got != nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %q and %v, want nothing and %q", got, err, tt.want)
			}
		})
	}
}

// TestAppendKeepsTexts: whatever one line of text says, it is read back as it was, and
// what stood in the file stands there still.
func TestAppendKeepsTexts(t *testing.T) {
	line := rapid.OneOf(rapid.StringMatching(`[ -~]{1,40}`), rapid.StringOf(rapid.RuneFrom([]rune(`a1 :#-?&*!|>%@"'{}[],\~éß«»`+"\u00a0\u202f…")))).
		Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
	rapid.Check(t, func(t *rapid.T) {
		data := []byte(nil)
		var want []string
		for range rapid.IntRange(1, 4).Draw(t, "entries") {
			e := sample()
			e.Reason, e.Owner, e.Subject.Table = line.Draw(t, "reason"), line.Draw(t, "owner"), "x"+line.Draw(t, "table")
			next, err := waiver.Append("w.yaml", data, e)
			if err != nil {
				t.Fatalf("%q, %q, %q: %v", e.Reason, e.Owner, e.Subject.Table, err)
			}
			if !strings.HasPrefix(string(next), string(data)) {
				t.Fatalf("what was there has changed:\n%s\n%s", data, next)
			}
			data, want = next, append(want, e.Reason, e.Owner, e.Subject.Table)
		}
		f, err := waiver.Parse("w.yaml", data)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range f.Waivers {
			got = append(got, e.Reason, e.Owner, e.Subject.Table)
		}
		if strings.Join(got, "\x00") != strings.Join(want, "\x00") {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestAdd(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "w.yaml")
	if err := waiver.Add(path, sample()); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.yaml")
	if err := os.Symlink("w.yaml", link); err != nil {
		t.Fatal(err)
	}
	if err := waiver.Add(link, sample()); err != nil {
		t.Fatal(err)
	}
	f, err := waiver.Load(path)
	if err != nil || len(f.Waivers) != 2 {
		t.Fatalf("got %v and %+v, want two entries", err, f)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().IsRegular() {
		t.Errorf("the link became a file of its own (%v)", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, want the one it had (%v)", info.Mode(), err)
	}
	bad := sample()
	bad.Expires = strict.Date("2025-01-01")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := waiver.Add(path, bad); err == nil {
		t.Error("an entry that ends before it begins was added")
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Error("the file was changed by an entry that was refused")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("files were left behind: %v", left)
	}
}

func FuzzAppend(f *testing.F) {
	f.Add(entry())
	f.Add("version: 1\nwaivers: []\n")
	f.Add("waivers:\n- rule: \"a\"\n# c\nversion: 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		before, err := waiver.Parse("w.yaml", []byte(text))
		if err != nil {
			return
		}
		next, err := waiver.Append("w.yaml", []byte(text), sample())
		if err != nil {
			return
		}
		after, err := waiver.Parse("w.yaml", next)
		if err != nil || len(after.Waivers) != len(before.Waivers)+1 {
			t.Fatalf("%v:\n%s", err, next)
		}
	})
}
