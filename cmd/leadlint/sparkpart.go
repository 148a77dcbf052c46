package main

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"io"
	"path/filepath"
	"strconv"

	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
	"leadlint/scanner/spark"
	"leadlint/scanner/spark/rows"

	"github.com/spf13/cobra"
)

// sparkPartCommand counts the rows of one partition. Spark runs it, and a user has no
// use of it: it is not listed.
func (e *environment) sparkPartCommand() *cobra.Command {
	return &cobra.Command{
		Use: spark.PartCommand + " PLAN", Hidden: true, Args: cobra.ExactArgs(1),
		Short: "Count the rows of a partition that Apache Spark writes to standard input",
		RunE:  func(c *cobra.Command, args []string) error { return e.sparkPart(c.Context(), args[0]) },
	}
}

// sparkPart counts the rows on standard input. Whatever hinders it ends it with an error,
// upon which Spark tries the partition again: to end well is to have counted every row.
// The rows are read to their end even then: a program that does not take them is all that
// Spark would tell of.
func (e *environment) sparkPart(ctx context.Context, path string) error {
	counted, err := e.countPart(ctx, path)
	if err == nil {
		err = spark.WritePart(e.stdout, counted)
	}
	if err != nil {
		_, _ = io.Copy(io.Discard, e.stdin)
		return &exitError{exitIncomplete, err}
	}
	return nil
}

func (e *environment) countPart(ctx context.Context, path string) (*partial.Partial, error) {
	plan, err := spark.ReadPlan(path, version())
	if err != nil {
		return nil, err
	}
	var counting scanner.TablePlan
	if err := gob.NewDecoder(bytes.NewReader(plan.Counting)).Decode(&counting); err != nil {
		return nil, fmt.Errorf("the plan %q cannot be decoded: use the version of leadlint that made it", path)
	}
	in, err := rows.Open(e.stdin, plan.Columns)
	if err != nil {
		return nil, err
	}
	table := &strictTable{Table: in}
	counted, err := scanner.CountPart(ctx, &counting, filepath.Dir(path), table, version())
	if err == nil {
		err = table.err
	}
	if err != nil {
		return nil, err
	}
	return &partial.Partial{
		Plan: counting.Plan, Partition: strconv.FormatInt(in.Partition(), 10),
		Datasets: []partial.Dataset{{
			Name: plan.Dataset, Tables: []partial.Table{*counted},
			Inputs: []partial.Input{{Input: finding.Input{Name: plan.Dataset, Format: "spark", Relation: "contact", Rows: counted.Rows}}},
		}},
	}, nil
}

// strictTable keeps the error that ended the reading of its table.
type strictTable struct {
	*rows.Table
	err error
}

// Scan reads the table, and keeps how that ended.
func (t *strictTable) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	stats, err := t.Table.Scan(ctx, sinks)
	t.err = err
	return stats, err
}
