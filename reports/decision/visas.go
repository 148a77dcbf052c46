package decision

import (
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// visas say what was examined, and under which rules.
func (w *writer) visas() *Section {
	s := section(Part, "visas", "", w.p.T("doc.visas"))
	l := &List{}
	visa := func(list ...Run) { l.Items = append(l.Items, Item{Runs: runs(list...)}) }
	visa(said(w.p.T("visa.law")))
	if n := len(w.r.Inputs); n > 0 {
		visa(said(w.p.N("visa.files", int64(n))))
	}
	if n := len(w.r.Packs); n > 0 {
		visa(said(w.p.N("visa.packs", int64(n))))
	}
	if c := w.r.Comparison; c != nil {
		visa(said(w.p.T("doc.visa.earlier", or(c.With), or(w.p.Date(c.Now)))))
	}
	if r := w.r.Record; r != nil {
		visa(w.record(r)...)
	}
	switch c := w.r.Controller; {
	case c.Auditor != "" && c.Role != "":
		visa(said(w.p.T("doc.visa.auditor_as", c.Auditor, w.capacity())))
	case c.Auditor != "":
		visa(said(w.p.T("doc.visa.auditor", c.Auditor)))
	}
	if s := w.r.Coverage.Sample; s != nil {
		visa(said(w.p.T("smp.visa", view.Drawn(w.p, s))))
	}
	visa(said(w.p.T("visa.date", or(w.p.Date(w.r.Now)))))
	s.add(l, w.inputs(), w.packs())
	return s
}

// record says where the audit is kept and what proves it.
func (w *writer) record(r *finding.Record) []Run {
	out := []Run{said(w.p.N("doc.visa.record", r.Events, or(r.Audit)) + " "), {Text: or(r.Head), Code: true}}
	if r.Key != "" {
		out = append(out, said(w.p.T("doc.visa.key")+" "), Run{Text: r.Key, Code: true})
	}
	return append(out, said(w.p.T("doc.visa.end")))
}

// inputs tables the files examined.
func (w *writer) inputs() *Table {
	t := w.table(w.p.T("doc.inputs.caption"), "doc.col.file", "doc.col.format", "#doc.col.size", "#col.records", "doc.col.hash")
	for _, in := range view.ExaminedOf(w.r.Inputs) {
		sum, size := Cell{Text: in.SHA256, Hash: true}, number(w.p.Bytes(in.Bytes))
		what := w.p.Capital(w.p.Relation(in.Relation))
		switch {
		case in.Server():
			sum, size = words(w.p.T("head.server")), number("")
		case in.SHA256 == "":
			sum = words(w.p.T("head.no_hash"))
		}
		if in.Files > 0 {
			what += " · " + w.p.T("doc.inputs.many", w.p.N("count.files", in.Files))
		}
		t.row(words(in.Name, what), words(in.Format), size, w.records(in.Input), sum)
	}
	return t
}

// records counts the records of a file; texts and code have none.
func (w *writer) records(in finding.Input) Cell {
	if !view.HoldsRecords(in.Relation) {
		return number("")
	}
	return w.count(in.Rows)
}

// packs tables the rule packs applied.
func (w *writer) packs() *Table {
	t := w.table(w.p.T("doc.packs.caption"), "doc.col.pack", "doc.col.version", "#doc.col.rules", "doc.col.hash")
	for _, k := range w.r.Packs {
		t.row(words(k.Name), words(k.Version), w.count(int64(k.Rules)), Cell{Text: k.SHA256, Hash: true})
	}
	return t
}
