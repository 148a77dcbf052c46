package ci

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"leadlint/reports/text"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// issue is one entry of GitLab's report of code quality, a subset of Code Climate's.
type issue struct {
	Description string   `json:"description"`
	Check       string   `json:"check_name"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Location    location `json:"location"`
}

type location struct {
	Path  string `json:"path"`
	Lines lines  `json:"lines"`
}

type lines struct {
	Begin int `json:"begin"`
}

// WriteGitLab writes r as a report of code quality for GitLab: a JSON array. What could
// not be read is an entry too. What was there before, or a waiver covers, is left out.
func WriteGitLab(w io.Writer, r *finding.Report, opt view.Options) error {
	p, c := view.Printer(opt.Lang, r), view.New(r)
	out := []issue{}
	points, _ := news(c, opt)
	for i := range points {
		at := &points[i]
		out = append(out, issue{view.Said(p, at), at.Finding.Rule, unique(at.Finding.Rule, at.Path, at.Fingerprint), severity(at), location{at.Path, lines{at.Line()}}})
	}
	lost := false
	for _, i := range c.Unread() {
		if !view.Unseen(&i) {
			continue
		}
		grave := "blocker"
		if i.Severity == "sample" {
			grave = "major"
		}
		lost = true
		file, line := c.Anchor(i.Input)
		said := p.Colon(i.Input, p.Text(i.Message))
		out = append(out, issue{said, "coverage", unique("coverage", i.Input, i.Table, i.Message.EN), grave, location{file, lines{max(1, line)}}})
	}
	if !c.Report.Coverage.Complete && !lost {
		file, line := c.Anchor("")
		out = append(out, issue{p.T("mach.incomplete"), "coverage", unique("coverage"), "blocker", location{file, lines{line}}})
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the report for GitLab: %w", err)
	}
	_, err = w.Write(append(text.Escaped(data), '\n'))
	return err
}

func severity(at *view.Point) string {
	if at.Level == view.LevelNote {
		return "info"
	}
	switch at.Finding.Severity {
	case "critical":
		return "critical"
	case "high":
		return "major"
	case "medium":
		return "minor"
	}
	return "info"
}

// unique makes a fingerprint that no other entry has.
func unique(parts ...string) string {
	h := sha256.New()
	for _, s := range parts {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
