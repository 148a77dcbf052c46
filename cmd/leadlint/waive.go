package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"leadlint/reports/text"
	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/strict"
	"leadlint/scanner"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"
	"leadlint/scanner/waiver"

	"github.com/spf13/cobra"
)

// waiverFlags are the flags of leadlint waive and leadlint waivers.
type waiverFlags struct {
	file, config, now string
	rules             []string
	entry             waiver.Entry
	approved, expires string
}

func (f *waiverFlags) common(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.file, "waivers", "", "`FILE` of waivers (default: that of the audit file, else "+waiver.Name+" beside it)")
	fl.StringVar(&f.config, "config", "", "audit `FILE` (default: "+auditfile.Name+" of the current folder, if there is one)")
	fl.StringArrayVar(&f.rules, "rules", nil, "`FOLDER` of a further rule pack; may be repeated")
}

func (e *environment) waiveCommand() *cobra.Command {
	var f waiverFlags
	c := &cobra.Command{
		Use:   "waive RULE",
		Short: "Accept what a rule finds on one subject, for a time, with a reason",
		Long: `Accept what a rule finds on one subject, for a time: an entry is added to the file of
waivers, with a reason, an owner, the day of approval and the last day. Comments and
layout of the file stay as they are.

What is waived stays in every report, with who accepted it, why and until when; it no
longer counts for the exit code. That does not make it lawful. An entry that has expired,
is too broad, or covers nothing any more is a finding of the audit itself.`,
		Example: `  leadlint waive RET-03 --dataset exports/leads.csv --reason "purge runs on 1 March" \
      --owner "head of sales operations" --expires 2027-03-01
  leadlint waive COD-01 --dataset ./scraper --path "partners/**" \
      --reason "agreed with the site" --owner "data team" --expires 2027-06-30`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return e.waive(args[0], f) },
	}
	f.common(c)
	fl, s := c.Flags(), &f.entry.Subject
	fl.StringVar(&s.Dataset, "dataset", "", "dataset, register or folder of code, as the audit file names it: `PATH`, or a pattern that stands for one")
	fl.StringVar(&s.Table, "table", "", "`NAME` of the table or sheet")
	fl.StringVar(&s.Field, "field", "", "`NAME` of a field that the rule reads, or the header of its column")
	fl.StringVar(&s.Path, "path", "", "`PATTERN` of files of code; only places in them are accepted")
	fl.StringVar(&s.Fingerprint, "fingerprint", "", "`FINGERPRINT` of a finding, or of a place in code")
	fl.StringVar(&f.entry.Reason, "reason", "", "why it is accepted, `TEXT`; every report shows it")
	fl.StringVar(&f.entry.Owner, "owner", "", "who answers for it, `TEXT`; every report shows it")
	fl.StringVar(&f.approved, "approved", "", "day from which it holds, `YYYY-MM-DD` (default: today)")
	fl.StringVar(&f.expires, "expires", "", "last day on which it holds, `YYYY-MM-DD`, twelve months after the approval at most")
	for _, name := range []string{"reason", "owner", "expires"} {
		if err := c.MarkFlagRequired(name); err != nil {
			panic(err) // the flag stands above
		}
	}
	return c
}

// waive adds an entry to the file of waivers.
func (e *environment) waive(rule string, f waiverFlags) error {
	src, err := waiverSources(f)
	if err != nil {
		return err
	}
	today := scanner.Today(e.clock())
	entry := f.entry
	entry.Rule = rule
	entry.Approved, entry.Expires = strict.Date(cmp.Or(f.approved, today)), strict.Date(f.expires)
	if err := acceptable(&entry, src.rules, today); err != nil {
		return err
	}
	if err := waiver.Add(src.path, entry); err != nil {
		return &exitError{exitUsage, err}
	}
	fmt.Fprintf(e.stderr, "%s: %s waived until %s\n", src.path, rule, entry.Expires)
	switch day := cmp.Or(src.now, today); {
	case string(entry.Approved) > day:
		fmt.Fprintf(e.stderr, "it does not hold yet: it is approved on %s, and the day of the audit is %s\n", entry.Approved, day)
	case !src.declared:
		fmt.Fprintf(e.stderr, "there is no audit file beside it: name it with leadlint audit --waivers %s\n", src.path)
	}
	return nil
}

// acceptable refuses an entry that would be in nobody's use: a day that is none, a rule
// that does not exist, a waiver that is over, or wider than one may be.
func acceptable(entry *waiver.Entry, list []*rules.Rule, today string) error {
	for _, d := range []struct {
		flag string
		date strict.Date
	}{{"approved", entry.Approved}, {"expires", entry.Expires}} {
		if err := d.date.Validate(); err != nil {
			return usagef("--%s: %w", d.flag, err)
		}
	}
	if why := waiver.RuleFault(entry.Rule, list); why != "" {
		return usagef("%s", why)
	}
	now, err := calendar.Parse(today)
	switch {
	case err != nil:
		return err
	case len(entry.Subject.Values()) == 0:
		return usagef("the waiver is limited to nothing: name what it is about with --dataset, --table, --field, --path or --fingerprint")
	case entry.Expires <= entry.Approved:
		return usagef("--expires %s is not after the approval on %s", entry.Expires, entry.Approved)
	case waiver.Dated(entry, now) == finding.WaiverExpired:
		return usagef("--expires %s lies in the past: it would waive nothing", entry.Expires)
	case !entry.Brief():
		return usagef("--expires %s is more than twelve months after the approval on %s: it would waive nothing", entry.Expires, entry.Approved)
	case !entry.Narrow():
		return usagef("the rule or the subject is a pattern that leaves nothing out: it would waive nothing; name one rule, and a dataset, table, field, path or fingerprint")
	}
	return nil
}

// waiverSource is what waivers are held against.
type waiverSource struct {
	// path is the file of waivers, rules are those that it may name.
	path  string
	rules []*rules.Rule
	// now is the day that the audit file gives, empty for none; declared says that there
	// is an audit file.
	now      string
	declared bool
}

// waiverSources finds the file of waivers, and the rules that it may name.
func waiverSources(f waiverFlags) (*waiverSource, error) {
	config := f.config
	if _, err := os.Stat(auditfile.Name); config == "" && err == nil {
		config = auditfile.Name
	}
	var declared *auditfile.File
	if config != "" {
		data, err := os.ReadFile(config)
		if err != nil {
			return nil, usagef("read audit file: %w", err)
		}
		if declared, err = auditfile.Parse(config, data); err != nil {
			return nil, &scanner.ConfigError{Err: err}
		}
	}
	src, folders := waiverSource{declared: declared != nil}, f.rules
	if declared != nil {
		for _, r := range declared.Rules {
			folders = append(folders, auditfile.Beside(filepath.Dir(config), r))
		}
		src.now = string(declared.Now)
	}
	packs, err := load(folders)
	if err != nil {
		return nil, err
	}
	for _, p := range packs {
		src.rules = append(src.rules, p.Rules...)
	}
	src.path, _ = scanner.WaiverFile(f.file, config, declared)
	return &src, nil
}

func (e *environment) waiversCommand() *cobra.Command {
	var f waiverFlags
	parent := &cobra.Command{
		Use:   "waivers",
		Short: "List the waivers with their state, or check that all of them hold",
		Long: `List the entries of the file of waivers: state, rule, subject, owner, days, place and
reason, one a line with tabs between. The state is that of the day: active, expired,
not yet valid, or too broad as far as the file alone shows it. Whether an entry covers
something is told by leadlint audit.`,
	}
	list := &cobra.Command{
		Use: "list", Short: "List the waivers with their state", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return e.waivers(f, false) },
	}
	check := &cobra.Command{
		Use: "check", Short: "The same, with exit code 1 when one of them does not hold", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return e.waivers(f, true) },
	}
	for _, c := range []*cobra.Command{list, check} {
		f.common(c)
		c.Flags().StringVar(&f.now, "now", "", "day that the waivers are held against, `YYYY-MM-DD` (default: the audit file's, else today)")
		parent.AddCommand(c)
	}
	return parent
}

// waivers prints the entries with their state.
func (e *environment) waivers(f waiverFlags, check bool) error {
	src, err := waiverSources(f)
	if err != nil {
		return err
	}
	now, err := calendar.Parse(cmp.Or(f.now, src.now, scanner.Today(e.clock())))
	if err != nil {
		return usagef("--now: %w", err)
	}
	file, err := waiver.Load(src.path)
	if err == nil {
		err = file.CheckRules(src.rules)
	}
	if err != nil {
		return &exitError{exitUsage, err}
	}
	idle := 0
	for i := range file.Waivers {
		w := &file.Waivers[i]
		state := waiver.Dated(w, now)
		if state == finding.WaiverActive && (!w.Brief() || !w.Narrow()) {
			state = finding.WaiverTooBroad
		}
		if state != finding.WaiverActive {
			idle++
		}
		fmt.Fprintln(e.stdout, waiverLine(w, state))
	}
	if check && idle > 0 {
		return &exitError{exitFindings, fmt.Errorf("%d of %d waivers waive nothing; renew them after another look, or remove them", idle, len(file.Waivers))}
	}
	return nil
}

// waiverLine is one entry with tabs between its parts.
func waiverLine(w *waiver.Entry, state string) string {
	var subject []string
	for _, v := range w.Subject.Values() {
		subject = append(subject, v.Field+"="+v.Value)
	}
	fields := []string{
		strings.ReplaceAll(state, "_", " "), w.Rule, strings.Join(subject, " "), w.Owner,
		string(w.Approved) + "/" + string(w.Expires), w.Pos.Where(), w.Reason,
	}
	for i := range fields {
		fields[i] = text.Line(fields[i], 500)
	}
	return strings.Join(fields, "\t")
}
