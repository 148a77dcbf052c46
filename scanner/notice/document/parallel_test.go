package document

import (
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// noticeBlocks is what every form of testdata/notice must give.
func noticeBlocks() []string {
	return []string{
		"h How Fernhollow handles contact data",
		"p Fernhollow Léads GmbH, Uferweg 7, 10999 Berlin, decides why and how the contact data described here are used. Write to privacy@fernhollow.example or ask for our data protection officer at the same address.",
		"h Where your data come from",
		"p We did not ask you for these data. They stem from the public commercial register of your country, and from the imprint of your employer’s own website, which anybody can read without an account.",
		"h Why we use them",
		"p The legal ground is our legitimate interest in offering payroll software to companies that have a payroll.",
		"r Purpose: First offer by e-mail · Data: Name, role and business address, as the imprint of your employer states them · Kept for: Six months",
		"r Purpose: List of objections · Data: Hash of the address · Kept for: Until you take the objection back",
		"h Your rights",
		"p You may at any time ask us for:",
		"i a copy of the data we hold on you, with the sources",
		"i on paper",
		"i as a file",
		"i the correction of what is wrong",
		"i erasure, unless a law makes us keep the data, which we would tell you together with the law and the day on which the period ends",
		"p You can object to marketing without giving a reason. We then stop at once.",
		"h Complaints",
		"p You may lodge a complaint with the authority of the place where you live or work.",
	}
}

func TestSameBlocksInEveryFormat(t *testing.T) {
	page := load(t, "notice.html")
	plain := load(t, "notice.txt")
	inputs := []struct{ name, data string }{
		{"notice.html", page},
		{"notice.md", load(t, "notice.md")},
		{"notice.txt", plain},
		{"notice.pdf", load(t, "notice.pdf")},
		{"notice.docx", docxNotice(t)},
		{"notice.eml", mailNotice(t, page, plain)},
		{"text.eml", "From: a@fernhollow.example\nTo: b@example.org\nSubject: Your data\nContent-Type: text/plain; charset=utf-8\n\n" + plain},
	}
	for _, in := range inputs {
		t.Run(in.name, func(t *testing.T) {
			d := read(t, in.name, in.data)
			if d.Problem != "" {
				t.Fatalf("got problem %q, want none", d.Problem)
			}
			compare(t, mainBlocks(d), noticeBlocks())
			checkLeads(t, d)
		})
	}
}

// checkLeads holds the references to the notice's structure.
func checkLeads(t *testing.T, d *Document) {
	t.Helper()
	at := func(i int) string {
		if i < 0 {
			return ""
		}
		return d.Blocks[i].Text
	}
	for _, b := range d.Blocks {
		lead, head := "", ""
		switch {
		case strings.HasPrefix(b.Text, "on paper"), strings.HasPrefix(b.Text, "as a file"):
			lead, head = "a copy of the data we hold on you, with the sources", "Your rights"
		case strings.HasPrefix(b.Text, "a copy"), strings.HasPrefix(b.Text, "the correction"), strings.HasPrefix(b.Text, "erasure"):
			lead, head = "You may at any time ask us for:", "Your rights"
		case b.Kind == Row:
			head = "Why we use them"
		case strings.HasPrefix(b.Text, "You may lodge"):
			head = "Complaints"
		default:
			continue
		}
		if at(b.Lead) != lead || at(b.Head) != head {
			t.Errorf("%q: got lead %q, head %q; want %q, %q", b.Text, at(b.Lead), at(b.Head), lead, head)
		}
	}
}

func load(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func mainBlocks(d *Document) []string {
	var out []string
	for _, b := range d.Blocks {
		if !b.Aside {
			out = append(out, b.Kind.String()[:1]+" "+b.Text)
		}
	}
	return out
}

func docxNotice(t testing.TB) string {
	t.Helper()
	text := func(i int) string { return noticeBlocks()[i][2:] }
	cell := func(s string) string { return wp("", s) }
	body := wstyle("berschrift1", text(0)) + wp("", text(1)) + wstyle("Rubrik", text(2)) + wp("", text(3)) +
		wstyle("Rubrik", text(4)) + wp("", text(5)) +
		wtable([]string{cell("Purpose"), cell("Data"), cell("Kept for")},
			[]string{cell("First offer by e-mail"), cell("Name, role and business address, as the imprint of your employer states them"), cell("Six months")},
			[]string{cell("List of objections"), cell("Hash of the address"), cell("Until you take the objection back")}) +
		wstyle("Rubrik", text(8)) + wp("", text(9)) + witem(1, text(10)) + witem(2, text(11)) + witem(2, text(12)) +
		witem(1, text(13)) + wstyle("Liste", text(14)) + wp("", text(15)) + wbold(text(16)) + wp("", text(17))
	return docx(t, body)
}

// mailNotice wraps the page and its text as a marketing mail does; a mail has
// no menu above it, so the page's is cut.
func mailNotice(t testing.TB, page, plain string) string {
	t.Helper()
	before, rest, _ := strings.Cut(page, "<header>")
	_, rest, _ = strings.Cut(rest, "</header>")
	rest, after, _ := strings.Cut(rest, "<footer>")
	_, after, _ = strings.Cut(after, "</footer>")
	part := func(kind, body string) string {
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		_, _ = w.Write([]byte(body))
		_ = w.Close()
		return "--cut\r\nContent-Type: " + kind + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + b.String() + "\r\n"
	}
	return "From: Fernhollow <hello@fernhollow.example>\r\nTo: b@example.org\r\nSubject: Your data\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/alternative; boundary=cut\r\n\r\n" +
		part("text/plain", plain) + part("text/html", before+rest+after) + "--cut--\r\n"
}
