package sampled

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"leadlint/scanner/finding"
)

// Ledger gathers what was drawn of the tables of an audit, and puts it into its report.
// The zero value is empty. It is for one goroutine.
type Ledger struct{ tables []finding.SampledTable }

// unlike is by how much the shares drawn from the files of a table may differ: what is
// drawn of them at random does.
const unlike = 0.1

// Add notes what was drawn of a table, or of one of the files that make it up.
func (l *Ledger) Add(dataset, table string, d Drawn) {
	i := slices.IndexFunc(l.tables, func(t finding.SampledTable) bool { return t.Dataset == dataset && t.Table == table })
	if i < 0 {
		l.tables = append(l.tables, finding.SampledTable{Dataset: dataset, Table: table, Rows: d.Rows, Of: d.Of, Estimated: d.Estimated})
		return
	}
	t := &l.tables[i]
	t.Uneven = t.Uneven || uneven(Drawn{t.Rows, t.Of, t.Estimated}, d)
	t.Estimated = t.Estimated || d.Estimated
	if unknown := t.Of == 0 && t.Rows > 0 || d.Of == 0 && d.Rows > 0; unknown {
		t.Of = 0
	} else {
		t.Of += d.Of
	}
	t.Rows += d.Rows
}

// uneven says whether two parts were drawn from at shares that differ by more than chance
// makes them.
func uneven(a, b Drawn) bool {
	if a == (Drawn{}) || b == (Drawn{}) {
		return false
	}
	if a.Of == 0 || b.Of == 0 {
		return true
	}
	p, q := float64(a.Rows)/float64(a.Of), float64(b.Rows)/float64(b.Of)
	all := float64(a.Rows+b.Rows) / float64(a.Of+b.Of)
	chance := 4 * math.Sqrt(all*(1-all)*(1/float64(a.Of)+1/float64(b.Of)))
	return math.Abs(p-q) > unlike*max(p, q)+chance
}

// Tell puts into a report that it rests on a sample: in its coverage, which then is not
// complete, as an issue for each table, and as an interval with each finding on records
// of one. It is called when nothing of the findings changes any more. Where every record
// of every table was drawn, the report is of the whole, and Tell leaves it as it is.
func (l *Ledger) Tell(r *finding.Report, spec Spec) {
	whole := func(t finding.SampledTable) bool { return t.Whole() }
	if spec.Whole() || !slices.ContainsFunc(l.tables, func(t finding.SampledTable) bool { return !whole(t) }) {
		return
	}
	out := &finding.Sampled{Spec: spec.String(), Method: method(), Tables: slices.Clone(l.tables)}
	slices.SortStableFunc(out.Tables, func(a, b finding.SampledTable) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Table, b.Table))
	})
	unknown := false
	for i := range out.Tables {
		t := &out.Tables[i]
		out.Rows += t.Rows
		out.Of += t.Of
		out.Estimated = out.Estimated || t.Estimated
		unknown = unknown || t.Of == 0 && !t.Whole()
		if !t.Whole() {
			r.Coverage.Issues = append(r.Coverage.Issues, issue(t))
		}
	}
	if unknown {
		out.Of, out.Estimated = 0, false
	}
	r.Coverage.Sample, r.Coverage.Complete = out, false
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Interval = nil
		if t := out.Table(&f.Subject); t != nil && !t.Whole() && !t.Uneven && f.Subject.Relation == "contact" {
			f.Interval = finding.IntervalOf(f)
		}
	}
}

func method() finding.Text {
	return finding.Text{
		EN: "each record drawn at random by a fixed hash, so that the same records are drawn every time; registers were read whole",
		FR: "chaque fiche est tirée au hasard au moyen d'une empreinte fixe, de sorte que les mêmes fiches sont tirées à chaque exécution ; les registres ont été lus en entier",
	}
}

// issue says of a table how much of it was read.
func issue(t *finding.SampledTable) finding.Issue {
	out := finding.Issue{Severity: "sample", Input: t.Dataset, Table: t.Table, Count: 1}
	rows, of := t.Rows, t.Of
	switch {
	case of == 0:
		out.Message = finding.Text{
			EN: "only a sample was read: " + grouped(rows, ",") + " records, drawn at random; how many there are is not known",
			FR: "seul un échantillon a été lu : " + grouped(rows, narrow) + " fiches, tirées au hasard ; leur nombre total n'est pas connu",
		}
	case t.Estimated:
		out.Message = finding.Text{
			EN: "only a sample was read: " + grouped(rows, ",") + " of about " + grouped(of, ",") + " records, drawn at random",
			FR: "seul un échantillon a été lu : " + grouped(rows, narrow) + " fiches sur " + grouped(of, narrow) + " environ, tirées au hasard",
		}
	default:
		out.Message = finding.Text{
			EN: "only a sample was read: " + grouped(rows, ",") + " of " + grouped(of, ",") + " records, drawn at random",
			FR: "seul un échantillon a été lu : " + grouped(rows, narrow) + " fiches sur " + grouped(of, narrow) + ", tirées au hasard",
		}
	}
	if t.Uneven {
		out.Message.EN += "; its files gave unlike shares of theirs, so that shares in the sample say nothing of the whole: name a percentage"
		out.Message.FR += " ; ses fichiers y contribuent dans des proportions inégales, si bien que les parts constatées dans l'échantillon ne valent pas pour l'ensemble : indiquez un pourcentage"
	}
	return out
}

// narrow is the narrow no-break space that groups digits in French.
const narrow = "\u202f"

// grouped writes a number with its digits in groups of three.
func grouped(n int64, by string) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + by + s[i:]
	}
	return s
}
