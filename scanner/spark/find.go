package spark

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// Options say which Spark reads and how.
type Options struct {
	// Submit is the user's spark-submit; empty finds it by the environment: in the
	// folder bin of SPARK_HOME, else on PATH.
	Submit string
	// Master is the cluster's address (spark://host:port, yarn, k8s://…, local[2]); empty
	// is what the user's own settings say.
	Master string
	// Tables are the targets that are tables of Spark's catalogue ("db.contacts").
	Tables []string
	// Conf are settings, "key=value".
	Conf []string
	// Worker is the program that rows are piped to, made for the machines of the cluster;
	// empty is the one that runs.
	Worker string
	// Env looks up variables of the environment; nil is os.Getenv.
	Env func(name string) string
	// TempDir is the folder of temporary files; empty is the system's.
	TempDir string
	// Log, when not empty, is a file for what Spark says while it runs. It may hold
	// whatever Spark writes there, values of rows among it.
	Log string
}

// UnavailableError says that there is no Spark that could be used.
type UnavailableError struct{ what string }

// Error says what is wrong and what to do.
func (e *UnavailableError) Error() string { return e.what }

func unavailablef(format string, args ...any) error {
	return &UnavailableError{fmt.Sprintf(format, args...)}
}

// Spark is the user's own Spark.
type Spark struct {
	opt     Options
	program string
	// Version is as Spark tells it ("3.5.9").
	Version string
}

const (
	// leastMajor and leastMinor are the oldest version that is known to work.
	leastMajor, leastMinor = 3, 5
	// versionTime is how long Spark may take to tell its version.
	versionTime = 90 * time.Second
)

// Unfound is a Spark that is only written for: what wants it to run fails.
func Unfound(opt Options) *Spark { return &Spark{opt: opt} }

// Find finds the user's Spark and asks its version. An *UnavailableError says that there
// is none, that it is too old, or that it has no Java.
func Find(ctx context.Context, opt Options) (*Spark, error) {
	if opt.Env == nil {
		opt.Env = os.Getenv
	}
	program, err := locate(opt)
	if err != nil {
		return nil, err
	}
	s := &Spark{opt: opt, program: program}
	out, err := s.ask(ctx, "--version")
	if err != nil {
		return nil, err
	}
	major, minor, version := versionOf(out)
	if version == "" {
		return nil, unavailablef("%q does not tell a version of Apache Spark when it is asked with --version: expected the program spark-submit of Spark %d.%d or newer", program, leastMajor, leastMinor)
	}
	if major < leastMajor || major == leastMajor && minor < leastMinor {
		return nil, unavailablef("%q is of Spark %s, which is too old: expected %d.%d or newer", program, version, leastMajor, leastMinor)
	}
	s.Version = version
	return s, nil
}

// locate finds spark-submit.
func locate(opt Options) (string, error) {
	if opt.Submit != "" {
		path, err := exec.LookPath(opt.Submit)
		if err != nil {
			return "", unavailablef("--spark-submit %q is no program that can be run: expected the path of spark-submit", opt.Submit)
		}
		return filepath.Abs(path)
	}
	if home := opt.Env("SPARK_HOME"); home != "" {
		path := filepath.Join(home, "bin", "spark-submit")
		if _, err := exec.LookPath(path); err != nil {
			return "", unavailablef("SPARK_HOME is %q, but %q is no program that can be run: expected the folder of an Apache Spark", home, path)
		}
		return filepath.Abs(path)
	}
	path, err := exec.LookPath("spark-submit")
	if err != nil {
		return "", unavailablef("no Apache Spark was found: set SPARK_HOME to its folder, put its folder bin on PATH, or name its program with --spark-submit")
	}
	return filepath.Abs(path)
}

// ask runs the program for what it says of itself.
func (s *Spark) ask(ctx context.Context, args ...string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, versionTime)
	defer stop()
	cmd := exec.CommandContext(ctx, s.program, args...)
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	switch {
	case ctx.Err() != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, unavailablef("%q did not answer within %v", s.program, versionTime)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil && noJava(out):
		return nil, unavailablef("%q found no Java: set JAVA_HOME to a Java that this Spark runs on (17 for Spark 3.5 and 4)", s.program)
	case err != nil:
		return nil, unavailablef("%q could not be run: %v", s.program, err)
	}
	return out, nil
}

// noJava says whether the start scripts of Spark, or the shell that runs them, miss Java.
func noJava(out []byte) bool {
	for _, said := range []string{"JAVA_HOME is not set", "java: not found", "java: command not found", "java: No such file"} {
		if bytes.Contains(out, []byte(said)) {
			return true
		}
	}
	return false
}

// versionOf reads the version that Spark writes into its banner.
func versionOf(out []byte) (major, minor int, version string) {
	found := regexp.MustCompile(`version (\d+)\.(\d+)[.\w-]*`).FindSubmatch(out)
	if found == nil {
		return 0, 0, ""
	}
	major, err := strconv.Atoi(string(found[1]))
	if err != nil {
		return 0, 0, ""
	}
	if minor, err = strconv.Atoi(string(found[2])); err != nil {
		return 0, 0, ""
	}
	return major, minor, string(bytes.TrimPrefix(found[0], []byte("version ")))
}
