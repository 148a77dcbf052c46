package main

import (
	"leadlint/reports/talk"
	"leadlint/scanner"
	"leadlint/scanner/dataset/sampled"
	"leadlint/scanner/finding"

	"github.com/spf13/pflag"
)

// samplingFlags say how much of every table of persons is read, and how many of the
// records in breach are shown.
type samplingFlags struct {
	sample   string
	examples int
}

func (f *samplingFlags) add(fl *pflag.FlagSet) {
	fl.StringVar(&f.sample, "sample", "", "judge only `N|P%` of the records of every table of persons, drawn at random: a number, or a share of them (default: all); registers are read whole")
	fl.IntVar(&f.examples, "examples", 5, "masked examples a finding")
}

// put sets the scanner's options.
func (f *samplingFlags) put(opt *scanner.Options) error {
	if f.examples < 0 || f.examples > 1000 {
		return usagef("--examples %d: expected a number from 0 to 1000", f.examples)
	}
	opt.Examples = f.examples
	spec, err := sampled.ParseSpec(f.sample)
	if err != nil {
		return usagef("--sample %w", err)
	}
	opt.Sampling = spec
	return nil
}

// alone refuses what a sample cannot do: hand out rows, or show what is new and what is
// gone since an audit of the whole.
func (f *samplingFlags) alone(out []string, baseline string) error {
	switch {
	case f.sample == "":
	case len(out) > 0:
		return usagef("--out with --sample: a file of rows from a sample would lack the rows that were not drawn: leave one of the two away")
	case baseline != "" && !codeBaseline(baseline):
		return usagef("--baseline with --sample: what a sample does not show may only not have been drawn, so it tells neither what is new nor what is gone: leave one of the two away")
	}
	return nil
}

// sampleVerdict gives the exit code of an audit of a sample that lost nothing else: a
// sample in which nothing counts is no proof of the whole.
func sampleVerdict(failed bool) error {
	if failed {
		return &exitError{exitFindings, nil}
	}
	return &exitError{exitIncomplete, talk.Errorf("only a sample was read: no finding in it reaches the threshold, which proves nothing of the rest; audit without --sample to be sure")}
}

// onlySampled says whether a report rests on a sample and lacks nothing else.
func onlySampled(r *finding.Report) bool {
	if r.Coverage.Sample == nil {
		return false
	}
	for i := range r.Coverage.Issues {
		if r.Coverage.Issues[i].Severity == "lost" {
			return false
		}
	}
	return true
}

// tellWhole says so where a sample that was asked for turned out to be everything.
func (e *environment) tellWhole(spec sampled.Spec, r *finding.Report) {
	if !spec.Whole() && r.Coverage.Sample == nil && r.Coverage.Rows > 0 {
		e.tell("--sample %s: no table of persons has more records, so that all of them were read", spec)
	}
}
