// Package accuracy measures how well notices are read, against notices that a
// person has labelled item by item and against texts that say the same in several
// languages.
package accuracy

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"leadlint/scanner/notice/items"
	"leadlint/scanner/wording"
)

// Read gives what a notice says, from its file's name and contents and its
// language, empty when it is to be found out.
type Read func(ctx context.Context, name, lang string, data []byte) (*items.Result, error)

// Count is how often a claim was right and wrong.
type Count struct {
	// Right are claims that the labels bear out, Wrong those that they refute,
	// Missed the labels for which the claim was not made.
	Right, Wrong, Missed int
}

func (c *Count) add(o Count) {
	c.Right += o.Right
	c.Wrong += o.Wrong
	c.Missed += o.Missed
}

// Row is the measure of one item over all labelled notices.
type Row struct {
	Item items.Item
	// Present counts the claims that the item is there (stated or denied),
	// Missing those that it is not (not found, or only announced or named).
	Present, Missing Count
	// Unclear counts the notices of which neither is claimed.
	Unclear int
}

// Slip is a claim that a label refutes, or a label that nothing claims.
type Slip struct {
	Notice string
	Item   items.Item
	Label  string
	Answer items.Answer
}

// Table is the measure over one set of labelled notices.
type Table struct {
	Notices int
	Rows    []Row
	Slips   []Slip
}

// Sum adds up the rows.
func (t *Table) Sum() Row {
	var out Row
	for _, r := range t.Rows {
		out.Present.add(r.Present)
		out.Missing.add(r.Missing)
		out.Unclear += r.Unclear
	}
	return out
}

// columns names the item that a column of labels is about.
func columns() map[string]items.Item {
	return map[string]items.Item{
		"contact": items.ControllerContact, "dpo": items.DPO, "purposes": items.Purposes,
		"legal_basis": items.LegalBasis, "legit_interest": items.LegitimateInterests, "categories": items.Categories,
		"recipients": items.Recipients, "transfers": items.Transfers, "retention": items.Retention,
		"access": items.Access, "rectification": items.Rectification, "erasure": items.Erasure,
		"restriction": items.Restriction, "objection": items.Objection, "portability": items.Portability,
		"withdraw_consent": items.Withdrawal, "withdraw": items.Withdrawal, "complaint": items.Complaint,
		"source": items.Source, "source_indirect": items.Source, "public_source": items.PublicSource,
		"adm_profiling": items.AutomatedDecisions, "adm": items.AutomatedDecisions, "mandatory": items.Mandatory,
		"controller_identity": items.Controller,
	}
}

// Labelled measures against a folder that holds labels*.tsv and the notices under
// txt/. A line of labels has the notice's number or name in its first column, in
// the columns lang and how, where there are such, its language and "read" if a
// person read it, and in the columns of items Y (stated), D (denied), N (not
// there), S (for the source: from the person alone) or P (not counted). Skip has
// items whose labels are not to be trusted.
func Labelled(ctx context.Context, folder fs.FS, read Read, only string, skip ...items.Item) (*Table, error) {
	labels, err := fs.Glob(folder, "labels*.tsv")
	if err != nil || len(labels) == 0 {
		return nil, fmt.Errorf("no labels*.tsv in the folder of labelled notices (%w)", fs.ErrNotExist)
	}
	files, err := fs.Glob(folder, "txt/*")
	if err != nil {
		return nil, fmt.Errorf("list the notices: %w", err)
	}
	m := &measure{files: files, only: only, skip: skip, rows: map[items.Item]*Row{}}
	for _, name := range labels {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read the labels: %w", err)
		}
		m.head = nil
		err = wording.Lines(string(data), func(n int, cells []string) error {
			if m.head == nil {
				m.head = cells
				return nil
			}
			return m.line(ctx, folder, cells, read)
		})
		if err != nil {
			return nil, err
		}
	}
	for _, item := range items.All() {
		if r := m.rows[item]; r != nil {
			m.out.Rows = append(m.out.Rows, *r)
		}
	}
	return &m.out, nil
}

// measure is the work of [Labelled].
type measure struct {
	head  []string
	files []string
	only  string
	skip  []items.Item
	rows  map[items.Item]*Row
	out   Table
}

func (m *measure) line(ctx context.Context, folder fs.FS, cells []string, read Read) error {
	value := map[string]string{}
	for i, c := range cells {
		if i < len(m.head) {
			value[m.head[i]] = c
		}
	}
	if how, ok := value["how"]; ok && how != "read" {
		return nil
	}
	name := m.file(cells[0])
	if name == "" {
		return fmt.Errorf("no notice under txt/ for label %q", cells[0])
	}
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return fmt.Errorf("read the notice: %w", err)
	}
	lang := value["lang"]
	if lang == "" {
		lang = "en"
	}
	if m.only != "" && m.only != lang {
		return nil
	}
	res, err := read(ctx, path.Base(name), lang, data)
	if err != nil {
		return err
	}
	m.out.Notices++
	for i, c := range cells {
		if item, ok := columns()[m.head[min(i, len(m.head)-1)]]; ok && !slices.Contains(m.skip, item) {
			m.count(cells[0], c, res.Of(item))
		}
	}
	return nil
}

// file finds a notice by its number, or by a name that its file's contains.
func (m *measure) file(id string) string {
	best := ""
	for _, f := range m.files {
		base := path.Base(f)
		stem, _, _ := strings.Cut(base, ".")
		switch {
		case stem == id || base == id:
			return f
		case best == "" && matches(base, id):
			best = f
		}
	}
	return best
}

// matches says whether the parts of a name stand in a file's name, in order.
func matches(base, id string) bool {
	for _, part := range strings.Split(id, "-") {
		i := strings.Index(base, part)
		if i < 0 {
			return false
		}
		base = base[i+len(part):]
	}
	return true
}

// Present says whether an answer claims that the item is there, and Missing
// whether it claims that it is not.
func Present(a items.Answer) bool {
	return a.State == items.Stated || a.State == items.Denied && a.Item != items.Source
}

// Missing says whether an answer claims that the item is not there.
func Missing(a items.Answer) bool {
	switch a.State {
	case items.NotFound, items.HeadingOnly, items.Placeholder, items.InsideAnotherRight:
		return true
	case items.Denied:
		return a.Item == items.Source
	}
	return false
}

func (m *measure) count(notice, label string, a items.Answer) {
	r := m.rows[a.Item]
	if r == nil {
		r = &Row{Item: a.Item}
		m.rows[a.Item] = r
	}
	there, not := Present(a), Missing(a)
	if !there && !not {
		r.Unclear++
	}
	var ok bool
	switch label {
	case "Y", "D":
		ok = tally(&r.Present, &r.Missing, there, not)
	case "N", "S":
		ok = tally(&r.Missing, &r.Present, not, there)
	default:
		return
	}
	if !ok {
		m.out.Slips = append(m.out.Slips, Slip{notice, a.Item, label, a})
	}
}

// tally counts an answer for a label that bears out the one claim and refutes the
// other.
func tally(right, wrong *Count, claimed, refuted bool) bool {
	switch {
	case claimed:
		right.Right++
		return true
	case refuted:
		wrong.Wrong++
	}
	right.Missed++
	return false
}

// Parallel is how a notice was read in one language.
type Parallel struct {
	Notice, Lang string
	Right, All   int
	Slips        []Slip
}

// Same measures notices that say the same in several languages: a folder for each
// notice, with a want.yaml and a file <language>.md in it. The wants are given by
// the caller, a list of right states for each item. Only, if not empty, is the one
// language measured.
func Same(ctx context.Context, folder fs.FS, notice string, want map[string][]string, read Read, only string) ([]Parallel, error) {
	files, err := fs.Glob(folder, notice+"/*.md")
	if err != nil {
		return nil, fmt.Errorf("list the texts: %w", err)
	}
	sort.Strings(files)
	var out []Parallel
	for _, f := range files {
		lang := strings.TrimSuffix(path.Base(f), ".md")
		if only != "" && only != lang {
			continue
		}
		data, err := fs.ReadFile(folder, f)
		if err != nil {
			return nil, fmt.Errorf("read a text: %w", err)
		}
		res, err := read(ctx, path.Base(f), lang, data)
		if err != nil {
			return nil, err
		}
		p := Parallel{Notice: notice, Lang: lang}
		for _, item := range items.All() {
			states, ok := want[string(item)]
			if !ok {
				continue
			}
			p.All++
			a := res.Of(item)
			if slices.Contains(states, string(a.State)) {
				p.Right++
			} else {
				p.Slips = append(p.Slips, Slip{notice + "/" + lang, item, strings.Join(states, "|"), a})
			}
		}
		out = append(out, p)
	}
	return out, nil
}
