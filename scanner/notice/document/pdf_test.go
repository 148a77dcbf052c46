package document

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestPDF(t *testing.T) {
	para := "We process the contact data of the companies that we think may need our software,\nand keep them for six months after the last contact with anybody there. The ground is our\nlegitimate interest in sales."
	other := strings.ReplaceAll(para, "six months", "nine weeks")
	pages := []string{
		"Acorn Ltd - Notice\n \n" + para + "\n \nThis sentence goes on over the end of this page, since there was not room enough for the\n \n \nPage 1 of 3",
		"Acorn Ltd - Notice\n \nwhole of it.\n \nYou may:\n- ask for a copy\n- object\n \n \nPage 2 of 3",
		"Acorn Ltd - Notice\n \n \n" + other + "\n \n \nPage 3 of 3",
	}
	joined := strings.ReplaceAll(para, "\n", " ")
	d := read(t, "a.pdf", textPDF(pages...))
	compare(t, sketch(d), []string{
		"p " + joined,
		"p This sentence goes on over the end of this page, since there was not room enough for the whole of it.",
		"p You may:", "i1<2 ask for a copy", "i1<2 object", "p " + strings.ReplaceAll(joined, "six months", "nine weeks"),
	})
	if d.Pages != 3 || d.Blocks[3].Page != 2 || d.Blocks[5].Page != 3 {
		t.Errorf("got %d pages, blocks on %d and %d; want 3, 2 and 3", d.Pages, d.Blocks[3].Page, d.Blocks[5].Page)
	}
}

func TestPDFProblems(t *testing.T) {
	whole := textPDF("Some text here")
	locked := strings.Replace(whole, "/Root 1 0 R", "/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O <"+strings.Repeat("41", 32)+"> /U <"+strings.Repeat("42", 32)+"> /P -44 >> /ID [<01><01>]", 1)
	cases := []struct {
		name, data string
		want       Problem
	}{
		{"scan", textPDF("", "", ""), NoText},
		{"password", locked, Encrypted},
		{"header alone", "%PDF-1.7\n", Damaged},
		{"named so", "\x00\x01\x02\x03", Damaged},
		{"cut", whole[:120], Damaged},
		{"pages in a ring", strings.Replace(whole, "/Kids [4 0 R ]", "/Kids [2 0 R ]", 1), Damaged},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if d := read(t, "a.pdf", c.data); d.Problem != c.want {
				t.Errorf("got %q, want %q (%v)", d.Problem, c.want, sketch(d))
			}
		})
	}
}

func TestPDFDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := Read(ctx, "a.pdf", []byte(textPDF("Some text here")), Options{})
	if err == nil || time.Since(start) > 10*time.Second {
		t.Errorf("got error %v after %v, want the deadline's soon", err, time.Since(start))
	}
}

// TestPDFEndless gives a content stream that keeps the reader busy without end
// and one that would take all memory.
func TestPDFHostile(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	form := "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A %d 0 R /B %d 0 R >> >> /Length 10 >>\nstream\n/A Do /B Do\nendstream"
	data := strings.Replace(textPDF("x"), "/Resources <<", "/Resources << /XObject << /A 10 0 R /B 10 0 R >>", 1)
	for i := 10; i < 40; i++ {
		data = fmt.Sprintf("%s%d 0 obj\n"+form+"\nendobj\n", data, i, i+1, i+1)
	}
	d, err := Read(ctx, "a.pdf", []byte(data), Options{})
	if err == nil && d.Format != FormatPDF {
		t.Errorf("got format %q", d.Format)
	}
	wideArray := strings.Replace(textPDF("x"), "/Count 1", "/Count 2000000000", 1)
	if _, err := Read(ctx, "a.pdf", []byte(wideArray), Options{}); err != nil && ctx.Err() == nil {
		t.Errorf("got error %v", err)
	}
}
