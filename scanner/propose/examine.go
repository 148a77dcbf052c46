package propose

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
	"leadlint/scanner/notice"
	"leadlint/scanner/notice/document"
)

// sampleRows is the number of records that a table is told by: what it is shows
// sooner than what each of its values means.
const sampleRows = 200

// examiner looks at files one after the other.
type examiner struct {
	schema *facts.Schema
	recog  *recognise.Recogniser
	groups map[string]string
	// notices reads texts; nil before the first.
	notices *notice.Reader
}

func newExaminer(schema *facts.Schema) *examiner {
	e := &examiner{schema: schema, recog: recognise.New(schema), groups: map[string]string{}}
	for _, f := range recognise.Canonical() {
		e.groups[f.Name] = f.Group
	}
	return e
}

// file gives an entry for each table of a file, or one that says why there is none.
func (e *examiner) file(ctx context.Context, name string) []Entry {
	if !utf8.ValidString(name) {
		return []Entry{leftOut(name, "", finding.Text{
			EN: "its name is not UTF-8, so that an audit file cannot hold it: rename it",
			FR: "son nom n'est pas en UTF-8, un fichier d'audit ne peut donc le contenir : renommez-le"})}
	}
	if texts := e.text(ctx, name); texts != nil {
		return texts
	}
	src, err := read.Open(ctx, name, nil, read.Options{})
	if err != nil {
		return []Entry{leftOut(name, "", reasonOf(name, err))}
	}
	entries := e.tables(ctx, name, src)
	if err := src.Close(); err != nil {
		return []Entry{leftOut(name, "", reasonOf(name, err))}
	}
	if slices.ContainsFunc(entries, func(t Entry) bool { return t.sure() }) && !logName(name) {
		return entries
	}
	if log := e.lines(ctx, name); log != nil {
		return []Entry{*log}
	}
	return entries
}

func logName(name string) bool {
	base := strings.ToLower(filepath.Base(name))
	return strings.HasSuffix(base, ".log") || strings.Contains(base, ".log.")
}

func (e *examiner) tables(ctx context.Context, name string, src *dataset.Source) []Entry {
	var entries []Entry
	for _, table := range src.Tables {
		entry := e.table(ctx, name, table)
		if len(src.Tables) > 1 {
			entry.Table = table.Name()
		}
		entries = append(entries, entry)
	}
	if len(entries) == 0 {
		why := finding.Text{EN: "it holds no table", FR: "il ne contient aucune table"}
		if len(src.Issues) > 0 {
			why = src.Issues[0].Message
		}
		entries = append(entries, leftOut(name, "", why))
	}
	return entries
}

func leftOut(name, table string, why finding.Text) Entry {
	return Entry{Path: name, Table: table, Kind: LeftOut, Reason: why}
}

// reasonOf words the error that kept a file from being read, without its name.
func reasonOf(name string, err error) finding.Text {
	text := err.Error()
	for _, lead := range []string{`"` + name + `" is ` + read.ErrFormat.Error() + ": ", `"` + name + `" is `, "open " + name + ": "} {
		if rest, ok := strings.CutPrefix(text, lead); ok {
			return technical(rest)
		}
	}
	return technical(text)
}

// technical is what a reader says of a file, in English alone.
func technical(said string) finding.Text {
	return finding.Text{EN: said, FR: "message technique, en anglais : " + said}
}

// unreadable says that a table or text cannot be read.
func unreadable(err error) finding.Text {
	return finding.Text{EN: "it cannot be read: " + err.Error(), FR: "lecture impossible : " + err.Error()}
}

// problem says what keeps a text from being read as a notice.
func problem(code document.Problem) finding.Text {
	said := notice.ProblemText(code)
	return finding.Text{EN: "as a notice it " + said.EN, FR: "en tant que mention d'information, il " + said.FR}
}

func (e *examiner) table(ctx context.Context, name string, table dataset.Table) Entry {
	sample, err := table.Sample(ctx, sampleRows)
	if err != nil {
		return leftOut(name, table.Name(), unreadable(err))
	}
	headers := scanner.ShownHeaders(table.Columns())
	m := e.recog.Table(recognise.Input{Dataset: name, Table: table.Name(), Headers: headers, Sample: sample})
	entry := decide(evidence{
		person: m.Person, reason: finding.Text{EN: m.Reason, FR: m.ReasonFR}, contacts: e.contacts(m), empty: len(sample) == 0,
		registers: registersOf(e.schema, headers, sample), named: spokenOf(name),
	})
	entry.Path, entry.headers = name, table.Columns()
	if len(sample) > 0 {
		entry.hint()
	}
	for i := range entry.Choices {
		if c := &entry.Choices[i]; c.Relation == Contacts {
			c.Notes = unread(m)
		}
	}
	return entry
}

// unread tells which columns of contacts are not understood.
func unread(m *recognise.Mapping) []finding.Text {
	var list []string
	for i := range m.Columns {
		if m.Columns[i].State == recognise.NotUnderstood {
			list = append(list, fmt.Sprintf("%q", m.Columns[i].Header))
		}
	}
	if list == nil {
		return nil
	}
	headers := strings.Join(list, ", ")
	return []finding.Text{{
		EN: "not understood: " + headers + "; leadlint map --out writes a mapping file to say what they are",
		FR: "non compris : " + headers + " ; leadlint map --out écrit un fichier de correspondance pour dire ce que c'est",
	}}
}

// contacts says how far a table looks like one of contacts.
func (e *examiner) contacts(m *recognise.Mapping) profile {
	if len(m.Columns) == 0 {
		return profile{}
	}
	understood, groups := 0.0, map[string]bool{}
	for i := range m.Columns {
		c := &m.Columns[i]
		switch c.State {
		case recognise.Used, recognise.Flagged:
			understood += c.Confidence
			groups[e.groups[c.Field]] = true
		case recognise.Ignored:
			understood++
		}
	}
	p := profile{understood: understood / float64(len(m.Columns))}
	for _, g := range []string{"identity", "employment", "profile", "place", "sensitive"} {
		if groups[g] {
			p.traits++
		}
	}
	return p
}

// lines looks at a text file as a log; nil when it is none.
func (e *examiner) lines(ctx context.Context, name string) *Entry {
	src, err := read.Open(ctx, name, nil, read.Options{As: read.AsLines})
	if err != nil {
		return nil
	}
	defer src.Close() //nolint:errcheck // opened for reading only
	for _, table := range src.Tables {
		sample, err := table.Sample(ctx, sampleRows)
		if err != nil {
			return nil
		}
		if share, first := logLines(sample); share >= likely && (first || logName(name)) {
			return &Entry{Path: name, Kind: Register, Choices: []Choice{{
				Relation: "log", Score: share, Reason: finding.Text{
					EN: "its lines start with a time or a level, as those of a log do",
					FR: "ses lignes commencent par une heure ou un niveau, comme celles d'un journal"},
			}}}
		}
	}
	return nil
}

// documents lists the files that an audit of the folder passes over.
func documents(dir, out string) []Entry {
	var list []Entry
	walk := func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir // told by scanner.Files
		case path != dir && d.Name()[0] == '.':
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() || same(path, out):
		default:
			switch ext := filepath.Ext(d.Name()); {
			case strings.EqualFold(d.Name(), "README.md"):
				list = append(list, leftOut(path, "", finding.Text{EN: "it is a document, not a table", FR: "c'est un document, non une table"}))
			case ext == ".yaml", ext == ".yml":
				list = append(list, leftOut(path, "", finding.Text{EN: "it is a configuration, not a table", FR: "c'est une configuration, non une table"}))
			}
		}
		return nil
	}
	_ = filepath.WalkDir(dir, walk) // errors are handled by walk
	return list
}
