package main

import (
	"io"
	"slices"
	"strings"

	"leadlint/reports/talk"
	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/finding"
	"leadlint/scanner/lists"
	"leadlint/scanner/take"

	"github.com/spf13/pflag"
)

// listFlags shape the lists of --out.
type listFlags struct {
	within int
	// digest names plain fingerprints for the suppression list; empty: keyed hashes.
	digest string
	// suppress are lists that the audit is held against.
	suppress []string
	// dialect and table shape the statements of purge.
	dialect, table string
	// memory is what may be held to find rows of one person, in bytes.
	memory int64
	// key is the user's secret.
	key []byte
}

// add defines the flags.
func (f *listFlags) add(fl *pflag.FlagSet) {
	fl.IntVar(&f.within, "within", 90, "--out retention, repermission: a term counts as near so many `DAYS` before it ends")
	fl.StringVar(&f.digest, "digest", "", "--out suppression: plain fingerprints of e-mail addresses (sha256 or md5) for partners, instead of keyed hashes; they can be guessed")
	fl.StringVar(&f.dialect, "dialect", "sqlite", "--out purge: SQL of sqlite, postgres or mysql")
	fl.StringVar(&f.table, "purge-table", "", "--out purge: `NAME` of the table that a file was exported from (SCHEMA.NAME for postgres and mysql)")
	fl.StringArrayVar(&f.suppress, "suppress", nil, "hold the audit against the list `FILE` of who may not be prospected, as --out suppression writes it or any register of objections; a hit makes the exit code 1; may be repeated")
}

// check refuses what makes no sense.
func (f *listFlags) check() error {
	if f.within < 0 || f.within > 3660 {
		return usagef("--within %d: expected a number of days from 0 to 3660", f.within)
	}
	if !slices.Contains(lists.Dialects(), f.dialect) {
		return usagef("--dialect %q: expected one of %s", f.dialect, strings.Join(lists.Dialects(), ", "))
	}
	return knownDigest(f.digest)
}

// lister is a list of package lists.
type lister interface {
	take.Taker
	Counts() []lists.Count
	Other() int64
	Guarded() int64
	Close() error
}

// listKinds are the kinds of lists about persons.
func listKinds() []outKind {
	return []outKind{
		suppressionKind(), purgeKind(),
		listKind("retention", false, "who is past which term, by which date and column, and whether it can be proved",
			"examined by no rule on terms (archived, or no person)", func(opt lists.Options) lister { return lists.NewRetention(opt) }),
		listKind("notify", false, "who has to be told that their data are held, by which address, in which language, until when",
			"of persons who were told, or of whom no rule asks it", func(opt lists.Options) lister { return lists.NewNotify(opt) }),
		conflictsKind(),
		listKind("repermission", true, "who may be asked once, before the term ends, whether they wish to stay",
			"not near the end of a term", func(opt lists.Options) lister { return lists.NewRepermission(opt) }),
	}
}

// conflictsKind is the list of what contradicts itself.
func conflictsKind() outKind {
	return outKind{name: "conflicts", about: "rows that contradict themselves, a register or another row of the person", start: func(o *outFile) (outTaker, error) {
		l := &listOut{out: o, other: "without a contradiction"}
		c := lists.NewConflicts(lists.Options{Lang: o.lang, File: l}, o.lists.memory)
		l.lister, l.unheld = c, c.Unheld
		return l, nil
	}}
}

// purgeKind is the statements that delete what has to go.
func purgeKind() outKind {
	return outKind{name: "purge", about: "SQL that deletes what has to go, for you to read and run (--dialect, --purge-table)", start: func(o *outFile) (outTaker, error) {
		l := &listOut{out: o, whole: true, other: "that no rule asks to delete"}
		p := lists.NewPurge(l, lists.PurgeOptions{Dialect: o.lists.dialect, Table: o.lists.table})
		l.lister, l.day = p, p.Day
		return l, nil
	}}
}

// listKind makes a kind whose taker is a list; whole says that a list from an incomplete
// audit is none, other what became of the rows that the list leaves out.
func listKind(name string, whole bool, about, other string, start func(lists.Options) lister) outKind {
	return outKind{name: name, about: about, start: func(o *outFile) (outTaker, error) {
		l := &listOut{out: o, whole: whole, other: other}
		l.lister = start(lists.Options{Lang: o.lang, File: l, Within: o.lists.within})
		return l, nil
	}}
}

// listOut writes a list; its file comes into being with the first table of persons.
type listOut struct {
	lister
	out   *outFile
	whole bool
	other string
	file  io.Writer
	early []byte
	// warning is told with the list; sealed is it, if it is one of keyed hashes.
	warning string
	sealed  *lists.Suppression
	// unheld, when not nil, counts the persons that there was no memory for.
	unheld func() int64
	// day, when not nil, is told the day of the audit.
	day    func(string)
	tables int
}

// Write keeps the heads until there is a file.
func (l *listOut) Write(b []byte) (int, error) {
	if l.file == nil {
		l.early = append(l.early, b...)
		return len(b), nil
	}
	return l.file.Write(b)
}

// Table creates the file when it is first called.
func (l *listOut) Table(t *take.Table) (take.Sink, error) {
	if l.tables++; l.file == nil {
		file, err := l.out.create(nil)
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(l.early); err != nil {
			return nil, err
		}
		l.file = file
	}
	return l.lister.Table(t)
}

// Register shows rows of registers to the list of keyed hashes.
func (l *listOut) Register(rel *facts.Relation, b *facts.Batch) error {
	if l.sealed == nil {
		return nil
	}
	return l.sealed.Register(rel, b)
}

// finish tells what the list holds. An incomplete audit makes the list incomplete, not
// wrong: what it holds was found.
func (l *listOut) finish(r *finding.Report) (outcome, error) {
	var out outcome
	if l.day != nil {
		l.day(r.Now)
	}
	if l.whole && !r.Coverage.Complete && l.tables > 0 {
		out.refused = l.out.talk.Say("the audit is incomplete, and what was not read may change what belongs in it; mend what the coverage names and run it again")
		return out, nil
	}
	if err := l.Close(); err != nil {
		return out, err
	}
	if l.tables == 0 {
		out.lines = []string{l.out.talk.Say("%s: no table of persons was read, so there is no file", l.out.kind.name)}
		return out, nil
	}
	if l.file == nil {
		return out, talk.Errorf("the file could not be created")
	}
	out.lines = append(out.lines, l.held())
	out.lines = append(out.lines, l.caveats()...)
	if !r.Coverage.Complete {
		out.lines = append(out.lines, l.out.talk.Say("%s: the audit is incomplete: further persons may belong on the list", l.out.kind.name))
	}
	return out, nil
}

// held says how many rows of which state the list holds.
func (l *listOut) held() string {
	say := l.out.talk
	var parts []string
	for _, c := range l.Counts() {
		parts = append(parts, say.Say("%d %s", c.Rows, say.Say(c.State)))
	}
	line := l.out.kind.name + say.Say(": ") + strings.Join(parts, ", ")
	if n := l.Other(); n > 0 {
		line += say.Say("; ") + say.Count(n, "%d row %s", "%d rows %s", say.Say(l.other))
	}
	return line + say.Say(": %s", l.out.path)
}

// caveats say what of the list is not as it was, or is missing.
func (l *listOut) caveats() []string {
	say, name := l.out.talk, l.out.kind.name
	var out []string
	if n := l.Guarded(); n > 0 {
		out = append(out, guardedCells(say, name, n))
	}
	if l.sealed != nil && l.sealed.Nameless() > 0 {
		out = append(out, say.Count(l.sealed.Nameless(), "suppression: %d reason could not be listed: no address, number or profile that can be hashed",
			"suppression: %d reasons could not be listed: no address, number or profile that can be hashed"))
	}
	if l.unheld != nil && l.unheld() > 0 {
		out = append(out, say.Count(l.unheld(), "%d address was not compared with others for want of memory: raise --memory (%s)",
			"%d addresses were not compared with others for want of memory: raise --memory (%s)", name))
	}
	if l.warning != "" {
		out = append(out, say.Say(l.warning))
	}
	return out
}

// shape hands the flags of lists to the files, and to the audit.
func (list outs) shape(f listFlags, opt *scanner.Options) error {
	f.key, f.memory, opt.Suppress = opt.Key, opt.Memory, f.suppress
	for _, o := range list {
		o.lists = f
		if o.kind.name == "purge" && f.table == "" {
			o.kind.check = onlyDatabases
		}
		opt.Sealed = opt.Sealed || o.kind.name == "suppression" && f.digest == ""
	}
	return f.check()
}

// onlyDatabases refuses files, which do not say what table they are of.
func onlyDatabases(format, _ string) error {
	if format == "sqlite" {
		return nil
	}
	return talk.Errorf("a file does not say what table it was exported from: name it with --purge-table")
}
