package scanner

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"leadlint/rules/calendar"
	"leadlint/scanner/finding"
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
	// asked are the headers of every request.
	asked http.Header
	file  *warc.Writer
	// kept are the answers that are in the file, by address and hash.
	kept map[string]bool
}

// keeping gives the keeper of evidence, nil when none is asked for.
func (a *audit) keeping(f *fetch.Fetcher) (*evidence, error) {
	if a.opt.Evidence == "" || a.keeper != nil || f == nil {
		return a.keeper, nil
	}
	if err := os.MkdirAll(a.opt.Evidence, 0o700); err != nil {
		return nil, fmt.Errorf("folder of evidence: %w", err)
	}
	now := a.clock().UTC()
	a.expiredEvidence(now.Format(time.DateOnly))
	info := warc.Info{Software: fetch.Agent{Version: a.opt.Version}.String(), Date: now}
	if until := a.keepUntil(); until != "" {
		info.Fields = append(info.Fields, warc.Field{Name: "expires", Value: until})
	}
	file, err := warc.Create(filepath.Join(a.opt.Evidence, "leadlint-"+now.Format("20060102T150405Z")+".warc"), info)
	if err != nil {
		return nil, fmt.Errorf("file of evidence: %w", err)
	}
	a.keeper = &evidence{asked: f.RequestHeader(), file: file, kept: map[string]bool{}}
	return a.keeper, nil
}

// expiredEvidence tells of files in the folder whose last day is past: evidence too is
// kept no longer than was set.
func (a *audit) expiredEvidence(today string) {
	names, err := filepath.Glob(filepath.Join(a.opt.Evidence, "leadlint-*.warc"))
	if err != nil {
		return // the folder's name is no pattern; nothing is lost by not looking
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		day := warc.Expires(f)
		if f.Close() == nil && day != "" && day < today {
			a.issue(name, "", finding.Issue{Severity: "warning", Count: 1, Message: finding.Text{
				EN: "holds evidence that was to be deleted after " + day + ": delete it, or state why it is kept longer",
				FR: "contient des éléments de preuve à supprimer après le " + day + " : supprimez-le, ou indiquez pourquoi il est conservé plus longtemps",
			}})
		}
	}
}

// closeEvidence ends the file; what could not be written is lost.
func (a *audit) closeEvidence() {
	if a.keeper == nil {
		return
	}
	if err := a.keeper.file.Close(); err != nil {
		a.lost(a.opt.Evidence, "", failure(err))
	}
}

// keep writes a page, or the robots file that came with it.
func (e *evidence) keep(p *fetch.Page, what visit.Kept) error {
	v := warc.Visit{
		URL: p.FinalURL(), Date: p.FetchedAt, Status: p.Status, Header: p.Header, Body: p.Raw, Truncated: p.Truncated,
		RequestHeader: e.asked, Metadata: []warc.Field{{Name: "kind", Value: string(what)}},
	}
	sum, via := p.RawSHA256, p.Hops
	if what == visit.KeptRobots {
		r := &p.Robots
		v.URL, v.Date, v.Status, v.Header, v.Body, v.Truncated = r.FinalURL(), r.FetchedAt, r.Status, r.Header, r.Raw, false
		sum, via = r.SHA256, r.Hops
	}
	key := fmt.Sprint(v.URL, v.Status, sum)
	if v.Status == 0 || e.kept[key] {
		return nil // there was no answer to keep, or it is there
	}
	e.kept[key] = true
	for _, hop := range via[:max(len(via)-1, 0)] {
		v.Metadata = append(v.Metadata, warc.Field{Name: "via", Value: fmt.Sprintf("%d %s", hop.Status, hop.URL)})
	}
	if err := e.file.Write(v); err != nil {
		return fmt.Errorf("file of evidence: %w", err)
	}
	return nil
}

// keepNotice writes a notice that was named, with the robots file of its site.
func (a *audit) keepNotice(f *fetch.Fetcher, p *fetch.Page) error {
	keeper, err := a.keeping(f)
	if keeper == nil || err != nil {
		return err
	}
	return errors.Join(keeper.keep(p, visit.KeptRobots), keeper.keep(p, visit.KeptNotice))
}
