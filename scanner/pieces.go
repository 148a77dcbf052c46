package scanner

import (
	"context"
	"fmt"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// sampledParts is the number of files, spread over a dataset of several, that its columns
// are recognised from.
const sampledParts = 16

// pieces counts the rows of a dataset that is made up of several files of one shape.
func (a *audit) pieces(ctx context.Context, t target, m *recognise.File, p *pass, d *partial.Dataset) {
	sample, first, err := a.sampleParts(ctx, t)
	if err != nil {
		a.readingEnded(t.name, "", err)
		return
	}
	mapping, err := a.recognise(t, first.table, sample, m)
	if err != nil {
		a.lost(t.name, "", mismatch(err))
		return
	}
	if !mapping.Person {
		d.Tables = append(d.Tables, *a.nobodyIn(t.name, "", mapping))
		return
	}
	s := newScan(a, t, first, mapping, sample, p)
	if s == nil {
		return
	}
	total := s.empty("")
	total.Count, total.Tally = s.plan.NewPartial(a.opt.Examples), s.binder.NewWorker(nil).Tally()
	shape := s.shapeOf()
	for i, name := range t.parts {
		if ctx.Err() != nil {
			a.lost(t.name, "", leftOut(len(t.parts)-i))
			break
		}
		if !a.mine(t, i) {
			continue
		}
		if part := a.part(ctx, s, name, shape, d); part != nil {
			if err := addTable(total, part); err != nil {
				a.lost(name, "", failure(err))
			}
		}
	}
	d.Tables = append(d.Tables, *total)
}

// leftOut tells of the files of a dataset that an interrupted run did not come to.
func leftOut(n int) finding.Text {
	return finding.Text{
		EN: fmt.Sprintf("the run was interrupted: %d of its files were not read; run it again to cover them", n),
		FR: fmt.Sprintf("l'exécution a été interrompue : %d de ses fichiers n'ont pas été lus ; relancez l'audit pour les couvrir", n),
	}
}

// sampleParts samples files spread over the dataset, and gives the first as a piece that
// is not to be read.
func (a *audit) sampleParts(ctx context.Context, t target) (sample [][][]byte, first piece, err error) {
	n := min(sampledParts, len(t.parts))
	for i := range n {
		name := t.parts[i*(len(t.parts)-1)/max(1, n-1)]
		src, err := a.open(ctx, t, name)
		if err != nil {
			continue // told when it is to be read
		}
		pc := a.piece(src.Tables[0], t, name, 0)
		if first.table == nil {
			first = pc
			first.format = src.Format
		}
		rows, err := pc.table.Sample(ctx, SampleRows/n)
		for _, row := range rows {
			sample = append(sample, cloned(row))
		}
		if closed := src.Close(); err == nil {
			err = closed
		}
		if ctx.Err() != nil {
			return nil, first, ctx.Err()
		}
		if err != nil {
			continue
		}
	}
	if first.table == nil {
		return nil, first, fmt.Errorf("none of its %d files can be opened", len(t.parts))
	}
	return sample, first, nil
}

// cloned copies a record that lives no longer than its input is open.
func cloned(row [][]byte) [][]byte {
	out := make([][]byte, len(row))
	for i, cell := range row {
		if cell != nil {
			out[i] = append([]byte{}, cell...)
		}
	}
	return out
}

// part counts the rows of one file of a dataset of several, or recalls what was counted of
// it; nil when it cannot be read.
func (a *audit) part(ctx context.Context, s *scan, name, shape string, d *partial.Dataset) *partial.Table {
	k := a.known(ctx, s.p, s.target, name, shape)
	one := a.recall(k, name)
	if one != nil {
		a.rejoin(one, s.p)
		a.retell(one)
	} else {
		one = &partial.Dataset{Name: d.Name, Where: d.Where}
		a.readPart(ctx, s, name, one)
		a.keep(ctx, k, one)
	}
	d.Inputs = append(d.Inputs, one.Inputs...)
	if len(one.Tables) == 0 {
		return nil
	}
	return &one.Tables[0]
}

// readPart reads one file of a dataset of several.
func (a *audit) readPart(ctx context.Context, s *scan, name string, d *partial.Dataset) {
	src, err := a.open(ctx, s.target, name)
	if err != nil {
		a.lost(name, "", failure(err))
		return
	}
	defer func() {
		if err := src.Close(); err != nil {
			a.lost(name, "", failure(err))
		}
	}()
	for _, i := range src.Issues {
		a.issue(name, "", i)
	}
	if !fits(src, s.target.columns) {
		a.lost(name, "", changedShape())
		return
	}
	in := a.inputOf(s.target, name, src)
	in.Dataset = s.target.name
	count, rows := s.read(ctx, a.piece(src.Tables[0], s.target, name, 0))
	in.Rows = rows
	if s.p.evaluate {
		a.closeInput(ctx, s.target, src, &in)
		d.Inputs = append(d.Inputs, in)
	}
	if count != nil {
		from(count, name)
		d.Tables = append(d.Tables, *count)
	}
}

// from says of the examples which file they stand in.
func from(count *partial.Table, input string) {
	for i := range count.Count.Rules {
		for k := range count.Count.Rules[i].Samples {
			count.Count.Rules[i].Samples[k].Input = input
		}
	}
}

// fits says whether an input is a table whose columns are among those of its dataset.
func fits(src *dataset.Source, columns []string) bool {
	if len(src.Tables) != 1 {
		return false
	}
	room := map[string]int{}
	for _, c := range columns {
		room[c]++
	}
	for _, c := range src.Tables[0].Columns() {
		if room[c]--; room[c] < 0 {
			return false
		}
	}
	return true
}

func changedShape() finding.Text {
	return finding.Text{
		EN: "has other columns than when the files of the dataset were listed: it was changed meanwhile, and was not read",
		FR: "n'a plus les colonnes qu'il avait lorsque les fichiers du jeu de données ont été recensés : il a été modifié entre-temps et n'a pas été lu",
	}
}

// addTable adds what was counted of a further piece of a table.
func addTable(total, part *partial.Table) error {
	if err := total.Count.Merge(part.Count); err != nil {
		return err
	}
	total.Tally.Merge(part.Tally)
	total.Rows += part.Rows
	total.Skipped += part.Skipped
	total.Issues = append(total.Issues, part.Issues...)
	for id, met := range part.Met {
		total.Met[id] = total.Met[id] || met
	}
	return nil
}
