// Package ci writes reports in the forms that services of continuous integration show
// beside the lines of a change.
package ci

import (
	"fmt"
	"io"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// mostAnnotations is how many annotations of a kind GitHub shows of one step.
const mostAnnotations = 10

// WriteGitHub writes r as workflow commands of GitHub Actions, a line each, which become
// annotations of the files. GitHub shows ten of each level a step; all are written, data
// that were not read first, then the gravest findings, and a notice says how many there
// are. What was there before, or a waiver covers, is counted in a notice only.
func WriteGitHub(w io.Writer, r *finding.Report, opt view.Options) error {
	p, c := view.Printer(opt.Lang, r), view.New(r)
	var b strings.Builder
	command := func(level string, props []string, text string) {
		b.WriteString("::" + level)
		if len(props) > 0 {
			b.WriteString(" " + strings.Join(props, ","))
		}
		b.WriteString("::" + data(text) + "\n")
	}
	own := []string{"title=" + property("leadlint")}
	counts := map[view.Level]int{}
	for _, i := range c.Unread() {
		switch i.Severity {
		case "lost":
			counts[view.LevelError]++
			command("error", append(anchor(c, i.Input), own...), p.Colon(i.Input, p.Text(i.Message)))
		case "sample":
			counts[view.LevelWarning]++
			command("warning", append(anchor(c, i.Input), own...), p.Colon(i.Input, p.Text(i.Message)))
		}
	}
	if c.Report.Coverage.Sample != nil {
		command("warning", own, p.T("mach.incomplete"))
	} else if !c.Report.Coverage.Complete && counts[view.LevelError] == 0 {
		command("error", own, p.T("mach.incomplete"))
	}
	points, aside := news(c, opt)
	for i := range points {
		at := &points[i]
		counts[at.Level]++
		command(levelName(at.Level), properties(at), view.Said(p, at))
	}
	over := 0
	for _, n := range counts {
		over += max(0, n-mostAnnotations)
	}
	if over > 0 {
		command("notice", own, p.N("ci.more", int64(over), p.Int(int64(counts[0]+counts[1]+counts[2]))))
	}
	switch {
	case b.Len() > 0:
	case c.Unanswered():
		command("notice", own, p.T("ci.unanswered"))
	case aside > 0:
		command("notice", own, p.T("ci.none_counts"))
	default:
		command("notice", own, p.T("ci.nothing"))
	}
	if aside > 0 {
		command("notice", own, p.N("mach.aside", int64(aside)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// news gives the points that are told, and counts those that are waived or were there
// before.
func news(c *view.Case, opt view.Options) (points []view.Point, aside int) {
	for _, p := range c.Points() {
		if p.News() || opt.Waived && p.Waived != nil {
			points = append(points, p)
		} else {
			aside++
		}
	}
	return points, aside
}

// anchor gives the file and line of a remark on an input.
func anchor(c *view.Case, input string) []string {
	file, line := c.Anchor(input)
	return []string{"file=" + property(file), fmt.Sprintf("line=%d", max(1, line))}
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
	out := []string{"file=" + property(at.Path), fmt.Sprintf("line=%d", at.Line())}
	if p := at.Place; p != nil {
		out = append(out, fmt.Sprintf("endLine=%d", p.EndLine))
		if p.EndLine == p.Line {
			out = append(out, fmt.Sprintf("col=%d,endColumn=%d", p.Column, p.EndColumn))
		}
	}
	return append(out, "title="+property(at.Finding.Rule))
}

// data and property escape a text as the runner of workflow commands reads it.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}
