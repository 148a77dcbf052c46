package code

import (
	"leadlint/rules/facts"
	"leadlint/scanner/code/files"
	"leadlint/scanner/code/observe"
	"leadlint/scanner/code/place"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// spot is a place at which a rule was set off, or was not shown.
type spot struct {
	rule  int
	open  bool
	start uint32
	end   uint32
	place finding.Place
	// text is what the fingerprint is made of; print is the fingerprint.
	text, print string
	// project says that what the whole project tells decided.
	project bool
}

// judge holds the facts of a file against the rules, as far as the file alone tells:
// what the project tells is unknown yet, and rules that need it wait.
func (w *worker) judge(f *files.File, src []byte, lines *place.Lines, got *observe.Result, out *fileResult) {
	rel := w.s.opt.Schema.Relation("code")
	has := rel.Index("project_has")
	out.clear = make([]int64, len(w.s.plan.Rules()))
	kept := map[int]int{}
	for from := 0; from < len(got.Facts); from += engine.MaxBatch {
		rows := got.Facts[from:min(from+engine.MaxBatch, len(got.Facts))]
		b := observe.Batch(rel, rows, observe.Project{})
		b.Cols[has] = facts.Vec{Absent: true}
		w.each(b, func(rule, row int, o engine.Outcome) {
			if o == engine.Clear {
				out.clear[rule]++
				return
			}
			if o == engine.Breach {
				at := w.s.spot(f, src, lines, &rows[row], rule)
				at.place.Facts = w.s.decided(rule, b, row)
				out.spots = append(out.spots, at)
				return
			}
			index, ok := kept[from+row]
			if !ok {
				index = len(out.open)
				kept[from+row] = index
				out.open = append(out.open, rows[row])
			}
			out.waiting = append(out.waiting, waiting{int32(rule), int32(index)})
		})
	}
}

// each evaluates the rules over a batch.
func (j *judging) each(b *facts.Batch, visit func(rule, row int, o engine.Outcome)) {
	// The only error is that of a batch too large, which none is.
	_ = j.ev.RunEach(b, j.counts, visit)
}

// join works out what all files together tell, and judges what waited for it.
func (s *scan) join() {
	p := s.gather()
	rel := s.opt.Schema.Relation("code")
	judging := s.newJudging()
	for i := range s.files {
		out := &s.files[i]
		for from := 0; from < len(out.open); from += engine.MaxBatch {
			b := observe.Batch(rel, out.open[from:min(from+engine.MaxBatch, len(out.open))], p)
			answers := map[waiting]engine.Outcome{}
			judging.each(b, func(rule, row int, o engine.Outcome) { answers[waiting{int32(rule), int32(from + row)}] = o })
			s.settle(i, b, from, answers)
		}
		out.open, out.waiting = nil, nil
	}
}

// settle takes in what the rules that waited for a batch of facts of a file answer now.
// The file is read again where some of them is set off: few are.
func (s *scan) settle(i int, b *facts.Batch, from int, answers map[waiting]engine.Outcome) {
	f, out := &s.listing.Files[i], &s.files[i]
	var src []byte
	var lines *place.Lines
	for _, wait := range out.waiting {
		row := int(wait.fact) - from
		o, examined := answers[wait]
		switch {
		case row < 0 || row >= b.N || !examined:
			continue
		case o == engine.Clear:
			out.clear[wait.rule]++
			continue
		case lines == nil:
			var err error
			if src, err = s.listing.Read(f); err != nil {
				out.err = err
				return
			}
			lines = place.NewLines(src)
		}
		at := s.spot(f, src, lines, &out.open[wait.fact], int(wait.rule))
		at.place.Facts = s.decided(int(wait.rule), b, row)
		at.open, at.project = o == engine.NotShown, true
		out.spots = append(out.spots, at)
	}
}

// spot says where a fact stands.
func (s *scan) spot(f *files.File, src []byte, lines *place.Lines, fact *observe.Fact, rule int) spot {
	at := spot{rule: rule, start: fact.Start, end: max(fact.End, fact.Start)}
	at.end = min(at.end, uint32(len(src)))
	at.start = min(at.start, at.end)
	p := &at.place
	p.File, p.Language, p.Part, p.Function = f.Path, s.language(fact), s.part(fact), fact.Function
	p.Line, p.Column = lines.At(min(max(at.start, fact.At), at.end))
	p.EndLine, p.EndColumn = lines.At(at.end)
	p.Excerpt = s.masker.Excerpt(lines.Line(p.Line))
	at.text = s.masker.Mask(string(src[at.start:min(at.end, at.start+2000)]))
	p.Used = fact.Used.Names()
	p.Note = noteIn(p.Part)
	return at
}

func (s *scan) language(f *observe.Fact) string { return facts.CodeLanguages()[f.Language] }

func (s *scan) part(f *observe.Fact) string {
	return s.opt.Schema.Relation("code").Field("place").Values[f.Place]
}
