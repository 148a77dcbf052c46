package code

import (
	"fmt"
	"io"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/code/observe"
	"leadlint/scanner/code/place"
)

// Show writes the facts of every file, one a line, for who writes rules: the place, then
// the fields that are not empty. Values that could be somebody's are masked. Fields of
// the project as a whole are left out. Files are all parsed, whatever their words.
func Show(w io.Writer, opt Options) error {
	s, err := newScan(opt)
	if err != nil {
		return err
	}
	worker := s.newWorker()
	defer worker.close()
	rel := opt.Schema.Relation("code")
	for i := range s.listing.Files {
		f := &s.listing.Files[i]
		src, err := s.listing.Read(f)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		got, err := worker.observe(f, src, &fileResult{})
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		lines := place.NewLines(src)
		b := observe.Batch(rel, got.Facts, observe.Project{})
		for row := range got.Facts {
			line, column := lines.At(max(got.Facts[row].Start, got.Facts[row].At))
			if _, err := fmt.Fprintf(w, "%s:%d:%d %s\n", f.Path, line, column, s.row(rel, b, row)); err != nil {
				return err
			}
		}
	}
	return nil
}

// about gives what is said of a text by the fields beside it.
func (s *scan) about(rel *facts.Relation, b *facts.Batch, row int) string {
	var out []string
	for _, name := range []string{"name", "owner", "callee", "about", "owner_about", "members", "does"} {
		i := rel.Index(name)
		out = append(out, s.said(&rel.Fields[i], &b.Cols[i], row))
	}
	return strings.Join(out, " ")
}

// row words the fields of a fact that say anything.
func (s *scan) row(rel *facts.Relation, b *facts.Batch, row int) string {
	var out []string
	for i := range rel.Fields {
		f := &rel.Fields[i]
		if f.Name == "project_has" || f.Name == "deleted" {
			continue
		}
		said := s.said(f, &b.Cols[i], row)
		if f.Name == "text" && said != "" {
			said = s.masker.Value(string(b.Cols[i].Texts[row]), s.about(rel, b, row))
		}
		switch {
		case said == "", f.Name == "place" && said == "production":
		case f.Type == facts.Text:
			out = append(out, fmt.Sprintf("%s=%q", f.Name, said))
		case f.Type == facts.Set:
			out = append(out, f.Name+"=["+said+"]")
		default:
			out = append(out, f.Name+"="+said)
		}
	}
	return strings.Join(out, " ")
}
