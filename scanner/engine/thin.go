package engine

// manyRows is the number of rows of one identity from which on those that no
// condition tells apart are kept once. An address that stands for nobody can be
// on very many rows of two tables, and every pair would be looked at.
const manyRows = 64

// thin drops the entries of an identity of many rows that agree in all that
// conditions read.
func (x *index) thin(l *layout, r *rows) {
	kept, from := uint32(0), uint32(0)
	for b := range len(x.starts) - 1 {
		end := x.starts[b+1]
		x.starts[b] = kept
		for from < end {
			to := from + 1
			for to < end && x.entries[to].hash == x.entries[from].hash {
				to++
			}
			run := x.entries[from:to]
			if len(run) >= manyRows {
				run = l.distinct(run, r)
			}
			kept += uint32(copy(x.entries[kept:], run))
			from = to
		}
	}
	x.starts[len(x.starts)-1] = kept
	x.entries = x.entries[:kept]
}

// distinct moves the first entry of each kind to the front and gives these.
func (l *layout) distinct(run []entry, r *rows) []entry {
	seen := map[string]bool{}
	var text []byte
	n := 0
	for _, e := range run {
		text = append(text[:0], e.kinds, e.flags&latestMask)
		for i, c := range l.cells {
			text = c.encode(text, &r.cols[i], int(e.row))
		}
		if !seen[string(text)] {
			seen[string(text)] = true
			run[n] = e
			n++
		}
	}
	return run[:n]
}

// repeats says of the records of a part, as they come, which need not be loaded: of a
// single identity, whose file can be of any size, those that were met twice. The first
// many are loaded whatever they say, so that the identity is one of many rows still, and
// two of each, so that it counts as repeated.
func (at *part) repeats() func(record []byte) bool {
	if at.several || at.file.records <= manyRows {
		return func([]byte) bool { return false }
	}
	seen, n := map[string]uint8{}, 0
	return func(record []byte) bool {
		n++
		times := seen[string(record)]
		if times < 2 {
			seen[string(record)] = times + 1
		}
		return n > manyRows && times == 2
	}
}
