package spark

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	// sqlClass is the program of Spark that runs a file of SQL; spark-sql is spark-submit
	// with this class.
	sqlClass = "org.apache.spark.sql.hive.thriftserver.SparkSQLCLIDriver"
	// maxLine is the longest line of output that is read: a partial in base64.
	maxLine = 1 << 30
	// grace is how long Spark may take to end once it was asked to.
	grace = 10 * time.Second
	// keptLog is how much of the end of what Spark says is searched for why it failed.
	keptLog = 256 << 10
)

// Arguments are those of spark-submit for a script in the working folder; files are given
// to every worker.
func (s *Spark) Arguments(script string, files []string) []string {
	args := []string{"--class", sqlClass, "--name", "leadlint"}
	if s.opt.Master != "" {
		args = append(args, "--master", s.opt.Master)
	}
	for _, c := range s.opt.Conf {
		args = append(args, "--conf", c)
	}
	for _, c := range settings() {
		args = append(args, "--conf", c)
	}
	if len(files) > 0 {
		args = append(args, "--files", strings.Join(files, ","))
	}
	return append(args, "-S", "-f", script)
}

// run runs a script in a folder and hands each line of its output to a function, without
// its end. What Spark says beside is kept back: it may quote rows.
func (s *Spark) run(ctx context.Context, dir, script string, files []string, line func([]byte) error) (err error) {
	if s.program == "" {
		return unavailablef("there is no Spark to ask")
	}
	cmd := exec.Command(s.program, s.Arguments(script, files)...) //nolint:gosec // the user's own program
	cmd.Dir = dir
	apart(cmd)
	said := &tail{}
	cmd.Stderr = said
	if s.opt.Log != "" {
		log, err := os.OpenFile(s.opt.Log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
		if err != nil {
			return fmt.Errorf("open the log of Spark: %w", err)
		}
		defer func() { err = errors.Join(err, log.Close()) }()
		cmd.Stderr = io.MultiWriter(said, log)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start Spark: %w", err)
	}
	defer context.AfterFunc(ctx, func() { end(cmd) })()
	heard := each(stdout, line)
	if heard != nil {
		end(cmd)
		_, _ = io.Copy(io.Discard, stdout) // what is left is of no use
	}
	ended := cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case heard != nil:
		return heard
	case ended != nil:
		return &FailedError{why: said.why(), ended: ended.Error()}
	}
	return nil
}

// each hands every line to a function.
func each(in io.Reader, line func([]byte) error) error {
	r := bufio.NewReaderSize(in, 1<<20)
	var long []byte
	for {
		part, err := r.ReadSlice('\n')
		long = append(long, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			if len(long) > maxLine {
				return fmt.Errorf("a line of Spark's output is longer than %d MiB", maxLine>>20)
			}
			continue
		}
		if len(long) > 0 {
			if err := line(bytes.TrimRight(long, "\r\n")); err != nil {
				return err
			}
			long = long[:0]
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the output of Spark: %w", err)
		}
	}
}
