package scanner

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/arrange"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/finding"
)

// pattern gives the files that a pattern stands for, sorted; nil where the name is a
// file's, or has no wildcard. Mapping files and READMEs are no datasets.
func pattern(name string) ([]string, error) {
	if !strings.ContainsAny(name, "*?[") || database.IsAddress(name) {
		return nil, nil
	}
	if _, err := os.Lstat(name); err == nil {
		return nil, nil
	}
	found, err := filepath.Glob(name)
	if err != nil {
		return nil, configErrorf("%q is no pattern of file names: %w", name, err)
	}
	found = slices.DeleteFunc(found, func(f string) bool {
		info, err := os.Stat(f)
		return err == nil && !info.Mode().IsRegular() || isConfig(f) || strings.HasPrefix(filepath.Base(f), ".")
	})
	if len(found) == 0 {
		return nil, configErrorf("no file matches %q", name)
	}
	slices.Sort(found)
	return found, nil
}

// written says whether a folder is one dataset that a cluster wrote in parts: a file that
// says the writing was finished, and files of parts; or folders alone whose names hold a
// value of a column (country=FR).
func written(dir string) bool {
	entries, err := os.ReadDir(withSeparator(dir))
	if err != nil {
		return false
	}
	finished, parts, values, others := false, 0, 0, 0
	for _, e := range entries {
		name := e.Name()
		_, value := arrange.Named(name)
		switch {
		case name == "_SUCCESS" && e.Type().IsRegular():
			finished = true
		case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_"):
		case e.IsDir() && value:
			values++
		case strings.HasPrefix(name, "part-"):
			parts++
		default:
			others++
		}
	}
	return finished && parts+values > 0 || values > 0 && parts+others == 0
}

// partsOf lists the files of a folder that a cluster wrote, and of those within whose
// names hold a value.
func (a *audit) partsOf(dir string) []string {
	var files []string
	err := filepath.WalkDir(withSeparator(dir), func(path string, d fs.DirEntry, err error) error {
		name := filepath.Base(path)
		switch {
		case err != nil:
			a.lost(path, "", failure(err))
		case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_"):
			if d.IsDir() && len(path) > len(withSeparator(dir)) {
				return filepath.SkipDir
			}
		case d.Type()&fs.ModeSymlink != 0 && linksToFolder(path):
			a.linkPassed(path)
		case d.Type().IsRegular(), d.Type()&fs.ModeSymlink != 0:
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		a.lost(dir, "", failure(err))
	}
	slices.Sort(files)
	return files
}

// withValues adds to the tables of a file of several the columns whose values stand in the
// names of its folders.
func withValues(src *dataset.Source, t target, name string) *dataset.Source {
	if t.above == "" {
		return src
	}
	values := arrange.Folders(t.above, name)
	for i, table := range src.Tables {
		src.Tables[i] = arrange.Add(table, arrange.Lacking(table, values))
	}
	return src
}

// valuesUnread tells that the values in names of folders are not read where the files are
// each handed on as they stand.
func (a *audit) valuesUnread(name string, files []string) {
	above := arrange.Above(name)
	if !slices.ContainsFunc(files, func(f string) bool { return len(arrange.Folders(above, f)) > 0 }) {
		return
	}
	a.issue(name, "", finding.Issue{Severity: "warning", Count: 1, Message: finding.Text{
		EN: "its rows are written out as they stand in each file, so values of columns that stand in the names of its folders alone were not examined: audit without --out for that",
		FR: "ses lignes sont écrites telles qu'elles figurent dans chaque fichier : les valeurs de colonnes qui ne figurent que dans les noms de ses dossiers n'ont donc pas été examinées ; pour cela, auditez sans --out",
	}})
}

// shape is a set of columns that files have in common.
type shape struct {
	// names are the columns, sorted, as one text; open says that a record may lack any of
	// them, so that files of other columns are of this shape too.
	names string
	open  bool
	target
}

// shaped gives the targets with those of several files by their shapes.
func (a *audit) shaped(ctx context.Context, targets []target) []target {
	var out []target
	for _, t := range targets {
		if len(t.parts) == 0 {
			out = append(out, t)
			continue
		}
		out = append(out, a.shapes(ctx, t)...)
	}
	return out
}

// shapes puts the files of a dataset of several together by their columns: a target for
// each shape, and one for each file that holds several tables or none. A file that cannot
// be opened stays with the first, and is told when it is to be read.
func (a *audit) shapes(ctx context.Context, t target) []target {
	var found []*shape
	var apart []target
	var closed []string
	for _, name := range t.parts {
		src, err := a.open(ctx, t, name)
		if err != nil {
			closed = append(closed, name)
			continue
		}
		if len(src.Tables) == 1 && src.Tables[0].Name() == "" {
			found = addShape(found, src, t, name)
		} else {
			apart = append(apart, target{name: name, mapping: t.mapping, where: t.where, table: t.table, ids: t.ids, above: t.above})
		}
		if err := src.Close(); err != nil {
			a.lost(name, "", failure(err))
		}
	}
	if len(found) == 0 {
		for _, name := range closed {
			apart = append(apart, target{name: name, mapping: t.mapping, where: t.where, ids: t.ids, above: t.above})
		}
		return apart
	}
	found[0].parts = append(found[0].parts, closed...)
	slices.Sort(found[0].parts)
	out := make([]target, 0, len(found)+len(apart))
	for i, s := range found {
		if i > 0 {
			s.name = fmt.Sprintf("%s (%s)", t.name, filepath.Base(s.parts[0]))
		}
		out = append(out, s.target)
	}
	return append(out, apart...)
}

// addShape puts a file with those of its shape.
func addShape(found []*shape, src *dataset.Source, t target, name string) []*shape {
	columns := src.Tables[0].Columns()
	sorted := slices.Sorted(slices.Values(columns))
	s := shape{names: strings.Join(sorted, "\x00"), open: strings.HasPrefix(src.Format, "json")}
	for _, other := range found {
		if other.open && s.open {
			for _, c := range columns {
				add(&other.columns, c)
			}
			other.parts = append(other.parts, name)
			return found
		}
		if other.names == s.names && !other.open && !s.open {
			other.parts = append(other.parts, name)
			return found
		}
	}
	s.target = t
	s.parts, s.columns = []string{name}, slices.Clone(columns)
	return append(found, &s)
}
