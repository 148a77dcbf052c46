package engine

import (
	"context"
	"os"
	"path/filepath"
	"strconv"

	"leadlint/rules/facts"
)

// The first division of a spilled table and the further ones, in bits of the
// hash, and the bits there are.
const (
	firstBits   = 5
	furtherBits = 4
	deepest     = 60
)

// partitions are the files of a spilled table: those of each identity are in
// one, and each is small enough to be loaded.
type partitions struct {
	layout *layout
	dir    string
	root   part
	files  int
	filter *filter
}

// part is a file, or the division of one that was too large.
type part struct {
	file     *spillFile
	used     uint // bits of the hash that led here
	children []*part
	width    uint // bits that lead to a child
	// several says that the file has more than one identity, the first of which
	// is first.
	several bool
	first   facts.Hash
}

// newPartitions makes the folder of a spilled table.
func newPartitions(l *layout, dir string) (*partitions, error) {
	folder, err := spillFolder(dir)
	if err != nil {
		return nil, err
	}
	p := &partitions{layout: l, dir: folder}
	p.divide(&p.root, firstBits)
	return p, nil
}

// spillFolder makes a folder that only its owner can enter.
func spillFolder(dir string) (string, error) {
	folder, err := os.MkdirTemp(dir, "leadlint-")
	if err != nil {
		return "", spillError(err)
	}
	return folder, nil
}

func (p *partitions) divide(at *part, width uint) {
	at.width, at.children = width, make([]*part, 1<<width)
	for i := range at.children {
		p.files++
		path := filepath.Join(p.dir, strconv.Itoa(p.files))
		at.children[i] = &part{used: at.used + width, file: &spillFile{path: path, size: recordSize(entryHead, p.layout.cells)}}
	}
}

// leaf gives the part that holds an identity: by the same bits, from the first on,
// as an index, so that the indexes of the parts, one after the other, are that of the
// whole.
func (p *partitions) leaf(h facts.Hash) *part {
	at, x := &p.root, mix(h)
	for at.children != nil {
		at = at.children[x<<at.used>>(64-at.width)]
	}
	return at
}

// leaves calls visit for every file, in a fixed order.
func (at *part) leaves(visit func(*part) error) error {
	if at.children == nil {
		return visit(at)
	}
	for _, c := range at.children {
		if err := c.leaves(visit); err != nil {
			return err
		}
	}
	return nil
}

// entryHead is the size of what stands before the cells: hash, kinds, flags.
const entryHead = 16 + 2

// write moves the rows to the files, one record for each entry.
func (p *partitions) write(r *rows) error {
	var rec []byte
	for _, e := range r.entries {
		rec = p.layout.record(rec[:0], r.cols, &e)
		if err := p.leaf(e.hash).append(e.hash, rec); err != nil {
			return err
		}
	}
	return nil
}

func (at *part) append(h facts.Hash, rec []byte) error {
	if at.file.records == 0 {
		at.first = h
	}
	at.several = at.several || at.first != h
	return at.file.append(rec)
}

// finish divides the files that are larger than limit until none is, or it
// holds a single identity.
func (p *partitions) finish(limit int64) error {
	return p.root.leaves(func(at *part) error { return p.shrink(at, limit) })
}

func (p *partitions) shrink(at *part, limit int64) error {
	if err := at.file.close(); err != nil {
		return err
	}
	if p.memory(at) <= limit || !at.several || at.used+furtherBits > deepest {
		return nil
	}
	file := at.file
	p.divide(at, furtherBits)
	if err := file.each(func(r *record) error {
		whole := r.rest
		h := r.hash()
		return p.leaf(h).append(h, whole)
	}); err != nil {
		return err
	}
	if err := os.Remove(file.path); err != nil {
		return spillError(err)
	}
	at.file = nil
	for _, c := range at.children {
		if err := p.shrink(c, limit); err != nil {
			return err
		}
	}
	return nil
}

// memory estimates what a file takes once it is loaded.
func (p *partitions) memory(at *part) int64 {
	n := at.file.records * (entrySize + p.layout.rowSize())
	if at.file.size == 0 {
		n += at.file.bytes
	}
	return n
}

// load reads a file's rows and makes their index. What they show is added to stats.
func (p *partitions) load(ctx context.Context, at *part, stats *TableStats) (*index, []facts.Vec, error) {
	out, err := p.gather(ctx, at)
	if err != nil {
		return nil, nil, err
	}
	return p.layout.index(out, stats, at.used, orderOf(int64(out.n))), out.cols, nil
}

// describe adds to the stats what only the files show, and fills the filter.
// It gives the bytes of the budget that the filter takes.
func (p *partitions) describe(stats *TableStats, b *Budget) (held int64, err error) {
	stats.Spilled, stats.Bytes = true, 0
	p.filter, held = newFilter(p.records(), b)
	return held, p.root.leaves(func(at *part) error {
		stats.Bytes += at.file.bytes
		x, _, err := p.load(context.Background(), at, stats)
		if err == nil {
			x.runs(func(run []entry) { p.filter.add(run[0].hash) })
		}
		return err
	})
}

func (p *partitions) remove() error { return os.RemoveAll(p.dir) }
