package auditfile

import (
	"path"

	"leadlint/rules/strict"
)

// CodeFolder is a folder, or a file, of collection code to examine.
type CodeFolder struct {
	// Path is the folder or file, relative to the audit file.
	Path string `yaml:"path,required"`
	// Name is what reports call it; empty is the path as written.
	Name string `yaml:"name"`
	// Baseline is a file of known places, relative to the audit file, as written by
	// leadlint baseline write; empty is none.
	Baseline string `yaml:"baseline"`
	// Exclude are files left out, or left out for some rules, with the reason.
	Exclude []CodeExclude `yaml:"exclude"`

	Pos strict.Pos `yaml:"-"`
}

// CodeExclude leaves files out.
type CodeExclude struct {
	// Paths are patterns of paths below the folder: * stands for anything but a
	// slash, ** for any number of folders.
	Paths []string `yaml:"paths,required"`
	// Rules are the ids that the files are not held against; none leaves the files
	// out altogether.
	Rules []string `yaml:"rules"`
	// Reason says why; it is shown in the report.
	Reason string `yaml:"reason,required"`

	Pos strict.Pos `yaml:"-"`
}

// checkCode tells what in the folders of code cannot be.
func (f *File) checkCode(problems *strict.Collector) {
	for i := range f.Code {
		for j := range f.Code[i].Exclude {
			x := &f.Code[i].Exclude[j]
			if x.Reason == "" || len(x.Paths) == 0 {
				problems.Add(x.Pos, "expected paths and a reason")
			}
			for _, p := range x.Paths {
				if _, err := path.Match(p, "x"); err != nil || p == "" {
					problems.Add(x.Pos.Value("paths"), "%q is no pattern of paths: expected one such as tests/** or admin/*.php", p)
				}
			}
		}
	}
}
