package ci

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"leadlint/reports/l10n"
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

// WriteGitLab writes r as a report of code quality for GitLab: a JSON array. What rests
// on no file is placed at the audit file's usual name; what could not be read is an entry
// too.
func WriteGitLab(w io.Writer, r *finding.Report, opt view.Options) error {
	p, c := l10n.New(opt.Lang), view.New(r)
	out := []issue{}
	points := c.Points()
	for i := range points {
		at := &points[i]
		path := at.Path
		if path == "" {
			path = "leadlint.yaml"
		}
		out = append(out, issue{said(p, at), at.Finding.Rule, unique(at.Finding.Rule, path, at.Fingerprint), severity(at), location{path, lines{at.Line()}}})
	}
	for _, i := range c.Unread() {
		if i.Severity != "lost" {
			continue
		}
		text := p.Colon(i.Input, p.Text(i.Message))
		out = append(out, issue{text, "coverage", unique("coverage", i.Input, i.Message.EN), "major", location{i.Input, lines{max(1, int(i.Line))}}})
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the report for GitLab: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
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
