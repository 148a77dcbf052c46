package view

import (
	"strconv"
	"strings"

	"leadlint/scanner/finding"
)

// auditFile is the audit file's usual name, where nothing says another.
const auditFile = "leadlint.yaml"

// anchor gives the file and line at which a finding that is not on code is shown: where
// the audit file names its dataset (line > 0), else the dataset itself (line 0). A finding
// on what is declared is shown where that stands, else at the head of the audit file.
func (c *Case) anchor(f *finding.Finding) (file string, line int) {
	if name := f.Subject.Dataset; name != "" {
		if in := c.input(name); in != nil && in.Where != "" {
			return cutPlace(in.Where)
		}
		if isFile(name) {
			return relative(name, ""), 0
		}
	}
	for _, d := range f.Declared {
		if d.Where != "" {
			return cutPlace(d.Where)
		}
	}
	for i := range c.Report.Inputs {
		if where := c.Report.Inputs[i].Where; where != "" {
			file, _ := cutPlace(where)
			return file, 1
		}
	}
	return auditFile, 1
}

// Anchor gives the file and line at which a remark on an input is shown; line 0 stands
// for the input itself.
func (c *Case) Anchor(input string) (file string, line int) {
	if in := c.input(input); in != nil && in.Where != "" {
		return cutPlace(in.Where)
	}
	if !isFile(input) {
		return auditFile, 1
	}
	return relative(input, ""), 0
}

// isFile says whether an input's name is that of a file, not of standard input, an
// address or nothing.
func isFile(name string) bool {
	return name != "" && name != "-" && !strings.Contains(name, "://")
}

func (c *Case) input(name string) *finding.Input {
	for i := range c.Report.Inputs {
		if in := &c.Report.Inputs[i]; in.Name == name || name != "" && in.Dataset == name {
			return &c.Report.Inputs[i]
		}
	}
	return nil
}

// cutPlace reads file:line, as places in the audit file are written.
func cutPlace(where string) (file string, line int) {
	i := strings.LastIndexByte(where, ':')
	if i < 0 {
		return relative(where, ""), 1
	}
	n, err := strconv.Atoi(where[i+1:])
	if err != nil {
		return relative(where, ""), 1
	}
	return relative(where[:i], ""), max(1, n)
}
