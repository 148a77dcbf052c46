package scanner

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"leadlint/rules/calendar"
	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/visit"
	"leadlint/scanner/source/warc"
)

// keepUntil gives the last day on which the evidence may be kept, YYYY-MM-DD;
// empty when the audit file sets none.
func (a *audit) keepUntil() string {
	if a.file == nil || !a.file.Visits.KeepEvidence.Known {
		return ""
	}
	return calendar.Format(calendar.Add(a.now, a.file.Visits.KeepEvidence.Period, 1))
}

// evidence keeps the notices, terms and robots files that visits met, as they
// were answered, in one WARC file a run. Pages about persons never get here.
type evidence struct {
	agent string
	file  *warc.Writer
}

// newEvidence begins a file in the folder, named after the time of the visits.
func newEvidence(dir, agent, until string, now time.Time) (*evidence, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder of evidence: %w", err)
	}
	info := warc.Info{Software: "leadlint", Date: now.UTC()}
	if until != "" {
		info.Fields = append(info.Fields, warc.Field{Name: "expires", Value: until})
	}
	file, err := warc.Create(filepath.Join(dir, "leadlint-"+now.UTC().Format("20060102T150405Z")+".warc"), info)
	if err != nil {
		return nil, fmt.Errorf("file of evidence: %w", err)
	}
	return &evidence{agent: agent, file: file}, nil
}

// keep writes a page, or the robots file that came with it.
func (e *evidence) keep(p *fetch.Page, what visit.Kept) error {
	v := warc.Visit{
		URL: p.FinalURL(), Date: p.FetchedAt, Status: p.Status, Header: p.Header, Body: p.Raw, Truncated: p.Truncated,
		RequestHeader: http.Header{"User-Agent": {e.agent}},
		Metadata:      []warc.Field{{Name: "kind", Value: string(what)}},
	}
	if what == visit.KeptRobots {
		r := &p.Robots
		v.URL, v.Date, v.Status, v.Header, v.Body, v.Truncated = r.URL, r.FetchedAt, r.Status, r.Header, r.Raw, false
	}
	if v.Status == 0 {
		return nil // there was no answer to keep
	}
	if err := e.file.Write(v); err != nil {
		return fmt.Errorf("file of evidence: %w", err)
	}
	return nil
}

func (e *evidence) close() error { return e.file.Close() }
