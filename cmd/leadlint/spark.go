package main

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"slices"

	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/partial"
	"leadlint/scanner/spark"

	"github.com/spf13/pflag"
)

// engineSpark is the value of --engine.
const engineSpark = "spark"

// sparkFlags say which Spark reads the datasets and how.
type sparkFlags struct {
	engine                      string
	submit, master, worker, log string
	conf                        []string
	// catalogue are the targets that are tables of Spark's catalogue.
	catalogue []string
}

// add adds the flags of an audit whose rows Spark reads.
func (f *sparkFlags) add(fl *pflag.FlagSet) {
	fl.StringVar(&f.engine, "engine", "", "who reads the rows of the datasets: `spark` is your own Apache Spark, 3.5 or newer (default: leadlint itself)")
	f.addSpark(fl)
}

// addSpark adds the flags that say which Spark it is.
func (f *sparkFlags) addSpark(fl *pflag.FlagSet) {
	fl.StringVar(&f.submit, "spark-submit", "", "Spark's program spark-submit, `PATH` (default: by SPARK_HOME, else on PATH)")
	fl.StringVar(&f.master, "spark-master", "", "address of the cluster, `URL`: spark://HOST:PORT, yarn, k8s://…, local[2] (default: as your Spark is set up)")
	fl.StringArrayVar(&f.conf, "spark-conf", nil, "setting of Spark, `KEY=VALUE`; may be repeated")
	fl.StringVar(&f.worker, "spark-worker", "", "program that counts on the cluster, `PATH`: leadlint of the same version for its machines (default: the one that runs)")
	fl.StringVar(&f.log, "spark-log", "", "keep what Spark says in `FILE`, for its owner alone; it may quote rows")
}

func (f *sparkFlags) options(e *environment) spark.Options {
	return spark.Options{Submit: f.submit, Master: f.master, Tables: f.catalogue, Conf: f.conf, Worker: f.worker, Log: f.log, Env: e.getenv}
}

// targets gives the targets of an audit: with Spark, --table names tables of its
// catalogue, which are targets beside those that are named alone.
func (f *auditFlags) targets(args []string) []string {
	if f.engine != engineSpark {
		return args
	}
	f.catalogue, f.tables = f.tables, nil
	return append(slices.Clip(args), f.catalogue...)
}

// elsewhere has Spark read the datasets, where it is asked for. What cannot be done there
// is refused before anything is read.
func (e *environment) elsewhere(ctx context.Context, f *auditFlags, opt *scanner.Options) error {
	s := &f.sparkFlags
	switch s.engine {
	case engineSpark:
	case "":
		if s.submit+s.master+s.worker+s.log != "" || len(s.conf) > 0 {
			return usagef("--spark-… say how Spark is run, but it is not asked for: add --engine %s", engineSpark)
		}
		return nil
	default:
		return usagef("--engine %q: expected %s, or nothing to have leadlint read the rows itself", s.engine, engineSpark)
	}
	if len(f.out) > 0 {
		return usagef("--out writes rows, and with --engine %s none come here: audit without it for that", engineSpark)
	}
	if !opt.Sampling.Whole() {
		return usagef("--sample and --engine %s do not go together: Spark reads every row", engineSpark)
	}
	if opt.As != "" {
		return usagef("--as %s and --engine %s do not go together: Spark reads datasets", f.as, engineSpark)
	}
	if slices.Contains(opt.Targets, "-") {
		return usagef("standard input cannot be read by Spark: name a file that it can reach")
	}
	found, err := spark.Find(ctx, s.options(e))
	if err != nil {
		return unavailable(err)
	}
	opt.Elsewhere = &sparkReader{spark: found}
	return nil
}

// unavailable makes a usage error of a Spark that cannot be used.
func unavailable(err error) error {
	var missing *spark.UnavailableError
	if errors.As(err, &missing) {
		return &exitError{exitUsage, err}
	}
	return err
}

// sparkReader has rows counted by Spark. Its zero value has none.
type sparkReader struct {
	spark *spark.Spark
}

// Open opens a target as Spark reads it.
func (r *sparkReader) Open(ctx context.Context, target string) (*dataset.Source, error) {
	return r.spark.Open(ctx, target)
}

// Count has the rows of a table counted.
func (r *sparkReader) Count(ctx context.Context, target string, table dataset.Table, plan *scanner.TablePlan) ([]*partial.Table, dataset.Stats, error) {
	counting, err := sparkCounting(target, plan)
	if err != nil {
		return nil, dataset.Stats{}, err
	}
	out, issues, err := r.spark.Count(ctx, table, counting)
	if err != nil {
		return nil, dataset.Stats{}, err
	}
	tables, err := sparkTables(out, plan)
	return tables, dataset.Stats{Issues: issues}, err
}

// sparkCounting says what is sent to the cluster.
func sparkCounting(target string, plan *scanner.TablePlan) (spark.Counting, error) {
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(plan); err != nil {
		return spark.Counting{}, fmt.Errorf("encode the plan: %w", err)
	}
	return spark.Counting{
		Plan: spark.Plan{Tool: plan.Plan.Tool, Dataset: target, Counting: body.Bytes()}, Wanted: plan.Project,
		Registers: plan.JoinFiles(), Write: plan.WriteJoins,
	}, nil
}

// sparkTables gives what the parts counted of the one table, after a look at whether they
// are of the plan.
func sparkTables(out *spark.Output, plan *scanner.TablePlan) ([]*partial.Table, error) {
	var tables []*partial.Table
	for _, p := range out.Parts {
		if err := partial.SamePlan(plan.Plan, "this audit", p.Plan, "partition "+p.Partition); err != nil {
			return nil, err
		}
		if len(p.Datasets) != 1 || len(p.Datasets[0].Tables) != 1 {
			return nil, fmt.Errorf("partition %s counted %d datasets, expected one table of one", p.Partition, len(p.Datasets))
		}
		tables = append(tables, &p.Datasets[0].Tables[0])
	}
	return tables, nil
}
