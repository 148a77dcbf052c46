package recognise

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/dataset/values"
)

// File is a mapping file: what the user says of the columns of a dataset. It
// beats everything that leadlint would find out by itself.
type File struct {
	// Name is the file's name.
	Name   string
	top    section
	tables strict.Map[section]
}

// section is the mapping of one table; the top of the file is the section of a
// dataset that is one table, and of tables without a section of their own.
type section struct {
	Pos     strict.Pos               `yaml:"-"`
	Source  *sourceEntry             `yaml:"source"`
	Columns strict.Map[*columnEntry] `yaml:"columns"`
}

// document is the whole file.
type document struct {
	Pos     strict.Pos               `yaml:"-"`
	Version int                      `yaml:"version,required"`
	Source  *sourceEntry             `yaml:"source"`
	Columns strict.Map[*columnEntry] `yaml:"columns"`
	Tables  strict.Map[section]      `yaml:"tables"`
}

// columnEntry is what the file says of one column. An entry that says nothing
// leaves the column to leadlint.
type columnEntry struct {
	Pos    strict.Pos            `yaml:"-"`
	Field  string                `yaml:"field"`
	True   []string              `yaml:"true"`
	False  []string              `yaml:"false"`
	Values strict.Map[wordEntry] `yaml:"values"`
	Format string                `yaml:"format"`
	Ignore bool                  `yaml:"ignore"`
	Reason string                `yaml:"reason"`

	meanings map[string]string
	dates    values.DateFormat
}

// wordEntry is a meaning; empty (or nothing) leaves the value undecided.
type wordEntry string

// UnmarshalStrict reads a scalar or nothing.
func (w *wordEntry) UnmarshalStrict(v strict.Value) error {
	if v.IsNull() {
		*w = ""
		return nil
	}
	text, ok := v.Text()
	if !ok {
		return strict.Errorf(v.Pos(), "expected the meaning of one value, found %s", v.Describe())
	}
	*w = wordEntry(text)
	return nil
}

// sourceEntry declares facts about the whole file.
type sourceEntry struct {
	Pos     strict.Pos   `yaml:"-"`
	Name    string       `yaml:"name"`
	Preset  string       `yaml:"preset"`
	Country string       `yaml:"controller_country"`
	At      strict.Date  `yaml:"collected_at"`
	Origin  string       `yaml:"origin"`
	Type    string       `yaml:"source_type"`
	Basis   string       `yaml:"lawful_basis"`
	Notice  *noticeEntry `yaml:"notice"`
}

type noticeEntry struct {
	Sent      sentEntry `yaml:"sent_at"`
	Languages []string  `yaml:"languages"`
}

// sentEntry is a day, or "never" (also written as nothing).
type sentEntry string

// UnmarshalStrict reads a date, "never", or nothing for never.
func (s *sentEntry) UnmarshalStrict(v strict.Value) error {
	if text, ok := v.Text(); v.IsNull() || ok && strings.EqualFold(text, "never") {
		*s = "never"
		return nil
	}
	var day strict.Date
	if v.Decode(&day) {
		*s = sentEntry(day)
	}
	return nil
}

// ParseMapping reads a mapping file. The error is of type strict.Errors and
// tells every problem at its place: unknown keys, fields and meanings, each
// with the nearest known one.
func ParseMapping(file string, data []byte) (*File, error) {
	var doc document
	var problems strict.Collector
	problems.AddError(strict.Pos{File: file}, strict.Decode(file, data, &doc))
	f := &File{
		Name: file, tables: doc.Tables,
		top: section{Pos: doc.Pos, Source: doc.Source, Columns: doc.Columns},
	}
	c := newChecker(&problems)
	if problems.Len() == 0 && doc.Version != 1 {
		problems.Add(doc.Pos.Value("version"), "version %d is not known; this version of leadlint reads version 1", doc.Version)
	}
	c.section(&f.top)
	for i := range f.tables {
		c.section(&f.tables[i].Value)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return f, nil
}

// checker checks names and meanings, and works the meanings out.
type checker struct {
	problems *strict.Collector
	fields   []Field
	names    []string
	presets  []string
	contact  *facts.Relation
}

func newChecker(problems *strict.Collector) *checker {
	c := &checker{problems: problems, fields: Canonical(), contact: facts.NewSchema().Relation("contact")}
	c.names = fieldNames(c.fields)
	for _, row := range rows("signatures.tsv", 4) {
		c.presets = append(c.presets, row[0])
	}
	return c
}

func (c *checker) section(s *section) {
	if s.Source != nil {
		c.source(s.Source)
	}
	for _, e := range s.Columns {
		if e.Value != nil {
			c.column(e.Value)
		}
	}
}

func (c *checker) source(s *sourceEntry) {
	member := func(key, value string, known []string) {
		if value != "" && !slices.Contains(known, value) {
			c.problems.Add(s.Pos.Value(key), "unknown value %q for %s%s", value, key, strict.Suggest(value, known))
		}
	}
	member("preset", s.Preset, c.presets)
	member("source_type", s.Type, c.contact.Field("source_type").Values)
	member("lawful_basis", s.Basis, c.contact.Field("legal_basis").Values)
	if s.Country != "" && !slices.Contains(facts.Countries(), s.Country) {
		c.problems.Add(s.Pos.Value("controller_country"), "expected a country code of two capital letters (ISO 3166-1), found %q", s.Country)
	}
	if s.Notice == nil {
		return
	}
	at := s.Pos.Value("notice").Value("languages")
	for i, l := range s.Notice.Languages {
		if !slices.Contains(facts.Languages(), l) {
			c.problems.Add(at.Item(i), "expected a language code of two small letters (ISO 639-1) that leadlint knows, found %q", l)
		}
	}
}

func (c *checker) column(e *columnEntry) {
	says := e.Field != "" || len(e.True)+len(e.False)+len(e.Values) > 0 || e.Format != ""
	if e.Ignore {
		if says {
			c.problems.Add(e.Pos.Key("ignore"), "a column is either ignored or given a field, not both")
		}
		if strings.TrimSpace(e.Reason) == "" {
			c.problems.Add(e.Pos.Key("ignore"), "say why the column is ignored (reason: …)")
		}
		return
	}
	if e.Field == "" {
		if says {
			c.problems.Add(e.Pos, "values and formats need a field to belong to (field: …)")
		}
		return
	}
	i := slices.Index(c.names, e.Field)
	if i < 0 {
		c.problems.Add(e.Pos.Value("field"), "unknown field %q%s", e.Field, strict.Suggest(e.Field, c.names))
		return
	}
	c.format(e, c.fields[i])
	c.words(e, c.fields[i])
}

func (c *checker) format(e *columnEntry, f Field) {
	if e.Format == "" {
		return
	}
	at := e.Pos.Value("format")
	if f.Type != "date" {
		c.problems.Add(at, "a format is for dates only, and %s holds none", f.Name)
		return
	}
	var ok bool
	if e.dates, ok = values.ParseDateFormat(e.Format); !ok {
		c.problems.Add(at, `unknown format %q; expected the order of day, month and year, such as "DD/MM/YYYY" or "YYYY-MM-DD", or "serial" (Excel), "unix" or "unix ms"`, e.Format)
	}
}

// formatName writes a format as dateFormat reads it, "" for the zero format.
func formatName(f values.DateFormat) string {
	switch {
	case f.Serial:
		return "serial"
	case f.Epoch == "s":
		return "unix"
	case f.Epoch == "ms":
		return "unix ms"
	case f.Order == "DMY":
		return "DD/MM/YYYY"
	case f.Order == "MDY":
		return "MM/DD/YYYY"
	case f.Order == "YMD":
		return "YYYY-MM-DD"
	}
	return ""
}

// words works out the meanings that an entry gives to values.
func (c *checker) words(e *columnEntry, f Field) {
	if len(e.True)+len(e.False)+len(e.Values) == 0 {
		return
	}
	known := meanings(f, c.contact)
	if known == nil {
		c.problems.Add(e.Pos, "the values of %s have no fixed meanings; remove true, false and values", f.Name)
		return
	}
	e.meanings = map[string]string{}
	yes, no := "true", "false"
	if slices.Contains(known, "given") {
		yes, no = "given", "not_given"
	}
	if len(e.True)+len(e.False) > 0 && !slices.Contains(known, yes) {
		c.problems.Add(e.Pos, "%s is no yes-or-no field; give its values with values: {…}", f.Name)
		return
	}
	c.list(e, "true", e.True, yes)
	c.list(e, "false", e.False, no)
	for _, w := range e.Values {
		c.word(e, w, f, known)
	}
}

func (c *checker) list(e *columnEntry, key string, words []string, meaning string) {
	for i, w := range words {
		c.set(e, e.Pos.Value(key).Item(i), w, meaning)
	}
}

func (c *checker) word(e *columnEntry, w strict.Entry[wordEntry], f Field, known []string) {
	text := string(w.Value)
	if text == "" {
		return
	}
	parts := []string{text}
	if f.Type == "set" {
		parts = strings.Split(text, ",")
	}
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
		if !slices.Contains(known, parts[i]) {
			c.problems.Add(e.Pos.Value("values").Value(w.Key), "unknown meaning %q for %s%s", parts[i], f.Name, strict.Suggest(parts[i], known))
			return
		}
	}
	c.set(e, w.Pos, w.Key, strings.Join(parts, ","))
}

func (c *checker) set(e *columnEntry, at strict.Pos, word, meaning string) {
	key := values.Fold(word)
	if old, ok := e.meanings[key]; ok && old != meaning {
		c.problems.Add(at, "value %q is given two meanings, %s and %s (letter case and punctuation do not count)", word, old, meaning)
		return
	}
	e.meanings[key] = meaning
}

// meanings lists what the values of a field can mean, nil when they have no
// fixed meanings.
func meanings(f Field, contact *facts.Relation) []string {
	switch f.Type {
	case "bool":
		return []string{"true", "false", "unknown"}
	case "enum", "set":
	default:
		return nil
	}
	name := f.Name
	switch name {
	case "lawful_basis":
		name = "legal_basis"
	case "consent", "consent_ads", "marketing_status":
		name = "consent_email"
	case "consent_channel":
		name = "channel"
	case "email_derivation":
		name = "derivation"
	case "email_type":
		name = "email_kind"
	case "phone_type":
		name = "phone_kind"
	}
	if field := contact.Field(name); field != nil {
		return append(slices.Clone(field.Values), "unknown")
	}
	return nil
}

// Preset is the known export that the file names for a table, empty when none.
func (f *File) presetFor(table string) string {
	if s := f.section(table); s.Source != nil {
		return s.Source.Preset
	}
	return ""
}

// section gives the section of a table: its own, or the top of the file.
func (f *File) section(table string) *section {
	for i := range f.tables {
		if e := &f.tables[i]; e.Key == table {
			if e.Value.Source == nil {
				s := e.Value
				s.Source = f.top.Source
				return &s
			}
			return &e.Value
		}
	}
	return &f.top
}

// where names a line of the file.
func where(p strict.Pos) string { return fmt.Sprintf("mapping file, %s", p.Where()) }
