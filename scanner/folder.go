package scanner

import (
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"
)

// Files lists the files of a folder that an audit of it would read, in order,
// and tells what in it cannot be looked at.
func Files(dir string) ([]string, []finding.Issue) {
	a := &audit{file: &auditfile.File{}, report: &finding.Report{}}
	files := a.folder(dir)
	return files, a.report.Coverage.Issues
}

// ShownHeaders gives headers as they may be shown: one with the form of an
// e-mail address or a number is masked.
func ShownHeaders(headers []string) []string { return shownHeaders(headers) }

// IsTable says whether a file that lies beside program text is read for persons, by its
// name.
func IsTable(name string) bool { return isTable(name) }

// IsDocument says whether a file is a text to read as notice, message or page, rather
// than a table. A file that cannot be read is none.
func IsDocument(name string) bool { return isDocument(name) }
