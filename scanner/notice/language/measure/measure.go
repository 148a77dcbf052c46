// Package measure tells how often the language of a text is found out, on texts
// whose language is known.
package measure

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/notice/language"
	"leadlint/scanner/wording"
)

// Figure counts answers: Right, Wrong, and None where no language was told.
type Figure struct{ Right, Wrong, None int }

// All is the number of texts.
func (f Figure) All() int { return f.Right + f.Wrong + f.None }

func (f *Figure) count(want, got string) {
	switch got {
	case want:
		f.Right++
	case "":
		f.None++
	default:
		f.Wrong++
	}
}

// Row is the measure of one language.
type Row struct {
	Lang                  string
	Paragraphs, Sentences Figure
}

// fewLetters is the least length, in letters, of a paragraph and of a sentence.
const (
	fewLetters   = 120
	fewOfASecond = 30
)

// Texts measures the texts of a folder: each file is named <language>.md or
// <language>.txt, in any folder below. "nn" counts as "nb", since the two are told
// as one. Headings, lists' marks and tables are left out.
func Texts(folder fs.FS, d *language.Detector) ([]Row, error) {
	rows := map[string]*Row{}
	err := fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		ext := path.Ext(name)
		lang := strings.TrimSuffix(path.Base(name), ext)
		if err != nil || e.IsDir() || ext != ".md" && ext != ".txt" || len(lang) != 2 {
			return err
		}
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return fmt.Errorf("read a text: %w", err)
		}
		if rows[lang] == nil {
			rows[lang] = &Row{Lang: lang}
		}
		rows[lang].text(string(data), d)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []Row
	for _, r := range rows {
		out = append(out, *r)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Lang < out[j].Lang })
	return out, nil
}

// text measures one text, paragraph by paragraph.
func (r *Row) text(s string, d *language.Detector) {
	want := r.Lang
	if want == "nn" {
		want = "nb"
	}
	var split wording.Splitter
	for p := range strings.SplitSeq(s, "\n\n") {
		p = strings.Join(strings.Fields(p), " ")
		if p == "" || strings.HasPrefix(p, "#") || strings.HasPrefix(p, "|") {
			continue
		}
		p = strings.TrimLeft(p, "-*0123456789. ")
		if letters(p) >= fewLetters {
			r.Paragraphs.count(want, d.Text(p))
		}
		split.Each(p, func(start, end int) {
			if one := strings.TrimSpace(p[start:end]); letters(one) >= fewOfASecond {
				r.Sentences.count(want, d.Text(one))
			}
		})
	}
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if r != utf8.RuneError && unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
