package bind

import (
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/recognise"
)

// pager puts together the keys of the pages that a worker's rows were taken from.
type pager struct {
	column int
	hasher *identity.Hasher
	keys   []facts.Hash
	at     []uint32
}

// SourcePage gives the column that holds the address of the page that a record
// was taken from, -1 when there is none.
func (b *Binder) SourcePage() int {
	for i := range b.mapping.Columns {
		c := &b.mapping.Columns[i]
		if c.Field == "source_url" && (c.State == recognise.Used || c.State == recognise.Flagged) {
			return i
		}
	}
	return -1
}

func (w *Worker) newPager() *pager {
	column := w.b.SourcePage()
	if !w.b.wantPages || column < 0 {
		return nil
	}
	return &pager{column: column, hasher: identity.New(w.b.key, identity.Options{Email: w.email, Phone: w.phone}), at: make([]uint32, BatchRows+1)}
}

// read hashes the address of the row's page.
func (p *pager) read(r int, cells [][]byte) {
	p.keys = p.hasher.Page(p.keys, cells[p.column])
	p.at[r+1] = uint32(len(p.keys))
}
