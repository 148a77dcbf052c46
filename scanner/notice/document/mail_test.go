package document

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestMailHeaders(t *testing.T) {
	head := "From someone Mon Nov  2 10:00:00 2026\n" +
		"From: =?iso-8859-2?Q?Zofia_=AFak?= <zofia@acorn.example>,\n Sales <sales@acorn.example>\nReply-To: answers@acorn.example\n" +
		"Subject: =?utf-8?B?w5xiZXI=?=\n =?utf-8?Q?_Sie?=\nDate: Mon, 2 Nov 2026 10:00:00 +0100\n" +
		"List-Unsubscribe: <mailto:u@acorn.example?subject=stop>,\n <https://acorn.example/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
	d := read(t, "a.eml", head+"\nHello.\n")
	m := d.Mail
	if m == nil {
		t.Fatal("got no mail")
	}
	if want := []Address{{"Zofia Żak", "zofia@acorn.example"}, {"Sales", "sales@acorn.example"}}; !reflect.DeepEqual(m.From, want) {
		t.Errorf("got senders %v, want %v", m.From, want)
	}
	if want := []Address{{"", "answers@acorn.example"}}; !reflect.DeepEqual(m.ReplyTo, want) {
		t.Errorf("got reply-to %v, want %v", m.ReplyTo, want)
	}
	if m.Subject != "Über Sie" || d.Title != m.Subject || !m.Date.Equal(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("got subject %q, title %q, date %v", m.Subject, d.Title, m.Date)
	}
	if want := []string{"mailto:u@acorn.example?subject=stop", "https://acorn.example/u"}; !reflect.DeepEqual(m.ListUnsubscribe, want) || m.ListUnsubscribePost != "List-Unsubscribe=One-Click" {
		t.Errorf("got unsubscribe %q, post %q", m.ListUnsubscribe, m.ListUnsubscribePost)
	}
	compare(t, sketch(d), []string{"p Hello."})
}

func TestMailBodies(t *testing.T) {
	const head = "From: a@acorn.example\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n"
	cases := []struct {
		name, body string
		want       []string
		attached   []string
		problem    Problem
	}{
		{"no content type", "\nHello.\n", []string{"p Hello."}, nil, ""},
		{"old charset", "Content-Type: text/plain; charset=iso-8859-1\n\nGr\xfc\xdfe aus K\xf6ln.\n", []string{"p Grüße aus Köln."}, nil, ""},
		{"charset undeclared", "Content-Type: text/plain\n\nGr\xc3\xbc\xc3\x9fe.\n", []string{"p Grüße."}, nil, ""},
		{"unknown charset", "Content-Type: text/plain; charset=x-none\n\nHello.\n", []string{"p Hello."}, nil, ""},
		{"base64", "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPGh0bWw+PHA+SGVsbG8uPC9wPg==\n", []string{"p Hello."}, nil, ""},
		{"footer of a mail counts", "Content-Type: text/html\n\n<html><p>Hello.</p><div class=footer><a href=/u>Unsubscribe</a></div><footer>Acorn Ltd</footer>\n",
			[]string{"p Hello.", "p Unsubscribe", "p Acorn Ltd"}, nil, ""},
		{"attachments", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello.\n--b\nContent-Type: application/pdf; name=\"A Name.PDF\"\n\nx\n--b\nContent-Disposition: attachment; filename=list.csv\nContent-Type: text/plain\n\nx\n--b\nContent-Type: image/png\nContent-ID: <x>\n\nx\n--b--\n",
			[]string{"p Hello."}, []string{".pdf", ".csv", ".png"}, ""},
		{"no end of parts", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello.\n", []string{"p Hello."}, nil, ""},
		{"HTML without words", "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello.\n--b\nContent-Type: text/html\n\n<html><img src=x>\n--b--\n",
			[]string{"p Hello."}, nil, ""},
		{"forwarded", "Content-Type: message/rfc822\n\nFrom: c@acorn.example\nSubject: y\n\nInner.\n", []string{"p Inner."}, nil, ""},
		{"empty", "\n", nil, nil, Empty},
		{"only files", "Content-Type: application/pdf\n\nx", nil, []string{".pdf"}, Empty},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := read(t, "a.eml", head+c.body)
			compare(t, sketch(d), c.want)
			if d.Problem != c.problem || !reflect.DeepEqual(d.Mail.Attachments, c.attached) {
				t.Errorf("got problem %q, attachments %q; want %q, %q", d.Problem, d.Mail.Attachments, c.problem, c.attached)
			}
		})
	}
}

func TestMailLinks(t *testing.T) {
	body := "From: a@acorn.example\nSubject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee <https://acorn.example/u>, https://acorn.example/p.\n--b\nContent-Type: text/html\n\n" +
		"<html><p>See <a href=\"https://acorn.example/u\"><b>stop</b></a></p><a href=\"https://acorn.example/hidden\" style=\"display:none\"></a>\n--b--\n"
	d := read(t, "a.eml", body)
	want := []Link{{"stop", "https://acorn.example/u"}, {"", "https://acorn.example/hidden"}, {"", "https://acorn.example/p"}}
	if !reflect.DeepEqual(d.Mail.Links, want) {
		t.Errorf("got %v, want %v", d.Mail.Links, want)
	}
	if !strings.Contains(string(d.HTML), "stop") || !strings.Contains(d.Mail.Text, "See") {
		t.Errorf("got HTML %q and text %q, want both parts", d.HTML, d.Mail.Text)
	}
}

func TestMailNesting(t *testing.T) {
	var b strings.Builder
	b.WriteString("From: a@acorn.example\nSubject: x\n")
	for range 2000 {
		b.WriteString("Content-Type: multipart/mixed; boundary=b\n\n--b\n")
	}
	b.WriteString("Content-Type: text/plain\n\nDeep.\n")
	if d := read(t, "a.eml", b.String()); len(d.Blocks) > 1 {
		t.Errorf("got %d blocks, want none or one", len(d.Blocks))
	}
}
