package spark

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/arrange"
	"leadlint/scanner/dataset/read"
)

const (
	// sampledFiles is the number of files, spread over a dataset of several, that its
	// columns are recognised from; it is that of an audit without Spark, which then
	// recognises the same.
	sampledFiles = 16
)

// openFiles opens what a path of this machine names: a file, a folder that is one dataset,
// or a pattern. Every file is looked at, and they have to have the same columns.
func openFiles(ctx context.Context, target string) (*dataset.Source, error) {
	path, files, err := listed(target)
	if err != nil {
		return nil, err
	}
	above, err := filepath.Abs(arrange.Above(target))
	if err != nil {
		return nil, err
	}
	if len(files) == 1 && path == Path(files[0]) { // a file named by itself
		above = filepath.Dir(files[0])
	}
	t := &table{above: above}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, errors.Join(err, t.close())
		}
		if err := t.add(ctx, f); err != nil {
			return nil, errors.Join(err, t.close())
		}
	}
	format := t.sources[0].Format
	if t.relation, err = t.relate(target, path, format); err != nil {
		return nil, errors.Join(err, t.close())
	}
	detail := fmt.Sprintf("%d files", len(files))
	return dataset.NewSource(target, format, detail, []dataset.Table{t}, nil, t.close, func() (string, int64, error) { return "", 0, nil }), nil
}

// listed gives the path as Spark is told it, and the files that it will read there.
func listed(target string) (path string, files []string, err error) {
	absolute, err := filepath.Abs(target)
	if err != nil {
		return "", nil, err
	}
	info, err := os.Stat(target)
	switch {
	case err == nil && info.IsDir():
		files, err = folder(absolute)
		path = Path(absolute)
	case err == nil:
		files, path = []string{absolute}, Path(absolute)
	case strings.ContainsAny(target, "*?["):
		if files, err = filepath.Glob(absolute); err == nil {
			files = slices.DeleteFunc(files, func(f string) bool { return passed(filepath.Base(f)) })
		}
		path = "file:" + absolute
	}
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%q holds no file that Spark would read", target)
	}
	return path, files, err
}

// passed says whether Spark passes over a file for its name.
func passed(name string) bool { return strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") }

// folder lists the files of a folder that is one dataset. Spark goes into folders within
// only where their names are values of a column (country=FR).
func folder(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == dir:
		case passed(d.Name()) && d.IsDir():
			return filepath.SkipDir
		case passed(d.Name()):
		case d.IsDir() && !strings.Contains(d.Name(), "="):
			return fmt.Errorf("folder %q holds the folder %q, into which Spark does not go: name the folders one by one, or a pattern of their files", dir, d.Name())
		case !d.IsDir():
			files = append(files, path)
		}
		return nil
	})
	slices.Sort(files)
	return files, err
}

// table is a dataset of files of one shape, or of one file.
type table struct {
	sources []*dataset.Source
	// above is the folder above those whose names hold values of columns; named are these
	// columns, the same for every file.
	above    string
	named    []string
	relation *Relation
	rows     int64
}

var (
	_ dataset.Table     = (*table)(nil)
	_ dataset.Estimator = (*table)(nil)
)

// add opens a further file. Only some are kept open, for the sample.
func (t *table) add(ctx context.Context, name string) error {
	src, err := read.Open(ctx, name, nil, read.Options{})
	if err != nil {
		return err
	}
	if len(src.Tables) != 1 {
		return errors.Join(fmt.Errorf("%q holds %d tables: Spark reads files of one table", name, len(src.Tables)), src.Close())
	}
	if len(t.sources) > 0 && (src.Format != t.sources[0].Format || !slices.Equal(src.Tables[0].Columns(), t.sources[0].Tables[0].Columns())) {
		return errors.Join(fmt.Errorf("%q has other columns than %q: name the files of each shape apart", name, t.sources[0].Name), src.Close())
	}
	if err := t.valued(src, name); err != nil {
		return errors.Join(err, src.Close())
	}
	if e, ok := src.Tables[0].(dataset.Estimator); ok {
		t.rows += e.Estimate()
	}
	t.sources = append(t.sources, src)
	return nil
}

// valued notes the columns whose values stand in the names of a file's folders. Spark
// wants the same ones of every file, and lets them stand before those of a file itself.
func (t *table) valued(src *dataset.Source, name string) error {
	values := arrange.Folders(t.above, name)
	if len(arrange.Lacking(src.Tables[0], values)) != len(values) {
		return fmt.Errorf("%q has a column that the names of its folders have too: audit it without --engine", name)
	}
	var named []string
	for _, v := range values {
		if v.Cell != nil && len(v.Cell) == 0 {
			return fmt.Errorf("%q stands in a folder with an empty value, which Spark does not read: audit it without --engine", name)
		}
		named = append(named, v.Column)
	}
	if len(t.sources) > 0 && !slices.Equal(named, t.named) {
		return fmt.Errorf("the folders of %q name other columns than those of %q: name the files of each shape apart", name, t.sources[0].Name)
	}
	t.named = named
	return nil
}

// with gives the table of a file with what the names of its folders say.
func (t *table) with(src *dataset.Source) dataset.Table {
	return arrange.Add(src.Tables[0], arrange.Folders(t.above, src.Name))
}

func (t *table) close() error {
	var faults []error
	for _, s := range t.sources {
		faults = append(faults, s.Close())
	}
	return errors.Join(faults...)
}

// relate gives the relation of the files.
func (t *table) relate(target, path, format string) (*Relation, error) {
	first := t.sources[0].Tables[0]
	switch format {
	case "parquet":
		r, err := Parquet(path, first, len(t.sources) == 1 && len(t.named) == 0)
		if err == nil && len(t.named) > 0 {
			r.inFolders("file:"+t.above, t.named)
		}
		return r, err
	}
	return nil, fmt.Errorf("%q is %s, which is not read through Spark: expected Parquet, CSV or JSON Lines; audit it without --engine", target, format)
}

// Name is empty: the dataset is one table.
func (t *table) Name() string { return "" }

// Columns are those of the files.
func (t *table) Columns() []string { return t.with(t.sources[0]).Columns() }

// Estimate gives the number of rows that the files state.
func (t *table) Estimate() int64 { return t.rows }

// Sample takes rows of files spread over the dataset.
func (t *table) Sample(ctx context.Context, n int) ([][][]byte, error) {
	if len(t.sources) == 1 {
		return t.with(t.sources[0]).Sample(ctx, n)
	}
	from := min(sampledFiles, len(t.sources))
	var out [][][]byte
	for i := range from {
		rows, err := t.with(t.sources[i*(len(t.sources)-1)/max(1, from-1)]).Sample(ctx, n/from)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// Scan is not for here: Spark reads the rows.
func (t *table) Scan(context.Context, []dataset.Sink) (dataset.Stats, error) {
	return dataset.Stats{}, errors.New("the rows of a dataset that Spark reads cannot be read here")
}
