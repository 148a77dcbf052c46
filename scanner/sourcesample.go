package scanner

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"leadlint/rules/strict"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"

	"github.com/dchest/siphash"
)

// SourceSample says which addresses of a file are visited.
type SourceSample struct {
	// From is the file, Column the header of its column of addresses; empty for
	// the one that is recognised.
	From, Column string
	// Size is the number of distinct addresses; 0 is auditfile.DefaultSample.
	Size int
	// Role is why they are visited: a value of page.role; empty is source.
	Role  string
	where string
	// hosts limits the addresses to those of these hosts; nil is all. A file
	// without a column of addresses is then nothing to tell of.
	hosts map[string]bool
}

// sampleAddresses reads the distinct addresses of a file's column and gives those
// with the smallest keyed hashes: the same ones whatever the order of the rows.
// How many there were of how many is told.
func (a *audit) sampleAddresses(ctx context.Context, s SourceSample) []string {
	from := s.From
	s.From = database.Shown(from)
	src, err := read.Open(ctx, from, a.opt.Stdin, read.Options{Database: a.connection()})
	if err != nil {
		a.lost(s.From, "", failure(err))
		return nil
	}
	defer func() {
		if err := src.Close(); err != nil {
			a.lost(s.From, "", failure(err))
		}
	}()
	g := &gatherer{key: a.key, size: cmp.Or(s.Size, auditfile.DefaultSample), seen: map[uint64]bool{}, hosts: s.hosts}
	found := false
	for _, table := range src.Tables {
		sample, err := table.Sample(ctx, SampleRows)
		if err != nil {
			a.lost(s.From, table.Name(), failure(err))
			continue
		}
		if g.column = a.addressColumn(s, table, sample); g.column < 0 {
			continue
		}
		found = true
		if _, err := table.Scan(ctx, []dataset.Sink{g}); err != nil {
			a.readingEnded(s.From, table.Name(), err)
		}
	}
	if !found && s.hosts != nil {
		return nil
	}
	if !found {
		hint := ""
		if s.Column != "" && len(src.Tables) > 0 {
			hint = strict.Suggest(s.Column, src.Tables[0].Columns())
		}
		a.lost(s.From, "", finding.Text{
			EN: "no column of addresses of pages was found; name it (column)" + hint,
			FR: "aucune colonne d'adresses de pages n'a été trouvée ; désignez-la (column)" + hint,
		})
		return nil
	}
	if drawn, all := len(g.kept), len(g.seen); drawn < all {
		a.issue(s.From, "", finding.Issue{Severity: "note", Message: finding.Text{
			EN: fmt.Sprintf("it holds %d distinct addresses of pages, of which a sample of %d was asked for; rows of other pages are not judged by theirs", all, drawn),
			FR: fmt.Sprintf("contient %d adresses de pages distinctes, dont un échantillon de %d a été demandé ; les lignes d'autres pages ne sont pas jugées d'après la leur", all, drawn),
		}})
	}
	return g.addresses()
}

// addressColumn finds the column of addresses, -1 when there is none.
func (a *audit) addressColumn(s SourceSample, table dataset.Table, sample [][][]byte) int {
	headers := table.Columns()
	if s.Column != "" {
		return slices.Index(headers, s.Column)
	}
	m := a.recog.Table(recognise.Input{Dataset: s.From, Table: table.Name(), Headers: shownHeaders(headers), Sample: sample})
	wanted := []string{"source_url"}
	if s.Role == "profile" {
		wanted = []string{"linkedin_url", "social_url", "source_url"}
	}
	for _, field := range wanted {
		for i := range m.Columns {
			c := &m.Columns[i]
			if c.Field == field && (c.State == recognise.Used || c.State == recognise.Flagged) {
				return i
			}
		}
	}
	return onlyAddresses(len(headers), sample)
}

// onlyAddresses gives the one column whose sampled cells are nearly all
// addresses, -1 when there is none or several.
func onlyAddresses(columns int, sample [][][]byte) int {
	found := -1
	for i := range columns {
		filled, addresses := 0, 0
		for _, row := range sample {
			if len(row[i]) > 0 {
				filled++
				if len(identity.AppendPage(nil, row[i])) > 0 {
					addresses++
				}
			}
		}
		if filled == 0 || addresses*10 < filled*9 {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// gatherer keeps the addresses with the smallest hashes.
type gatherer struct {
	key    [2]uint64
	column int
	size   int
	seen   map[uint64]bool
	hosts  map[string]bool
	kept   []address
	form   []byte
}

type address struct {
	hash uint64
	url  string
}

// Row takes the address of a record.
func (g *gatherer) Row(_ dataset.Place, cells [][]byte) {
	cell := bytes.TrimSpace(cells[g.column])
	if g.form = identity.AppendPage(g.form[:0], cell); len(g.form) == 0 {
		return
	}
	if host, _, _ := bytes.Cut(g.form, []byte("/")); g.hosts != nil && !g.hosts[string(host)] {
		return
	}
	h := siphash.Hash(g.key[0], g.key[1], g.form)
	if g.seen[h] {
		return
	}
	g.seen[h] = true
	i, _ := slices.BinarySearchFunc(g.kept, h, func(a address, h uint64) int { return cmp.Compare(a.hash, h) })
	if i >= g.size {
		return
	}
	g.kept = slices.Insert(g.kept, i, address{h, string(cell)})
	if len(g.kept) > g.size {
		g.kept = g.kept[:g.size]
	}
}

func (g *gatherer) addresses() []string {
	out := make([]string, len(g.kept))
	for i, a := range g.kept {
		out[i] = a.url
	}
	return out
}
