package auditfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// Load reads an audit file and the mapping files of its registers, which it
// merges into them; keys of the audit file win. An error about what is written
// is of type strict.Errors.
func Load(schema *facts.Schema, path string) (*File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read audit file: %w", err)
	}
	f, err := Parse(path, data)
	if err != nil {
		return nil, err
	}
	var problems strict.Collector
	dir := filepath.Dir(path)
	f.checkPaths(func(name string) string { return real(Beside(dir, name)) }, &problems)
	for i := range f.Registers {
		f.Registers[i].merge(schema, dir, &problems)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return f, nil
}

// merge reads a register's mapping file.
func (r *Register) merge(schema *facts.Schema, dir string, problems *strict.Collector) {
	if r.Mapping == "" {
		return
	}
	at, name := r.Pos.Value("mapping"), Beside(dir, r.Mapping)
	if Datasetlike(r.Relation) {
		if _, err := os.Stat(name); err != nil {
			unreadable(at, r.Mapping, err, problems)
		}
		return
	}
	data, err := os.ReadFile(name)
	if err != nil {
		unreadable(at, r.Mapping, err, problems)
		return
	}
	m, err := ParseRegisterMapping(schema, r.Relation, name, data)
	if err != nil {
		problems.AddError(at, err)
		return
	}
	r.RegisterMapping.Merge(m)
}

func unreadable(at strict.Pos, name string, err error, problems *strict.Collector) {
	if errors.Is(err, fs.ErrNotExist) {
		problems.Add(at, "mapping file %q does not exist; paths are relative to the audit file", name)
		return
	}
	problems.Add(at, "mapping file %q cannot be read: %v", name, errors.Unwrap(err))
}

// Beside gives a path that is relative to a folder, such as that of the audit
// file, as one to open; an absolute one, and the address of a server, stay as they are.
func Beside(dir, path string) string {
	if file, ok := strings.CutPrefix(path, "sqlite:"); ok && !strings.HasPrefix(file, "//") {
		return "sqlite:" + Beside(dir, file)
	}
	if filepath.IsAbs(path) || strings.Contains(path, "://") {
		return path
	}
	return filepath.Join(dir, path)
}

// real gives a path by which a file can be told from others, links resolved
// where it exists.
func real(path string) string {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return path
}

// checkPaths tells files that are named twice for purposes that exclude each
// other; key gives what two names of one file have in common.
func (f *File) checkPaths(key func(string) string, problems *strict.Collector) {
	self := key(filepath.Base(f.Pos.File))
	datasets := map[string][]*Dataset{}
	for i := range f.Datasets {
		if d := &f.Datasets[i]; d.Path != "" {
			datasets[key(d.Path)] = append(datasets[key(d.Path)], d)
		}
	}
	type part struct{ file, table string }
	taken := map[part]strict.Pos{}
	whole, single := map[string]strict.Pos{}, map[string]strict.Pos{}
	for i := range f.Registers {
		r := &f.Registers[i]
		r.checkMappingPath(key, self, problems)
		if r.Path == "" {
			continue
		}
		file, at := key(r.Path), r.Pos.Value("path")
		if file == self {
			problems.Add(at, "the audit file cannot be a register of itself; write the rows out (rows: …), or name another file")
			continue
		}
		for _, d := range datasets[file] {
			if d.Table == "" || r.Table == "" || d.Table == r.Table {
				problems.Add(at, "%q is a dataset already (line %d): a table is either a dataset or a register; where a file holds both, name the table of each", r.Path, d.Pos.Line)
				break
			}
		}
		p := part{file, r.Table}
		other, twice := taken[p]
		if !twice && r.Table == "" {
			other, twice = single[file]
		} else if !twice {
			other, twice = whole[file]
		}
		if twice {
			problems.Add(at, "%q%s is a register already (line %d): the rows of a table belong to one relation", r.Path, ofTable(r.Table), other.Line)
			continue
		}
		taken[p] = r.Pos
		if r.Table == "" {
			whole[file] = r.Pos
		} else {
			single[file] = r.Pos
		}
	}
}

func ofTable(table string) string {
	if table == "" {
		return ""
	}
	return fmt.Sprintf(" (table %q)", table)
}

// checkMappingPath refuses a mapping file that is the audit file or the register.
func (r *Register) checkMappingPath(key func(string) string, self string, problems *strict.Collector) {
	if r.Mapping == "" {
		return
	}
	at := r.Pos.Value("mapping")
	switch key(r.Mapping) {
	case self:
		problems.Add(at, "the audit file cannot be a mapping file; write columns, values and dates into the register itself")
	case key(r.Path):
		problems.Add(at, "the register cannot be its own mapping file")
	}
}

// checkAbsent holds the list of absent registers to the rest of the file.
func (f *File) checkAbsent(schema *facts.Schema, problems *strict.Collector) {
	list := f.Pos.Value("absent")
	for i, name := range f.Absent {
		at := list.Item(i)
		if relation(schema, name, at, problems) == nil {
			continue
		}
		if slices.Contains(f.Absent[:i], name) {
			problems.Add(at, "%s is named twice", name)
		}
		if where, given := f.supplied(name); given {
			problems.Add(at, "%s cannot be absent: it is supplied on line %d; remove one of the two", name, where.Line)
		}
		p := &f.Processing
		declared := map[string]*bool{"disclosure_log": p.DisclosureLog, "suppression_list": p.SuppressionList}
		if key := listOf(name); key != "" && declared[key] != nil && *declared[key] {
			problems.Add(at, "%s cannot be absent: %s is declared true on line %d; remove one of the two", name, key, p.Pos.Key(key).Line)
		}
	}
}

// supplied says where rows of a relation are supplied.
func (f *File) supplied(name string) (strict.Pos, bool) {
	for i := range f.Registers {
		if f.Registers[i].Relation == name {
			return f.Registers[i].Pos, true
		}
	}
	switch {
	case name == "activity" && len(f.Activities) > 0:
		return f.Pos.Key("activities"), true
	case name == "recipient" && len(f.Recipients) > 0:
		return f.Pos.Key("recipients"), true
	}
	return strict.Pos{}, false
}

// listOf names the fact of the case that says whether a register is kept.
func listOf(relation string) string {
	switch relation {
	case "disclosure":
		return "disclosure_log"
	case "suppression":
		return "suppression_list"
	}
	return ""
}
