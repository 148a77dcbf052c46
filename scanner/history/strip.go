package history

import (
	"encoding/json"
	"fmt"

	"leadlint/scanner/finding"
)

// Dropped stands where a text was that names what it stands beside, such as the address
// of a page.
const Dropped = "…"

// Strip gives a copy of a report without anything that stems from a row of data or from
// the text of a document, masked or not. Dropped are:
//
//   - the examples of findings: masked values, keyed hashes of rows, line numbers;
//   - of places in code: the excerpt, what decided and what was used beside it; file,
//     line, function and fingerprint stay;
//   - of notices, messages and forms: every sentence and heading quoted, the labels of
//     boxes and the names that forms have; what was concluded stays;
//   - of pages visited: their addresses, for they may come from a column of a dataset,
//     what robots.txt and the page say word for word, and what kept a page from being
//     read; whether it answered, its role and the counts stay;
//   - the spellings of values in columns: what they were read as stays with its number;
//   - the names of columns that were not understood by their name: in a file without a
//     row of names, the first person stands there.
//
// What the audit file states stays: controller, auditor, case, declared facts, owners
// and reasons of waivers and exceptions. So do the names of files and tables, counts and
// texts of rules. The record of a history is left out: it is told when the
// audit is shown.
func Strip(r *finding.Report) (*finding.Report, error) {
	out, err := clone(r)
	if err != nil {
		return nil, err
	}
	out.Record = nil
	for i := range out.Findings {
		f := &out.Findings[i]
		f.Samples = []finding.Sample{}
		for j := range f.Places {
			p := &f.Places[j]
			p.Excerpt, p.Facts, p.Used = "", []finding.SampleValue{}, nil
		}
	}
	for i := range out.Notices {
		stripNotice(&out.Notices[i])
	}
	for i := range out.Forms {
		stripForm(&out.Forms[i])
	}
	stripSources(out)
	stripColumns(out)
	return out, nil
}

// clone copies a report by its JSON form, which is what is stored.
func clone(r *finding.Report) (*finding.Report, error) {
	data, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("put the report into the form that is stored: %w", err)
	}
	var out finding.Report
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("put the report into the form that is stored: %w", err)
	}
	return &out, nil
}

func stripNotice(n *finding.Notice) {
	for i := range n.Items {
		stripPassage(&n.Items[i].At)
	}
	if n.Message != nil {
		stripPoints(n.Message.Points)
	}
}

func stripForm(f *finding.Form) {
	f.Name = Dropped
	for i := range f.Boxes {
		f.Boxes[i].Label = Dropped
	}
	stripPoints(f.Points)
}

func stripPoints(points []finding.Point) {
	for i := range points {
		stripPassage(&points[i].At)
	}
}

// stripPassage keeps where a passage stands.
func stripPassage(p *finding.Passage) { p.Sentence, p.Heading = "", "" }

// stripSources drops addresses of pages, and what is told of them under the heads of
// their addresses.
func stripSources(r *finding.Report) {
	addresses := map[string]bool{}
	for i := range r.Sources {
		s := &r.Sources[i]
		addresses[s.Address] = true
		s.Address, s.RobotsText, s.SHA256 = Dropped, "", ""
		if s.Final != "" {
			s.Final = Dropped
		}
		s.Chain, s.Headers = nil, nil
		for j := range s.KeptOutBy {
			s.KeptOutBy[j].Text = ""
		}
		for j := range s.Signals {
			g := &s.Signals[j]
			g.Value, g.Where, g.Snippet = "", "", ""
		}
		if s.Problem != nil {
			s.Problem = notKept()
		}
	}
	for i := range r.Coverage.Issues {
		if issue := &r.Coverage.Issues[i]; addresses[issue.Input] {
			issue.Input, issue.Message = Dropped, *notKept()
		}
	}
}

func notKept() *finding.Text {
	return &finding.Text{EN: "was not read whole; the history does not keep why", FR: "n'a pas été lue en entier ; l'historique n'en conserve pas la raison"}
}

// Remark is put into a report that is made again from what is kept.
func Remark(id string) finding.Text {
	return finding.Text{
		EN: "Made again from the history (audit " + id + "), which keeps no examples, quotations or excerpts.",
		FR: "Établi de nouveau à partir de l'historique (audit " + id + "), qui ne conserve ni exemples, ni citations, ni extraits.",
	}
}
