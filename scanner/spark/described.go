package spark

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/spark/rows"
)

const (
	// schemaMark starts the line of output that holds the type of the rows.
	schemaMark = "leadlint-schema:"
	// sampledRows is how many rows columns are recognised from.
	sampledRows = 1000
)

// described is a table that only Spark can open.
type described struct {
	*Relation
	sample [][][]byte
}

var _ dataset.Table = (*described)(nil)

// Name is empty: the dataset is one table.
func (d *described) Name() string { return "" }

// Columns are those that hold values, named by the way to them.
func (d *described) Columns() []string {
	var out []string
	for _, c := range d.columns {
		out = append(out, c.Name)
	}
	return out
}

// Sample gives the rows drawn when the table was opened, at most n.
func (d *described) Sample(_ context.Context, n int) ([][][]byte, error) {
	return d.sample[:min(n, len(d.sample))], nil
}

// Scan is not for here: Spark reads the rows.
func (d *described) Scan(context.Context, []dataset.Sink) (dataset.Stats, error) {
	return dataset.Stats{}, errors.New("the rows of a table that Spark reads cannot be read here")
}

// openThere opens a table of Spark's catalogue, or what lies under an address, for which
// Spark is asked for the columns and a sample: the rows whose hash is smallest, which are
// the same every time.
func (s *Spark) openThere(ctx context.Context, target string, from *Relation) (*dataset.Source, error) {
	list := &bytes.Buffer{}
	var described []byte
	script := fmt.Sprintf("SELECT concat(%s, typeof(struct(*))) FROM %s LIMIT 1;\nSELECT concat(%s, %s) FROM (SELECT struct(*) AS r FROM %s) ORDER BY xxhash64(to_json(r)) LIMIT %d;\n",
		text(schemaMark), from.from, text(rowMark), "to_json(r, map("+strings.Join(jsonOptions(), ", ")+"))", from.from, sampledRows)
	err := s.script(ctx, strings.Join(append(from.setup, ""), ";\n")+script, func(line []byte) error {
		if typed, ok := bytes.CutPrefix(line, []byte(schemaMark)); ok {
			described = bytes.Clone(typed)
		} else if row, ok := bytes.CutPrefix(line, []byte(rowMark)); ok {
			list.Write(row)
			list.WriteByte('\n')
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if described == nil {
		return nil, fmt.Errorf("%q holds not a single row that Spark could read", target)
	}
	places, err := schema(string(described))
	if err != nil {
		return nil, err
	}
	t, err := describe(from, places, list)
	if err != nil {
		return nil, err
	}
	return dataset.NewSource(target, "spark", "columns and sample by Spark "+s.Version, []dataset.Table{t}, nil, nil, nil), nil
}

// describe makes the table from its columns and the rows of its sample.
func describe(from *Relation, places []place, sample *bytes.Buffer) (*described, error) {
	r := &Relation{setup: from.setup, from: from.from, extra: partitionMember()}
	for _, p := range places {
		c := column{Column: rows.Column{Name: p.name(), Kind: p.kind}}
		if c.Kind != rows.None {
			if c.expression = expression(p.path); c.expression == "" {
				return nil, errSchema
			}
		}
		r.columns = append(r.columns, c)
	}
	flat, err := flatten(places, sample)
	if err != nil {
		return nil, err
	}
	list, err := cellsOf(flat, r)
	return &described{Relation: r, sample: list}, err
}

// Table gives the relation of a table of Spark's catalogue ("db.contacts").
func Table(target string) *Relation {
	return &Relation{from: reference(strings.Split(target, "."))}
}

// Address gives the relation of what lies under an address ("s3a://bucket/leads"): Parquet,
// or ORC where the name says so.
func Address(target string) *Relation {
	format := "parquet"
	if path.Ext(target) == ".orc" {
		format = "orc"
	}
	return &Relation{setup: []string{"CREATE TEMPORARY VIEW " + view + " USING " + format + " OPTIONS (path " + text(target) + ")"}, from: view}
}
