// Package doctor looks at what an audit will need before one is run: the rules, the
// audit file with the files that it names, and what the machine has. It reads no record
// of any dataset.
package doctor

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/source/render"

	"github.com/mattn/go-sqlite3"
)

// State is how a check went.
type State string

// The states, best first.
const (
	// OK: as it should be.
	OK State = "ok"
	// Note: something is not there that only some uses need.
	Note State = "note"
	// Warning: an audit runs, but something should be mended.
	Warning State = "warning"
	// Fault: an audit would fail, or not cover what it should.
	Fault State = "fault"
)

// Check is one thing that was looked at.
type Check struct {
	// About names it, Says what was found, Do what to do about it; Do is empty where
	// nothing is to be done.
	About string
	State State
	Says  string
	Do    string
}

// Options say what to look at.
type Options struct {
	// AuditFile is the path of the audit file; empty is that of the current folder, if any.
	AuditFile string
	// Rules are folders of further rule packs.
	Rules []string
	// Version is that of the program.
	Version string
	// Getenv gives a variable of the environment.
	Getenv func(string) string
	// TempDir is the folder of temporary files; empty is the system's.
	TempDir string
	// Password asks for the password of a database, as database.Options has it; nil asks
	// nobody.
	Password func(prompt string) (string, error)
}

// Examine makes the checks, in an order that goes from the program to the audit.
func Examine(ctx context.Context, o Options) []Check {
	schema := facts.NewSchema()
	var out []Check
	out = append(out, program(o))
	path, there := auditFile(o.AuditFile)
	var file *auditfile.File
	if there {
		var c Check
		file, c = declared(schema, path)
		out = append(out, c)
	} else {
		out = append(out, Check{"audit file", Note, "there is no " + auditfile.Name + " here: nothing is declared of the controller, and rules on it are not assessed",
			"leadlint init writes one from what it finds in a folder"})
	}
	out = append(out, packs(schema, o, path, file))
	if file != nil {
		out = append(out, named(ctx, path, file, o)...)
		out = append(out, waivers(path, file)...)
		out = append(out, history(ctx, path, file)...)
	}
	return append(out, secret(o), temporary(o.TempDir), browser(), git(), cluster(ctx, o))
}

// Worst gives the worst state among the checks, OK for none.
func Worst(checks []Check) State {
	order := map[State]int{OK: 0, Note: 1, Warning: 2, Fault: 3}
	worst := OK
	for _, c := range checks {
		if order[c.State] > order[worst] {
			worst = c.State
		}
	}
	return worst
}

func program(o Options) Check {
	lib, _, _ := sqlite3.Version()
	return Check{About: "program", State: OK, Says: fmt.Sprintf("leadlint %s, %s on %s/%s, SQLite %s", o.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, lib)}
}

// auditFile gives the path of the audit file and whether there is, or should be, one.
func auditFile(path string) (string, bool) {
	if path != "" {
		return path, true
	}
	_, err := os.Stat(auditfile.Name)
	return auditfile.Name, err == nil
}

func declared(schema *facts.Schema, path string) (*auditfile.File, Check) {
	file, err := auditfile.Load(schema, path)
	if err != nil {
		return nil, Check{"audit file", Fault, err.Error(), "mend the file; docs/audit-file.md has an example with every key"}
	}
	return file, Check{About: "audit file", State: OK, Says: fmt.Sprintf("%s: datasets %d, registers %d, notices %d, forms %d, folders of code %d, sources %d",
		path, len(file.Datasets), len(file.Registers), len(file.Notices), len(file.Forms), len(file.Code), len(file.Sources))}
}

// packs loads the rule packs, those of the audit file included.
func packs(schema *facts.Schema, o Options, path string, file *auditfile.File) Check {
	folders := append([]string(nil), o.Rules...)
	if file != nil {
		for _, r := range file.Rules {
			folders = append(folders, auditfile.Beside(filepath.Dir(path), r))
		}
	}
	list, err := rules.Ready(schema, folders...)
	if err != nil {
		return Check{"rules", Fault, err.Error(), "mend the rule; leadlint rules test checks a folder of rules"}
	}
	c := Check{About: "rules", State: OK}
	for i, p := range list {
		if i > 0 {
			c.Says += ", "
		}
		c.Says += fmt.Sprintf("%s %s (%d rules)", p.Name, p.Version, len(p.Rules))
	}
	return c
}

// leastSecret is the least length of a secret that is not called short.
const leastSecret = 16

func secret(o Options) Check {
	key := o.Getenv("LEADLINT_KEY")
	switch {
	case key == "":
		return Check{"LEADLINT_KEY", Note, "not set: reports show no keyed hashes of examples, and lists of suppression cannot be written or checked",
			"set it to a secret that is kept outside of the project, such as the output of: openssl rand -hex 32"}
	case len(key) < leastSecret:
		return Check{"LEADLINT_KEY", Warning, fmt.Sprintf("set, but only %d characters long: keyed hashes of addresses could be guessed back", len(key)),
			"use a random secret of 32 bytes"}
	}
	return Check{About: "LEADLINT_KEY", State: OK, Says: "set"}
}

// temporary tries the folder of temporary files by making one there.
func temporary(dir string) Check {
	name := cmp.Or(dir, os.TempDir())
	f, err := os.CreateTemp(dir, ".leadlint-doctor-*")
	if err != nil {
		return Check{"temporary files", Fault, "the folder " + name + " cannot be written", "free some space there, or name another folder with TMPDIR"}
	}
	_ = f.Close()           // nothing was written to it
	_ = os.Remove(f.Name()) // an empty file left behind is no fault
	return Check{About: "temporary files", State: OK, Says: name + " can be written"}
}

func browser() Check {
	path, err := render.Find("")
	if err != nil {
		return Check{"browser", Note, "no Chromium or Chrome: --render and --pdf-engine=chromium cannot be used; everything else can", "install Chromium if you need them"}
	}
	return Check{About: "browser", State: OK, Says: path}
}

func git() Check {
	path, err := exec.LookPath("git")
	if err != nil {
		return Check{"git", Note, "not installed: --diff cannot be used", "install git if you check changes of code"}
	}
	return Check{About: "git", State: OK, Says: path}
}
