// Package history says what is kept of an audit, and how what is kept is proven: which
// parts of a report are dropped before it is stored, the row that lists it, the chain of
// events and the signature of its head. Package store keeps it all in a file.
package history

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/scanner/finding"
)

// Entry is an audit in the history, as lists show it.
type Entry struct {
	// Seq is the number of the event by which it was stored.
	Seq int64 `json:"event"`
	// ID is what it is called: the day of the audit and a running number, such as
	// 2026-11-23-01.
	ID string `json:"id"`
	// Day is the day of the audit (YYYY-MM-DD), an input; Stored is when it was stored
	// (RFC 3339, UTC), by the clock.
	Day    string `json:"day"`
	Stored string `json:"stored"`
	// Scope tells audits of one scope from others; see ScopeOf. Title names it: the
	// title, reference or scope of the case, the controller or the inputs.
	Scope string `json:"scope"`
	Title string `json:"title"`
	// Tool is the version of the program.
	Tool string `json:"tool"`
	// Complete is false where something in scope was not read.
	Complete bool  `json:"complete"`
	Rows     int64 `json:"rows"`
	Skipped  int64 `json:"skipped"`
	Persons  int64 `json:"persons"`
	// Breaches are breaches in law, Marked something less (a lack of proof, an
	// inference, a recommendation), Waived those of both that a waiver covers.
	Breaches    int `json:"breaches"`
	Marked      int `json:"marked"`
	Waived      int `json:"waived"`
	NotShown    int `json:"not_shown"`
	Clear       int `json:"clear"`
	NotAssessed int `json:"not_assessed"`
	// Previous is the last complete audit of the scope before it, empty for none. New,
	// Reopened and Fixed are its findings beside that one; Fixed counts those examined
	// and found fine, and no others.
	Previous string `json:"previous,omitempty"`
	New      int    `json:"new"`
	Reopened int    `json:"reopened"`
	Fixed    int    `json:"fixed"`
}

// EntryOf counts a report. What does not follow from the report alone is left empty.
func EntryOf(r *finding.Report) Entry {
	e := Entry{
		Day: r.Now, Scope: ScopeOf(r), Title: titleOf(r), Tool: r.Tool.Version, Complete: r.Coverage.Complete,
		Rows: r.Coverage.Rows, Skipped: r.Coverage.Skipped, Persons: r.Coverage.Persons,
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Kind == string(rules.Gate) {
			continue
		}
		switch {
		case f.Outcome == finding.Breach && f.Kind == string(rules.Breach):
			e.Breaches++
		case f.Outcome == finding.Breach:
			e.Marked++
		case f.Outcome == finding.NotShown:
			e.NotShown++
		case f.Outcome == finding.Clear:
			e.Clear++
		default:
			e.NotAssessed++
		}
		if f.Outcome == finding.Breach && f.Waived != nil {
			e.Waived++
		}
	}
	return e
}

// ScopeOf tells audits of one scope from others, so that each is compared with its like:
// by the controller with the title, reference and scope of the case where the audit file
// gives any of these, else by the controller with the names of the inputs. It is the
// start of a hash and is not made to be read.
func ScopeOf(r *finding.Report) string {
	c := &r.Controller
	parts := []string{c.Name, c.Title, c.Reference, c.Scope}
	if c.Title+c.Reference+c.Scope == "" {
		names := inputs(r)
		slices.Sort(names)
		parts = append(parts, names...)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// inputs names what was examined, each once.
func inputs(r *finding.Report) []string {
	var out []string
	add := func(name string) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for i := range r.Inputs {
		add(base(cmp.Or(r.Inputs[i].Dataset, r.Inputs[i].Name)))
	}
	for i := range r.Notices {
		add(base(r.Notices[i].Name))
	}
	for i := range r.Forms {
		add(base(r.Forms[i].From))
	}
	return out
}

// base gives the last part of a path; addresses of pages stay whole.
func base(name string) string {
	if strings.Contains(name, "://") {
		return name
	}
	name = strings.TrimRight(strings.ReplaceAll(name, "\\", "/"), "/")
	return name[strings.LastIndexByte(name, '/')+1:]
}

// mostNamed is the number of inputs that a title names.
const mostNamed = 3

func titleOf(r *finding.Report) string {
	c := &r.Controller
	for _, s := range []string{c.Title, c.Reference, c.Scope} {
		if s != "" {
			return s
		}
	}
	names := inputs(r)
	if len(names) > mostNamed {
		names = append(names[:mostNamed:mostNamed], "…")
	}
	title := strings.Join(names, ", ")
	if c.Name != "" && title != "" {
		return c.Name + ": " + title
	}
	return c.Name + title
}
