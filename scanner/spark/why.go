package spark

import (
	"bytes"
	"fmt"
	"regexp"
)

// FailedError says that Spark ended without an answer. Its text holds nothing that Spark
// could have taken from a row.
type FailedError struct{ why, ended string }

// Error says why, as far as it may be told.
func (e *FailedError) Error() string {
	if e.why == "" {
		return fmt.Sprintf("Spark ended with %q: run again with --spark-log FILE and read there what it says", e.ended)
	}
	return "Spark ended: " + e.why
}

// tail keeps the end of what is written to it.
type tail struct{ data []byte }

// Write keeps the end.
func (t *tail) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	if over := len(t.data) - keptLog; over > keptLog {
		t.data = append(t.data[:0], t.data[over:]...)
	}
	return len(p), nil
}

var (
	// subprocess is what Spark says of a program that failed; what follows is the
	// program's own words, which are ours or those of the shell.
	subprocess = regexp.MustCompile(`Subprocess exited with status (\d+)\. Error: ([^\n]{0,400})`)
	// written is what an executor of the driver's own machine logs of that program.
	written = regexp.MustCompile(`ERROR \w*ScriptTransformation\w*: ((?:leadlint|/bin/\w+): [^\n]{0,400})`)
	// class is how Spark names a kind of error.
	class = regexp.MustCompile(`\[([A-Z][A-Z0-9_]+(?:\.[A-Z0-9_]+)*)\]`)
	// unreachable is what is said of a master that does not answer.
	unreachable = regexp.MustCompile(`All masters are unresponsive|Could not parse Master URL|Master must either be`)
)

// why tells why Spark failed. Only its names of errors, and what the program that rows
// are piped to says, are quoted: anything else may hold values of rows.
func (t *tail) why() string {
	if found := last(subprocess, t.data); found != nil {
		if said := bytes.TrimSpace(found[2]); len(said) > 0 {
			return fmt.Sprintf("the program that counts rows ended with status %s: %s", found[1], said)
		}
		return fmt.Sprintf("the program that counts rows ended with status %s", found[1])
	}
	if found := last(written, t.data); found != nil {
		return fmt.Sprintf("the program that counts rows failed: %s", found[1])
	}
	if unreachable.Match(t.data) {
		return "its master does not answer, or its address is none that Spark understands: see --spark-master"
	}
	if noJava(t.data) {
		return "it found no Java: set JAVA_HOME"
	}
	if found := last(class, t.data); found != nil {
		return fmt.Sprintf("it tells the error %s; run again with --spark-log FILE and read there what it says of it", found[1])
	}
	return ""
}

// last gives the last match and its groups.
func last(r *regexp.Regexp, data []byte) [][]byte {
	all := r.FindAllSubmatch(data, -1)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}
