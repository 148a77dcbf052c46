package auditfile

import (
	"leadlint/rules/strict"
	"leadlint/scanner/dataset/database"
)

// checkAddresses tells of databases whose addresses cannot be read, such as those that
// hold a password. It says where and nothing of what stands there: the line is not shown.
func (f *File) checkAddresses(problems *strict.Collector) {
	one := func(at strict.Pos, key, address string) {
		if !database.IsAddress(address) {
			return
		}
		if _, err := database.ParseAddress(address); err != nil {
			at = at.Value(key)
			at.Col = 0
			problems.Add(at, "%s: %v", key, err)
		}
	}
	file := func(at strict.Pos, key, name string) {
		if database.IsAddress(name) {
			at = at.Value(key)
			at.Col = 0
			problems.Add(at, "%s is a file: expected its path, not the address of a database", key)
		}
	}
	for i := range f.Datasets {
		d := &f.Datasets[i]
		one(d.Pos, "path", d.Path)
		file(d.Pos, "mapping", d.Mapping)
	}
	for i := range f.Registers {
		r := &f.Registers[i]
		one(r.Pos, "path", r.Path)
		file(r.Pos, "mapping", r.Mapping)
	}
	for i := range f.Sources {
		one(f.Sources[i].Pos, "from", f.Sources[i].From)
	}
}
