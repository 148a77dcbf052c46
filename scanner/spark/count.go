package spark

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// Counting is how the rows of a table are to be counted.
type Counting struct {
	// Plan is sent to every program that counts; Columns is filled in.
	Plan Plan
	// Wanted are the numbers of the columns that are read.
	Wanted []int
	// Registers are the names of further files that are sent; Write writes them into a
	// folder.
	Registers []string
	Write     func(dir string) error
}

const (
	// planName is the file of the plan, workerName that of the program, in the folder
	// that a program that counts runs in.
	planName   = "plan.bin"
	workerName = "leadlint"
	// PartCommand is the command of leadlint that counts the rows of a partition.
	PartCommand = "spark-part"
)

// Open opens a target: a table of Spark's catalogue that the options name, an address
// (s3a://bucket/leads), or a path of this machine that the machines of the cluster see
// too. Columns and Sample of its table work; its rows are read by Spark.
func (s *Spark) Open(ctx context.Context, target string) (*dataset.Source, error) {
	switch {
	case slices.Contains(s.opt.Tables, target):
		return s.openThere(ctx, target, Table(target))
	case strings.Contains(target, "://"):
		return s.openThere(ctx, target, Address(target))
	}
	return openFiles(ctx, target)
}

// relationOf gives the relation of a table that Open gave, with the number of rows that
// its files state, 0 where none do.
func relationOf(t dataset.Table) (*Relation, int64, error) {
	switch t := t.(type) {
	case *table:
		return t.relation, t.rows, nil
	case *described:
		return t.Relation, 0, nil
	}
	return nil, 0, errors.New("the table is none that Spark reads")
}

// Submission is what is needed to have the rows of a table counted by hand.
type Submission struct {
	// Files are the names of the files to send to the programs that count, beside the
	// program itself; Program is the name that it has to have.
	Files   []string
	Program string
	// Arguments are those of spark-submit, the address of the cluster aside.
	Arguments []string
}

// Submit writes the files of an audit into an empty folder, for those who submit by
// themselves. The table is one that Open gave.
func (s *Spark) Submit(dir string, t dataset.Table, c Counting) (*Submission, error) {
	files, err := s.Prepare(dir, workerName, t, c)
	if err != nil {
		return nil, err
	}
	return &Submission{Files: files, Program: workerName, Arguments: s.Arguments(scriptName, append([]string{workerName}, files...))}, nil
}

// Prepare writes the files of an audit into an empty folder: the statements, the plan, and
// what rows are compared with. It gives the names of those that are sent to the programs
// that count, the program aside, which is run under the name program. The table is one that
// Open gave.
func (s *Spark) Prepare(dir, program string, t dataset.Table, c Counting) (files []string, err error) {
	relation, _, err := relationOf(t)
	if err != nil {
		return nil, err
	}
	c.Plan.Columns = relation.Columns()
	if err := WritePlan(filepath.Join(dir, planName), &c.Plan); err != nil {
		return nil, err
	}
	if err := c.Write(dir); err != nil {
		return nil, err
	}
	script := relation.Statements(program+" "+PartCommand+" "+planName, c.Wanted)
	if err := os.WriteFile(filepath.Join(dir, scriptName), []byte(script), 0o600); err != nil {
		return nil, err
	}
	return append([]string{planName}, c.Registers...), nil
}

// Count has the rows of a table counted. What is not certain to have been read is told as
// an issue; an error says that nothing was counted.
func (s *Spark) Count(ctx context.Context, t dataset.Table, c Counting) (*Output, []finding.Issue, error) {
	dir, err := os.MkdirTemp(s.opt.TempDir, "leadlint-spark-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	program, err := s.worker(dir)
	if err != nil {
		return nil, nil, err
	}
	files, err := s.Prepare(dir, filepath.Base(program), t, c)
	if err != nil {
		return nil, nil, err
	}
	out := newCollector(c.Plan.Dataset)
	if err := s.run(ctx, dir, scriptName, append([]string{program}, files...), out.line); err != nil {
		return nil, nil, err
	}
	_, stated, err := relationOf(t)
	done := out.finish()
	return done, done.Missing(stated), err
}

// worker gives the path of the program that counts. Spark sends files under their own
// names, links under those of what they lead to, and takes a list of them: a program whose
// path cannot stand in one is copied into the folder.
func (s *Spark) worker(dir string) (string, error) {
	program := s.opt.Worker
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return "", fmt.Errorf("find the own program, which Spark is to run: %w", err)
		}
	}
	program, err := filepath.Abs(program)
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	}
	if err != nil {
		return "", fmt.Errorf("find the program that Spark is to run: %w", err)
	}
	if plain.MatchString(program) {
		return program, nil
	}
	path := filepath.Join(dir, workerName)
	return path, copyProgram(path, program)
}

// plain are the paths that need no quotes in a list, an address or a shell.
var plain = regexp.MustCompile(`^[A-Za-z0-9._/+-]+$`)

func copyProgram(to, from string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o700)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}

// Missing tells of rows that were not counted: those of the partitions together have to
// be as many as Spark itself counts, and as the files state, where they do (0: they
// don't).
func (o *Output) Missing(stated int64) []finding.Issue {
	var counted int64
	for _, p := range o.Parts {
		for i := range p.Datasets {
			for k := range p.Datasets[i].Tables {
				counted += p.Datasets[i].Tables[k].Rows + p.Datasets[i].Tables[k].Skipped
			}
		}
	}
	tell := func(count int64, en, fr string) finding.Issue {
		return finding.Issue{Severity: damage.Lost, Count: max(1, count), Message: damage.Text(en, fr)}
	}
	switch {
	case o.Rows < 0:
		return []finding.Issue{tell(1, "Spark did not tell how many rows there are: it cannot be said that all were counted; run it again",
			"Spark n'a pas indiqué le nombre de lignes : rien ne prouve que toutes ont été comptées ; relancez l'audit")}
	case o.Rows != counted:
		return []finding.Issue{tell(o.Rows-counted, fmt.Sprintf("Spark counts %d rows and %d were examined: the data were changed meanwhile, or a part was lost; run it again", o.Rows, counted),
			fmt.Sprintf("Spark compte %d lignes et %d ont été examinées : les données ont changé entre-temps ou une partie s'est perdue ; relancez l'audit", o.Rows, counted))}
	case stated > 0 && stated != o.Rows:
		return []finding.Issue{tell(stated-o.Rows, fmt.Sprintf("the files state %d rows and Spark reads %d: it does not read all of them, or sees others of that path", stated, o.Rows),
			fmt.Sprintf("les fichiers annoncent %d lignes et Spark en lit %d : il ne les lit pas tous, ou en voit d'autres sous ce chemin", stated, o.Rows))}
	}
	return nil
}
