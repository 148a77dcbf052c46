package main

import (
	"context"
	"errors"
	"os"
	"runtime"

	"leadlint/reports/talk"
	"leadlint/scanner"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// auditFlags are the flags of leadlint audit.
type auditFlags struct {
	outputFlags
	samplingFlags
	partFlags
	databaseFlags
	sparkFlags
	// merged are the partials that a report is made of; nil where targets are read.
	merged        []string
	now, failOn   string
	file, mapping string
	strict        bool
	rules         []string
	workers       int
	memory        string
	sources       []string
	offline       bool
	private       bool
	evidence      string
	render        bool
	as            string
	diff          string
	waivers       string
	history       string
	baseline      string
	quiet         bool
	out           []string
	force         bool
	lists         listFlags
}

func (e *environment) auditCommand() *cobra.Command {
	var f auditFlags
	c := &cobra.Command{
		Use:   "audit [TARGET...]",
		Short: "Audit lead files, folders, or what leadlint.yaml declares",
		Long: `Audit lead files (CSV, TSV, JSON, JSON Lines, XLSX, Parquet, SQLite, vCard; also
gzip or zstd compressed), patterns of them ('exports/2026-*.parquet' is one dataset),
databases (postgres://USER@HOST/NAME, mysql://…, mariadb://…; never a password in the
address), notices, messages and forms (HTML, Markdown, text, PDF, DOCX, .eml),
collection code with its schemas and templates, folders of them, standard input
("-"), or the address of a page. Without a target, the leadlint.yaml of the current
folder says what to audit; with one, a leadlint.yaml named by --config says what is
declared of it.

Data go to standard output, talk to standard error. Personal values are masked
in every report. Inputs are only read.

Exit codes: 0 everything in scope was examined, and nothing at or above --fail-on was
found; 1 something was; 2 the command line, audit file, mapping, baseline or rules are
wrong, and nothing was read; 3 something in scope was not read, or the run failed (3
beats 1).

With --out, rows leave the audit in clear, into files that are named:` + outHelp(),
		RunE: func(c *cobra.Command, args []string) error { return e.audit(c.Context(), args, f) },
	}
	fl := c.Flags()
	f.addReport(fl)
	f.partFlags.add(fl)
	f.databaseFlags.add(fl)
	f.sparkFlags.add(fl)
	fl.StringArrayVar(&f.sources, "sources", nil, "visit the pages that a file names, `from=FILE[,sample=N][,column=HEADER][,role=ROLE]`; may be repeated")
	fl.StringVar(&f.as, "as", "", "what the targets are, where their contents do not tell: notice, form, source or code")
	fl.StringVar(&f.evidence, "evidence", "", "write the notices, terms and robots files that visits meet into `FOLDER`, as WARC")
	fl.StringArrayVar(&f.out, "out", nil, "write rows in clear to a file, `KIND=FILE`, for its owner alone; may be repeated (kinds: "+outNames()+")")
	f.lists.add(fl)
	fl.BoolVar(&f.force, "force", false, "let --out replace files that are there already")
	return c
}

// addReport defines the flags of an audit that do not ask for rows of its targets.
func (f *auditFlags) addReport(fl *pflag.FlagSet) {
	f.outputFlags.add(fl)
	fl.StringVar(&f.now, "now", "", "day of the audit, `YYYY-MM-DD` (default: the audit file's, else today)")
	fl.StringVar(&f.failOn, "fail-on", "", "least severity of a finding (breach, inferred breach or proof lacking) that makes the exit code 1: critical, high, medium, low, info or none (default: the audit file's, else high)")
	fl.StringVar(&f.file, "config", "", "audit `FILE` (default: leadlint.yaml of the current folder, when no target is given)")
	fl.StringVar(&f.mapping, "map", "", "mapping `FILE` for the targets, as written by leadlint map")
	fl.BoolVar(&f.strict, "strict-map", false, "treat a column that the mapping file does not name as an error")
	fl.StringArrayVar(&f.rules, "rules", nil, "`FOLDER` of a further rule pack; may be repeated")
	f.samplingFlags.add(fl)
	fl.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "goroutines that read and evaluate")
	fl.StringVar(&f.memory, "memory", "1GiB", "memory for comparing registers, `SIZE`; what does not fit goes into temporary files that hold hashes and codes only")
	fl.BoolVar(&f.offline, "offline", false, "visit no page: use what earlier visits recorded, and say how old it is")
	fl.BoolVar(&f.private, "allow-private", false, "let pages in private networks be visited (intranets, tests)")
	fl.BoolVar(&f.render, "render", false, "read pages that show nothing without their programs, and the styles of forms, in an installed Chromium or Chrome")
	fl.StringVar(&f.diff, "diff", "", "code: tell only what differs from the common ancestor with `COMMIT` (branch, tag or hash), uncommitted changes included")
	fl.StringVar(&f.baseline, "baseline", "", "count what is new only: `FILE` is an earlier JSON report or, for places in code, what leadlint baseline write wrote; or the id of an audit in the history, or last")
	fl.StringVar(&f.history, "history", "", "keep the audit in `FILE`, without anything that stems from a row of data (default: that of the audit file, else nowhere)")
	fl.StringVar(&f.waivers, "waivers", "", "`FILE` of findings accepted for a time, as leadlint waive writes it (default: that of the audit file, else leadlint-waivers.yaml beside it)")
	fl.BoolVar(&f.quiet, "quiet", false, "no progress on standard error")
}

func (e *environment) audit(ctx context.Context, args []string, f auditFlags) error {
	outputs, err := f.outputs(e.stdout)
	if err != nil {
		return err
	}
	opt, err := e.options(f.targets(args), f)
	if err != nil {
		return err
	}
	if err := f.alone(f.out, f.baseline); err != nil {
		return err
	}
	if err := e.elsewhere(ctx, &f, &opt); err != nil {
		return err
	}
	if f.partial != "" {
		return e.count(ctx, f, opt)
	}
	declared := e.dated(&opt)
	limit, err := threshold(f.failOn, declared)
	if err != nil {
		return err
	}
	files, err := parseOuts(f.out, f.force, f.lang)
	if err != nil {
		return err
	}
	if err := files.shape(f.lists, &opt); err != nil {
		return err
	}
	busy, err := e.busy(&f, opt, outputs, declared)
	if err != nil {
		return err
	}
	if err := files.start(ctx, &opt, busy); err != nil {
		return err
	}
	found := watch(&opt)
	life, err := e.life(ctx, &f, &opt, declared)
	if err != nil {
		return errors.Join(err, files.discard())
	}
	progress := newProgress(e.stderr, f.quiet, e.clock, e.talk)
	opt.Progress = progress.update
	report, auditErr := scanner.Audit(ctx, opt)
	progress.stop()
	if report == nil {
		return errors.Join(life.keep.drop(auditErr), files.discard())
	}
	progress.unchanged(len(report.Inputs))
	if err := e.deliver(ctx, report, outputs, f, files, life); err != nil {
		return err
	}
	found.tell(e)
	e.tellWhole(opt.Sampling, report)
	return found.verdict(limit, verdict(report, limit, auditErr))
}

// options turns flags into the scanner's options.
func (e *environment) options(args []string, f auditFlags) (scanner.Options, error) {
	opt := scanner.Options{
		Targets: args, AuditFile: f.file, Now: f.now, Mapping: f.mapping, StrictMapping: f.strict, Rules: f.rules,
		Workers: f.workers, Stdin: e.stdin, Version: version(),
		Offline: f.offline, AllowPrivate: f.private, Evidence: f.evidence, Render: f.render, Diff: f.diff, Baseline: f.baseline, Waivers: f.waivers, Clock: e.clock,
	}
	as, err := scanner.ParseAs(f.as)
	if err != nil {
		return opt, usagef("--as %q: expected notice, form, source or code", f.as)
	}
	opt.As = as
	for _, text := range f.sources {
		s, err := parseSources(text)
		if err != nil {
			return opt, err
		}
		opt.Sources = append(opt.Sources, s)
	}
	if err := f.samplingFlags.put(&opt); err != nil {
		return opt, err
	}
	if err := f.partFlags.put(&opt); err != nil {
		return opt, err
	}
	if err := f.databaseFlags.put(e, &opt); err != nil {
		return opt, err
	}
	if f.workers < 1 || f.workers > 256 {
		return opt, usagef("--workers %d: expected a number from 1 to 256", f.workers)
	}
	if opt.Memory, err = parseSize(f.memory); err != nil {
		return opt, err
	}
	if f.merged != nil {
		if err := gather(f.merged, &opt); err != nil {
			return opt, err
		}
	}
	if opt.AuditFile == "" && len(args)+len(opt.Sources) == 0 {
		_, err := os.Stat(auditfile.Name)
		// What was counted without an audit file has none, whatever lies here.
		if f.merged != nil && (err != nil || opt.Counted.Plan.Digests["audit file"] == "") {
			return e.keyed(opt), nil
		} else if err != nil {
			return opt, usagef("nothing to audit: name a file, or run in a folder with a %s", auditfile.Name)
		}
		opt.AuditFile = auditfile.Name
	}
	return e.keyed(opt), nil
}

// keyed adds the secret of the keyed hashes.
func (e *environment) keyed(opt scanner.Options) scanner.Options {
	if key := e.getenv("LEADLINT_KEY"); key != "" {
		opt.Key = []byte(key)
	}
	return opt
}

// dated gives the audit the clock's day where neither the command line nor the audit
// file names one, and gives the audit file as declaredIn does.
func (e *environment) dated(opt *scanner.Options) *auditfile.File {
	declared := declaredIn(opt.AuditFile)
	if opt.Now == "" && (declared == nil || declared.Now == "") {
		opt.Now = scanner.Today(e.clock())
	}
	return declared
}

// declaredIn reads the audit file for what the command line leaves to it; nil
// when there is none, or one that scanner.Audit will refuse.
func declaredIn(path string) *auditfile.File {
	if path == "" {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	file, err := auditfile.Parse(path, data)
	if err != nil {
		return nil
	}
	return file
}

// threshold gives the command line's threshold, else the audit file's, else "high".
func threshold(flag string, file *auditfile.File) (scanner.Threshold, error) {
	switch {
	case flag != "":
		if t, err := scanner.ParseThreshold(flag); err == nil {
			return t, nil
		}
		return "", usagef("--fail-on %q: expected critical, high, medium, low, info or none", flag)
	case file != nil && file.FailOn != "":
		flag = string(file.FailOn)
	default:
		flag = "high"
	}
	return scanner.ParseThreshold(flag)
}

// verdict gives the exit code of a finished audit.
func verdict(r *finding.Report, t scanner.Threshold, auditErr error) error {
	if auditErr != nil && !errors.Is(auditErr, context.Canceled) {
		return &exitError{exitIncomplete, auditErr}
	}
	if onlySampled(r) {
		return sampleVerdict(scanner.Failed(r, t))
	}
	if !r.Coverage.Complete {
		return &exitError{exitIncomplete, talk.Errorf("the audit is incomplete: see the coverage for what was not read")}
	}
	if scanner.Failed(r, t) {
		return &exitError{exitFindings, nil}
	}
	return nil
}
