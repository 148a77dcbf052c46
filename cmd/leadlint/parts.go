package main

import (
	"context"
	"runtime/debug"
	"strconv"
	"strings"

	"leadlint/reports/talk"
	"leadlint/scanner"
	"leadlint/scanner/partial"

	"github.com/spf13/pflag"
)

// partFlags say which part of the datasets is counted, and where counts are kept.
type partFlags struct {
	shard, partial string
	incremental    string
}

func (f *partFlags) add(fl *pflag.FlagSet) {
	fl.StringVar(&f.shard, "shard", "", "count only the `I/N`-th part of the datasets, as in 2/8, for leadlint merge (wants --partial)")
	fl.StringVar(&f.partial, "partial", "", "write what was counted to `FILE` instead of a report; leadlint merge FILE... makes the report")
	fl.StringVar(&f.incremental, "incremental", "", "keep in `FOLDER` what is counted of every file, and do not read again those whose contents did not change under the same rules and declarations")
}

// put sets the scanner's options.
func (f *partFlags) put(opt *scanner.Options) error {
	opt.Build = build()
	switch {
	case f.shard != "" && f.partial == "":
		return usagef("--shard %s: name the file for what is counted, as in --partial part.partial", f.shard)
	case f.partial != "" && f.incremental != "":
		return usagef("--partial with --incremental: leave one of the two away")
	case f.incremental != "" && !opt.Sampling.Whole(), f.partial != "" && !opt.Sampling.Whole():
		return usagef("--sample: a sample is drawn of whole tables, so it goes neither with --partial nor with --incremental")
	}
	if f.shard != "" {
		var err error
		if opt.Shard, err = parseShard(f.shard); err != nil {
			return err
		}
	}
	if f.incremental == "" {
		return nil
	}
	store, err := partial.OpenStore(f.incremental)
	if err != nil {
		return usagef("--incremental: %w", err)
	}
	opt.Store = store
	return nil
}

// maxShards is the greatest number of shards.
const maxShards = 100_000

// parseShard reads I/N.
func parseShard(text string) (partial.Shard, error) {
	i, n, ok := strings.Cut(text, "/")
	index, err := strconv.Atoi(i)
	of, err2 := strconv.Atoi(n)
	if !ok || err != nil || err2 != nil || of < 1 || of > maxShards || index < 1 || index > of {
		return partial.Shard{}, usagef("--shard %q: expected I/N, such as 2/8, with I from 1 to N", text)
	}
	return partial.Shard{Index: index, Of: of}, nil
}

// build names the program by the state of the sources that it was built from, as far as
// the build noted it.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	out := info.GoVersion
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
			out += " " + s.Value
		}
	}
	return out
}

// count writes what was counted of the datasets, or of a shard, in place of a report.
func (e *environment) count(ctx context.Context, f auditFlags, opt scanner.Options) error {
	if len(f.formats) > 0 || len(f.out) > 0 || f.history != "" || f.baseline != "" {
		return usagef("--partial: --format, --out, --history and --baseline belong to leadlint merge, which makes the report")
	}
	e.dated(&opt)
	read, err := scanner.Reads(opt, exists(f.partial))
	if err != nil {
		return err
	}
	for _, name := range read {
		if name != "" && samePlace(name, f.partial) {
			return usagef("--partial %s would overwrite %q, which is read: name another file", f.partial, name)
		}
	}
	progress := newProgress(e.stderr, f.quiet, e.clock, e.talk)
	opt.Progress = progress.update
	p, report, err := scanner.Count(ctx, opt)
	progress.stop()
	if p == nil {
		return err
	}
	if err != nil {
		return &exitError{exitIncomplete, err}
	}
	if err := partial.WriteFile(f.partial, p); err != nil {
		return &exitError{exitIncomplete, err}
	}
	var lost int
	for _, i := range report.Coverage.Issues {
		if i.Severity == "lost" {
			lost++
			e.tell("%s: %s", strings.TrimSpace(i.Input+" "+i.Table), i.Message.In(e.talk.Lang()))
		}
	}
	if lost > 0 {
		return &exitError{exitIncomplete, talk.Errorf("not everything was read: the report that is made of this part will say so")}
	}
	return nil
}

// gather reads the partials to be merged.
func gather(names []string, opt *scanner.Options) error {
	m := partial.NewMerger()
	for _, name := range names {
		if ok, err := gatherSpark(m, name, opt); err != nil {
			return usagef("%w", err)
		} else if ok {
			continue
		}
		p, err := partial.ReadFile(name)
		if err != nil {
			return usagef("%w", err)
		}
		if err := m.Add(p, name); err != nil {
			return usagef("%w", err)
		}
	}
	whole, issues, err := m.Finish()
	if err != nil {
		return usagef("%w", err)
	}
	opt.Counted, opt.Troubles = whole, append(opt.Troubles, issues...)
	return nil
}
