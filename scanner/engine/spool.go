package engine

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"leadlint/rules/facts"
)

// Spills says that some table the plan joins lies on disk. Its rows are then
// gone through twice: first by Spoolers, which note what each row asks of such
// tables, and, once Spool.Resolve has looked the answers up, by evaluators of
// WithAnswers. Rows are told apart by their block and their number in it: where
// several spoolers or evaluators share the work, each is told which block its
// rows are of (Begin); one alone takes all as one block.
func (p *Plan) Spills() bool {
	if p.answers != nil {
		return false
	}
	for _, j := range p.joins {
		if j.table.parts != nil {
			return true
		}
	}
	return false
}

// Spool holds, in temporary files, what the rows of one relation ask of the
// joined tables that lie on disk.
type Spool struct {
	plan *Plan
	dir  string
	asks []*ask

	mu sync.Mutex
	// counts are the numbers of rows by block.
	counts map[int64]uint64
}

// The number of a row in the files is that of its block and, in the lower bits,
// its own within the block.
const (
	rowBits   = 36
	mostBlock = 1<<(64-rowBits) - 1
)

// numbering gives every row of some blocks a number: those of a block follow each
// other, and begin a new word of a bitmap.
type numbering struct {
	first, count map[int64]uint64
	// words is the number of words of a bitmap for all rows.
	words int
}

func newNumbering(counts map[int64]uint64) *numbering {
	n := &numbering{first: map[int64]uint64{}, count: counts}
	for _, block := range slices.Sorted(maps.Keys(counts)) {
		n.first[block] = uint64(n.words) << 6
		n.words += int(counts[block]+63) >> 6
	}
	return n
}

// row gives the number of a row that stands in a file.
func (n *numbering) row(filed uint64) uint64 {
	return n.first[int64(filed>>rowBits)] + filed&(1<<rowBits-1)
}

// rowPlace is the place of the row that comes next.
type rowPlace struct {
	block int64
	row   uint64
}

// Begin says that the rows that come next are the first of a block.
func (p *rowPlace) Begin(block int64) { *p = rowPlace{block: block} }

// ask is what is asked of one table: a file for each of its parts.
type ask struct {
	join  *join
	cells []cell
	probe []facts.Vec
	files map[*part]*spillFile
	// asked says that an identity was asked for, of whose kind the table has some.
	asked bool
}

// NewSpool makes a spool for the plan with a folder of its own in dir (empty:
// the system's folder of temporary files).
func (p *Plan) NewSpool(dir string) (*Spool, error) {
	folder, err := spillFolder(dir)
	if err != nil {
		return nil, err
	}
	s := &Spool{plan: p, dir: folder, counts: map[int64]uint64{}}
	for _, j := range p.joins {
		if j.table.parts == nil {
			continue
		}
		a := &ask{join: j, probe: make([]facts.Vec, len(j.probe)), files: map[*part]*spillFile{}}
		for _, f := range j.probe {
			a.cells = append(a.cells, f.cell)
		}
		s.asks = append(s.asks, a)
	}
	return s, nil
}

// Close removes the spool's temporary files. It may be called more than once.
func (s *Spool) Close() error {
	if err := os.RemoveAll(s.dir); err != nil {
		return spillError(err)
	}
	return nil
}

// Spooler writes to a spool what rows ask; it serves one goroutine.
type Spooler struct {
	rowPlace
	ev    *Evaluator
	spool *Spool
	rec   []byte
}

// NewSpooler makes a spooler of a spool. Several may work at once if each begins
// every block that it is given (Begin).
func (p *Plan) NewSpooler(s *Spool) *Spooler { return &Spooler{ev: p.NewEvaluator(), spool: s} }

// Run notes what the rows of a batch ask, all of one block.
func (s *Spooler) Run(b *facts.Batch) error {
	if b.N == 0 {
		return nil
	}
	if b.N > MaxBatch {
		return fmt.Errorf("evaluate: a batch of %d rows is larger than %d", b.N, MaxBatch)
	}
	if s.block < 0 || s.block > mostBlock || s.row+uint64(b.N) >= 1<<rowBits {
		return errors.New("evaluate: more rows than can be numbered")
	}
	s.ev.start(b)
	s.ev.compute(s.ev.plan.before)
	s.spool.mu.Lock()
	defer s.spool.mu.Unlock()
	for _, a := range s.spool.asks {
		if err := s.write(a); err != nil {
			return err
		}
	}
	s.row += uint64(b.N)
	s.spool.counts[s.block] = s.row
	return nil
}

// probeHead is the size of what stands before the cells: hash, kinds, row.
const probeHead = 16 + 1 + 8

// write notes what the batch's rows ask of one table.
func (s *Spooler) write(a *ask) error {
	ev, keys := s.ev, a.join.own.in(s.ev)
	if keys.Absent || keys.KeyAt == nil {
		return nil
	}
	wanted, parts := ev.wanted(a.join), a.join.table.parts
	ev.fillProbe(a.join, a.probe)
	first := uint64(s.block)<<rowBits + s.row
	for row := range ev.frame.n {
		own := keys.RowKeys(row)
		if len(own) == 0 || !facts.Has(wanted, row) {
			continue
		}
		kinds := kindsOf(own)
		for _, h := range own {
			if a.join.table.kinds>>h.Kind()&1 == 0 {
				continue
			}
			a.asked = true
			if !parts.filter.has(h) {
				continue
			}
			at := parts.leaf(h)
			if at.file.records == 0 {
				continue
			}
			s.rec = append(appendHash(s.rec[:0], h), kinds)
			s.rec = binary.LittleEndian.AppendUint64(s.rec, first+uint64(row))
			for i, c := range a.cells {
				s.rec = c.encode(s.rec, &a.probe[i], row)
			}
			if err := s.spool.file(a, at).append(s.rec); err != nil {
				return err
			}
		}
	}
	return nil
}

// file gives the file of what is asked of a part.
func (s *Spool) file(a *ask, at *part) *spillFile {
	f := a.files[at]
	if f == nil {
		name := strconv.Itoa(a.join.id) + "-" + filepath.Base(at.file.path)
		f = &spillFile{path: filepath.Join(s.dir, name), size: recordSize(probeHead, a.cells)}
		a.files[at] = f
	}
	return f
}

// Answers hold what the joined tables on disk answer, by number of row.
type Answers struct {
	rows *numbering
	// yes and open are those of a pairing, by join and condition.
	yes, open [][][]uint64
	// asked and found are those of a pairing, by join.
	asked, found []bool
}

// Resolve looks up the answers, a part of a table at a time, and removes the
// spool's temporary files.
func (s *Spool) Resolve(ctx context.Context) (*Answers, error) {
	n := len(s.plan.joins)
	out := &Answers{rows: newNumbering(s.counts), yes: make([][][]uint64, n), open: make([][][]uint64, n), asked: make([]bool, n), found: make([]bool, n)}
	err := s.resolve(ctx, out)
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	return out, nil
}

func (s *Spool) resolve(ctx context.Context, out *Answers) error {
	for _, a := range s.asks {
		p := a.join.newPairing()
		p.numbers = out.rows
		for i := range p.yes {
			p.yes[i], p.open[i] = make([]uint64, out.rows.words), make([]uint64, out.rows.words)
		}
		out.yes[a.join.id], out.open[a.join.id] = p.yes, p.open
		parts := a.join.table.parts
		err := parts.root.leaves(func(at *part) error {
			f := a.files[at]
			if f == nil {
				return ctx.Err()
			}
			if err := f.close(); err != nil {
				return err
			}
			var err error
			if p.index, p.cols, err = parts.load(ctx, at, &TableStats{}); err != nil {
				return err
			}
			if err := p.answer(ctx, a, f); err != nil {
				return err
			}
			return os.Remove(f.path)
		})
		if err != nil {
			return err
		}
		out.asked[a.join.id], out.found[a.join.id] = a.asked, p.found
	}
	return nil
}

// answer goes through what is asked of the part that is loaded.
func (p *pairing) answer(ctx context.Context, a *ask, f *spillFile) error {
	p.clearProbe()
	err := f.each(func(r *record) error {
		if len(p.at) == MaxBatch {
			p.flush()
			p.clearProbe()
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
		row := len(p.at)
		h, kinds := r.hash(), r.byte()
		from, to := p.index.find(h)
		if from == to {
			return nil
		}
		p.found = true
		p.at = append(p.at, p.numbers.row(r.uint64()))
		for i, c := range a.cells {
			c.decode(&p.probe[i], row, r)
		}
		p.add(uint32(row), h, kinds, from, to)
		return nil
	})
	p.flush()
	return err
}

func (p *pairing) clearProbe() {
	p.at = p.at[:0]
	for i := range p.probe {
		reset(&p.probe[i])
	}
}

// WithAnswers gives the plan that takes from answers what it asks of tables
// on disk. The rows of every block come in the order of the first pass.
func (p *Plan) WithAnswers(a *Answers) *Plan {
	out := *p
	out.answers = a
	return &out
}

// copyBits gives dst the n bits of src from a position on.
func copyBits(dst, src []uint64, from uint64, n int) {
	shift := uint(from & 63)
	for i := range dst {
		at := int(from>>6) + i
		word := src[at] >> shift
		if shift > 0 && at+1 < len(src) {
			word |= src[at+1] << (64 - shift)
		}
		if rest := n - i<<6; rest < 64 {
			word &= 1<<uint(rest) - 1
		}
		dst[i] = word
	}
}
