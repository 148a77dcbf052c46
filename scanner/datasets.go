package scanner

import (
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"
)

// Datasets lists the files that an audit would read as datasets, in its order, and
// "-" for standard input: what stands in folders, and what the audit file lists. A
// *ConfigError says that nothing could be audited.
func Datasets(opt Options) ([]string, error) {
	a := &audit{opt: opt, schema: facts.NewSchema(), quiet: true, report: &finding.Report{}}
	if opt.AuditFile != "" {
		file, err := auditfile.Load(a.schema, opt.AuditFile)
		if err != nil {
			return nil, &ConfigError{err}
		}
		a.file = file
	}
	targets, err := a.targets()
	if err != nil {
		return nil, err
	}
	targets, _ = splitDocuments(targets, opt.As)
	var out []string
	for _, t := range targets {
		out = append(out, t.name)
	}
	return out, nil
}
