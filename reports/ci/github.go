// Package ci writes reports in the forms that services of continuous integration show
// beside the lines of a change.
package ci

import (
	"fmt"
	"io"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// mostAnnotations is how many annotations of a kind GitHub shows of one step.
const mostAnnotations = 10

// WriteGitHub writes r as workflow commands of GitHub Actions, a line each, which become
// annotations of the files. GitHub shows ten of each level a step; all are written, the
// gravest first, and a notice says how many there are.
func WriteGitHub(w io.Writer, r *finding.Report, opt view.Options) error {
	p, c := l10n.New(opt.Lang), view.New(r)
	var b strings.Builder
	command := func(level string, props []string, text string) {
		b.WriteString("::" + level)
		if len(props) > 0 {
			b.WriteString(" " + strings.Join(props, ","))
		}
		b.WriteString("::" + data(text) + "\n")
	}
	counts := map[view.Level]int{}
	points := c.Points()
	for i := range points {
		at := &points[i]
		counts[at.Level]++
		command(levelName(at.Level), properties(at), said(p, at))
	}
	for _, i := range c.Unread() {
		if i.Severity == "lost" {
			command("error", []string{"title=" + property("leadlint")}, p.Colon(i.Input, p.Text(i.Message)))
		}
	}
	over := 0
	for _, n := range counts {
		over += max(0, n-mostAnnotations)
	}
	if over > 0 {
		command("notice", []string{"title=" + property("leadlint")}, p.N("ci.more", int64(over), p.Int(int64(len(points)))))
	}
	if b.Len() == 0 {
		command("notice", []string{"title=" + property("leadlint")}, p.T("ci.nothing"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func levelName(l view.Level) string {
	switch l {
	case view.LevelError:
		return "error"
	case view.LevelWarning:
		return "warning"
	}
	return "notice"
}

func properties(at *view.Point) []string {
	var out []string
	if at.Path != "" {
		out = append(out, "file="+property(at.Path), fmt.Sprintf("line=%d", at.Line()))
	}
	if p := at.Place; p != nil {
		out = append(out, fmt.Sprintf("endLine=%d", p.EndLine))
		if p.EndLine == p.Line {
			out = append(out, fmt.Sprintf("col=%d,endColumn=%d", p.Column, p.EndColumn))
		}
	}
	return append(out, "title="+property(at.Finding.Rule))
}

// said is what is told of a point in one line.
func said(p *l10n.Printer, at *view.Point) string {
	f := at.Finding
	return p.Text(f.Title) + ". " + p.T("sarif.under", p.Articles(f.Articles.Primary), p.Code("kind", f.Kind)) + " " + p.Text(f.Remedy)
}

// data and property escape a text as the runner of workflow commands reads it.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}
