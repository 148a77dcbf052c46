package measure_test

import (
	"os"
	"testing"

	"leadlint/scanner/notice/language"
	"leadlint/scanner/notice/language/measure"
)

// TestFloors holds the detector to what it reaches on the project's own texts. That
// a paragraph is taken for another language costs a controller a finding; that none
// is told costs the user an answer.
func TestFloors(t *testing.T) {
	var all measure.Row
	for _, folder := range []string{"../../../../fixtures/notices/parallel", "../../../../fixtures/languages"} {
		rows, err := measure.Texts(os.DirFS(folder), language.New())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			t.Logf("%s paragraphs %+v sentences %+v", r.Lang, r.Paragraphs, r.Sentences)
			add(&all.Paragraphs, r.Paragraphs)
			add(&all.Sentences, r.Sentences)
		}
	}
	t.Logf("all: %+v", all)
	p, s := all.Paragraphs, all.Sentences
	if p.Right*100 < p.All()*98 || p.Wrong*1000 > p.All()*5 {
		t.Errorf("paragraphs: got %+v, want 98 of 100 right and at most 5 of 1000 wrong", p)
	}
	if s.Right*100 < s.All()*85 || s.Wrong*100 > s.All() {
		t.Errorf("sentences: got %+v, want 85 of 100 right and at most 1 of 100 wrong", s)
	}
}

func add(to *measure.Figure, f measure.Figure) {
	to.Right += f.Right
	to.Wrong += f.Wrong
	to.None += f.None
}
