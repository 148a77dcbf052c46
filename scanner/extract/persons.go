package extract

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/recognise"
)

// contacts is a table of persons that the drawn are looked up in.
type contacts struct {
	index   int
	name    string
	mapping *recognise.Mapping
}

// record is the record of a drawn row's person.
type record struct {
	table *contacts
	line  int64
	cells []string
	// updated is when the record was last changed, facts.UnknownDay if unknown.
	updated int32
	// others counts further records of the person.
	others int
}

// before says which of two records is shown: the first of the first dataset.
func (r *record) before(o *record) bool {
	return cmp.Or(cmp.Compare(r.table.index, o.table.index), cmp.Compare(r.line, o.line)) < 0
}

// identities are the keys of the drawn rows, and who has them.
type identities struct {
	keys [][]facts.Hash
	rows map[facts.Hash][]int
}

// identify hashes the persons of the drawn rows. Every fingerprint of an address
// is among them: either side may hold only that.
func (d *drawing) identify() *identities {
	d.readers = bind.NewReaders(d.schema)
	h := identity.New(d.key, identity.Options{Digests: []string{identity.SHA256, identity.SHA1, identity.MD5}})
	out := &identities{rows: map[facts.Hash][]int{}}
	for i := range d.rows {
		var keys []facts.Hash
		for _, c := range d.registers[d.rows[i].register].persons {
			keys = c.keys(h, keys, []byte(d.rows[i].cells[c.column]), d.country())
		}
		keys = identity.Unique(keys, 0)
		out.keys = append(out.keys, keys)
		for _, k := range keys {
			out.rows[k] = append(out.rows[k], i)
		}
	}
	return out
}

// keys appends the identities that a cell holds.
func (c *personColumn) keys(h *identity.Hasher, dst []facts.Hash, cell []byte, country uint8) []facts.Hash {
	switch c.kind {
	case "email":
		return h.Email(dst, cell)
	case "phone":
		return h.Phone(dst, cell, country)
	case "profile":
		return h.Profile(dst, cell)
	case "digest":
		return h.Digest(dst, cell)
	case "id":
		return h.ID(dst, c.space, cell)
	}
	for _, part := range bytes.Split(cell, []byte("; ")) {
		before := len(dst)
		if bytes.IndexByte(part, '@') > 0 && !bytes.Contains(part, []byte("://")) {
			dst = h.Email(dst, part)
			continue
		}
		if dst = h.Digest(dst, part); len(dst) > before {
			continue
		}
		if dst = h.Profile(dst, part); len(dst) > before {
			continue
		}
		if bytes.HasPrefix(bytes.TrimSpace(part), []byte{'+'}) || c.space == "" {
			dst = h.Phone(dst, part, country)
		} else {
			dst = h.ID(dst, c.space, part)
		}
	}
	return dst
}

// findPersons looks the drawn persons up in the datasets.
func (d *drawing) findPersons(ctx context.Context) error {
	if len(d.rows) == 0 {
		return nil
	}
	who := d.identify()
	for i := range d.rows {
		if len(who.keys[i]) == 0 {
			d.nameless++
			if len(d.registers[d.rows[i].register].persons) > 0 {
				d.silent++
			}
		}
	}
	if len(who.rows) == 0 || len(d.file.Datasets) == 0 {
		return nil
	}
	d.recog = recognise.New(d.schema)
	for i := range d.file.Datasets {
		if err := d.dataset(ctx, &d.file.Datasets[i], who); err != nil {
			return err
		}
	}
	for i := range d.rows {
		if d.rows[i].found != nil {
			d.out.Found++
		}
	}
	return nil
}

// dataset looks the drawn persons up in one dataset, which may be a folder of files. One
// that cannot be read leaves a gap, for the rows of the register stand without it.
func (d *drawing) dataset(ctx context.Context, ds *auditfile.Dataset, who *identities) error {
	var file *recognise.File
	if ds.Mapping != "" {
		data, err := os.ReadFile(d.beside(ds.Mapping))
		if err != nil {
			return fmt.Errorf("%s: read mapping file: %w", ds.Pos.Where(), err)
		}
		if file, err = recognise.ParseMapping(ds.Mapping, data); err != nil {
			return err
		}
		d.out.Inputs = append(d.out.Inputs, d.beside(ds.Mapping))
	}
	for _, name := range filesOf(d.beside(ds.Path)) {
		if err := d.input(ctx, ds, name, file, who); err != nil {
			return err
		}
	}
	return nil
}

// filesOf lists the files of a dataset: those of a folder or a pattern, else the path itself.
func filesOf(path string) []string {
	if database.IsAddress(path) {
		return []string{path}
	}
	names, err := scanner.Datasets(scanner.Options{Targets: []string{path}})
	if err != nil || len(names) == 0 {
		return []string{path} // the reader says what is wrong with it
	}
	return names
}

// input looks the drawn persons up in one file or database of a dataset.
func (d *drawing) input(ctx context.Context, ds *auditfile.Dataset, path string, file *recognise.File, who *identities) error {
	d.out.Inputs = append(d.out.Inputs, path)
	shown := database.Shown(ds.Path)
	if path != d.beside(ds.Path) {
		shown = path
		if rest, err := filepath.Rel(filepath.Dir(d.req.AuditFile), path); err == nil {
			shown = filepath.ToSlash(rest)
		}
	}
	src, err := read.Open(ctx, path, nil, read.Options{Name: shown, Database: d.connection(false)})
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d.lost("the dataset %q could not be read: %v", shown, err)
		return nil
	}
	defer src.Close() //nolint:errcheck // opened read-only
	for _, t := range src.Tables {
		if ds.Table != "" && t.Name() != ds.Table {
			continue
		}
		if err := d.lookUp(ctx, ds, shown, t, file, who); err != nil {
			return err
		}
	}
	return nil
}

// lookUp looks the drawn persons up in one table.
func (d *drawing) lookUp(ctx context.Context, ds *auditfile.Dataset, name string, t dataset.Table, file *recognise.File, who *identities) error {
	sample, err := t.Sample(ctx, sampleRows)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d.lost("the dataset %q could not be read: %v", name, err)
		return nil
	}
	m := d.recog.Table(recognise.Input{Dataset: name, Table: t.Name(), Headers: t.Columns(), Sample: sample, MappingFile: file})
	if !m.Person {
		return nil
	}
	table := &contacts{index: len(d.tables), name: name, mapping: m}
	if t.Name() != "" {
		table.name += " (" + t.Name() + ")"
	}
	d.tables = append(d.tables, table)
	d.out.Datasets++
	b := bind.New(d.schema, m, sample, bind.Options{
		Key: d.key, Keys: true, Digests: d.wanted(who), IDs: ds.IDs, Readers: d.readers, Country: d.country(),
	})
	if len(b.Columns("person")) == 0 {
		d.gap("the records of %q: no column there identifies the person", table.name)
		return nil
	}
	finders := make([]*finder, max(1, d.req.Workers))
	sinks := make([]dataset.Sink, len(finders))
	for i := range finders {
		finders[i] = newFinder(table, b, who, d.schema)
		sinks[i] = finders[i]
	}
	stats, err := t.Scan(ctx, sinks)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		d.lost("the dataset %q could not be read to its end: %v", name, err)
	}
	if stats.Skipped > 0 {
		d.lost("%s of the dataset %q could not be read", count(stats.Skipped, "row", "rows"), table.name)
	}
	for _, f := range finders {
		if err := f.worker.Finish(); err != nil {
			return err
		}
		for i, r := range f.found {
			d.rows[i].meets(r)
		}
	}
	return nil
}

// country is that of the controller: national numbers are read as its own where
// nothing else says.
func (d *drawing) country() uint8 {
	return d.schema.Relation("contact").Field("country").Code(string(d.file.Controller.Country))
}

// wanted names the fingerprints that the drawn rows hold themselves: those of
// the datasets' addresses must be computed to meet them.
func (d *drawing) wanted(who *identities) []string {
	var out []string
	for i := range d.rows {
		for _, c := range d.registers[d.rows[i].register].persons {
			for _, part := range strings.Split(d.rows[i].cells[c.column], "; ") {
				if name := identity.DigestOf([]byte(part)); name != "" && !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// meets takes a record of the row's person.
func (r *row) meets(o *record) {
	switch {
	case r.found == nil:
		r.found = o
	case o.before(r.found):
		o.others += r.found.others + 1
		r.found = o
	default:
		r.found.others += o.others + 1
	}
}
