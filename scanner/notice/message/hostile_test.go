package message_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/message"
)

var all = message.Options{Languages: []string{"en", "fr", "de"}, Threaded: message.No, FreeMail: func(string) bool { return true }}

func reader(t testing.TB) *message.Reader {
	t.Helper()
	r, err := message.New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t testing.TB, name, data string) *document.Document {
	t.Helper()
	doc, err := document.Read(context.Background(), name, []byte(data), document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestHostile: what would harm a reader is read in time and accused of nothing that
// was not read.
func TestHostile(t *testing.T) {
	big := 200_000
	cases := []struct{ name, file, data string }{
		{"nothing", "a.eml", ""},
		{"headers only", "a.eml", "From: a@b.example\nSubject: special offer\n\n"},
		{"no From", "a.eml", "Subject: special offer\n\nBook a demo, special offer, discount.\n"},
		{"address without a host", "a.eml", "From: nobody\nReply-To: @\nSubject: :\n\nHello\n"},
		{"labels without end", "a.txt", strings.Repeat("password: user name: ", big/20)},
		{"one word without end", "a.txt", "password: " + strings.Repeat("x1", big)},
		{"links without end", "a.html", strings.Repeat(`<a href="#">unsubscribe</a> `, 5_000)},
		{"nesting", "a.html", strings.Repeat("<div style='display:none'>", 20_000) + `<a href="u">unsubscribe</a>`},
		{"styles", "a.html", `<a href="u" style="` + strings.Repeat("color:;font-size:9e999px;opacity:x;:", 5_000) + `">unsubscribe</a>`},
		{"bad bytes", "a.txt", "pass\xffword: \xfe\xfe unsub\x00scribe \u202e here"},
		{"rights without end", "a.txt", strings.Repeat("object at any time; erasure; access your data. ", big/50)},
	}
	r := reader(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, c.file, c.data)
			start := time.Now()
			m := r.Read(doc, all)
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("took %v, want less than 10 s", d)
			}
			if m.Secrets.Password.Answer == message.Yes && c.name != "one word without end" {
				t.Errorf("password: got yes, want none")
			}
			valid(t, doc, &m)
		})
	}
}

// valid holds a message to what its comments promise.
func valid(t testing.TB, doc *document.Document, m *message.Message) {
	t.Helper()
	facts := m.Facts()
	for _, f := range m.Stop.Weak {
		facts = append(facts, message.Named{Name: "weak", Fact: f})
	}
	for _, n := range facts {
		f := n.Fact
		if f.Block < -1 || f.Block >= len(doc.Blocks) {
			t.Errorf("%s: block %d of %d", n.Name, f.Block, len(doc.Blocks))
			continue
		}
		if f.Block >= 0 && f.Line != doc.Blocks[f.Block].Line {
			t.Errorf("%s: line %d, want that of the block, %d", n.Name, f.Line, doc.Blocks[f.Block].Line)
		}
		if f.Place == message.InBody && f.Block < 0 {
			t.Errorf("%s: in the body, but in no block", n.Name)
		}
	}
	if (m.Kind == message.UnknownKind) != (m.Why.Answer == message.Unknown) {
		t.Errorf("kind %q with the answer %s", m.Kind, m.Why.Answer)
	}
	if m.Secrets.Together.Answer == message.Yes && m.Secrets.Password.Answer != message.Yes {
		t.Errorf("together without a password")
	}
}

// TestUnknownLanguage: without languages, or in one without a table, nothing is
// missing.
func TestUnknownLanguage(t *testing.T) {
	r := reader(t)
	for _, name := range cases(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc := read(t, name, string(data))
		for _, langs := range [][]string{nil, {"ga"}, {"en", "ga"}} {
			m := r.Read(doc, message.Options{Languages: langs})
			for _, n := range m.Facts() {
				if n.Fact.Answer == message.No && n.Fact.Detail == "absent" && n.Name != "stop.header" && n.Name != "secrets.link" && n.Name != "secrets.together" {
					t.Errorf("%s: %s is missing in the languages %q", name, n.Name, langs)
				}
			}
		}
	}
}

// TestSame: the same message gives the same answers, also side by side.
func TestSame(t *testing.T) {
	r := reader(t)
	for _, name := range cases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			doc := read(t, name, string(data))
			first := r.Read(doc, all)
			for range 3 {
				if again := r.Read(doc, all); !reflect.DeepEqual(first, again) {
					t.Fatalf("got another answer the second time")
				}
			}
			valid(t, doc, &first)
		})
	}
}

func cases(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("../../../fixtures/messages/*/message.*")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases found: %v", err)
	}
	return names
}

func FuzzRead(f *testing.F) {
	for _, name := range cases(f) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Ext(name) == ".eml", string(data))
	}
	r := reader(f)
	f.Fuzz(func(t *testing.T, mail bool, data string) {
		name := "a.html"
		if mail {
			name = "a.eml"
		}
		doc, err := document.Read(context.Background(), name, []byte(data), document.Options{})
		if err != nil {
			return
		}
		m := r.Read(doc, all)
		valid(t, doc, &m)
	})
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	var docs []*document.Document
	size := 0
	for _, name := range cases(b) {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		size += len(data)
		docs = append(docs, read(b, name, string(data)))
	}
	b.SetBytes(int64(size / len(docs)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		r.Read(docs[i%len(docs)], all)
		i++
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		reader(b)
	}
}
