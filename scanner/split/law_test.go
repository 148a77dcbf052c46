package split_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/finding"
	"leadlint/scanner/split"
	"leadlint/scanner/take"
)

// files are the files that a taker created, by their input's base name.
type files struct {
	folder string
	open   []*os.File
}

func (f *files) create(part, ext string) func(t *take.Table) (io.Writer, string, error) {
	return func(t *take.Table) (io.Writer, string, error) {
		base := filepath.Base(t.Dataset)
		if ext != "" {
			base += ext
		}
		path := filepath.Join(f.folder, part, base)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, "", err
		}
		file, err := os.Create(path)
		f.open = append(f.open, file)
		return file, path, err
	}
}

func (f *files) close(t *testing.T) {
	t.Helper()
	for _, file := range f.open {
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func (f *files) read(t *testing.T, part, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(f.folder, part, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// seen is what the rows of a table were.
type seen struct {
	form    dataset.Form
	rows    []string // text, or cells
	skipped []string
}

// watcher sees the rows of every table, by the input's base name.
type watcher struct{ tables map[string]*seen }

type watching struct{ *seen }

func (w *watcher) Table(t *take.Table) (take.Sink, error) {
	s := &seen{}
	if f, ok := t.Source.(dataset.Formed); ok {
		s.form = f.Form()
	}
	w.tables[filepath.Base(t.Dataset)] = s
	return &watching{s}, nil
}

func (w *watching) Needs() take.Needs {
	var n take.Needs
	for i := range 20 {
		n.Cells = append(n.Cells, i)
	}
	n.Raw = true
	return n
}

func (w *watching) Rows(b *take.Batch) error {
	for _, r := range b.Rows {
		text := string(r.Raw)
		if r.Raw == nil {
			text = string(bytes.Join(r.Cells, []byte("|")))
		}
		w.rows = append(w.rows, text)
	}
	return nil
}

func (w *watching) Skipped(_ dataset.Place, raw []byte) error {
	w.skipped = append(w.skipped, string(raw))
	return nil
}

func (w *watching) End(dataset.Stats, bool) error { return nil }

func audit(t *testing.T, takers []take.Taker, workers int, targets ...string) *finding.Report {
	t.Helper()
	r, err := scanner.Audit(context.Background(), scanner.Options{Targets: targets, Now: "2026-01-01", Workers: workers, Takers: takers})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEveryRowIsOfOnePart states the law of the parts over random tables in all formats
// and dialects, with damage: every row that is read stands in exactly one of them, as it
// stood in the input and in its order, every record that could not be read is with those
// removed, and what is clean is found clean again.
func TestEveryRowIsOfOnePart(t *testing.T) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 7))
			in := t.TempDir()
			names := invent(t, r, in)
			before := contents(t, in, names)
			apart := seed%2 == 1
			out := &files{folder: t.TempDir()}
			parts := []string{"clean", "removed"}
			if apart {
				parts = append(parts, "unproven")
			}
			watch := &watcher{map[string]*seen{}}
			takers := []take.Taker{watch}
			var counts []*split.Taker
			for i, part := range parts {
				s := split.New(split.Part(i), split.Options{Lang: "fr", Apart: apart, Create: out.create(part, "")})
				takers, counts = append(takers, s), append(counts, s)
			}
			audit(t, takers, 1+int(seed%3), paths(in, names)...)
			out.close(t)
			if contents(t, in, names) != before {
				t.Error("an input was changed")
			}
			again := &watcher{map[string]*seen{}}
			var kept []string
			for _, name := range names {
				kept = append(kept, filepath.Join(out.folder, "clean", name))
			}
			report := audit(t, []take.Taker{again}, 2, kept...)
			for i, name := range names {
				t.Run(name, func(t *testing.T) {
					if counts[0].Err() != nil || counts[1].Err() != nil {
						t.Fatal(counts[0].Err(), counts[1].Err())
					}
					c := counts[0].Counts()[i]
					was := watch.tables[name]
					if c.Clean+c.Removed+c.Unproven != c.Rows || c.Rows != int64(len(was.rows)) || c.Skipped != int64(len(was.skipped)) || c.Stop+c.Cure != c.Removed {
						t.Fatalf("got %+v of %d rows and %d skipped", c, len(was.rows), len(was.skipped))
					}
					if c.Rows > 30 && name != "7.vcf" && (c.Clean+c.Unproven == 0 || c.Removed == 0) {
						t.Errorf("got %+v: the table tests nothing", c)
					}
					parted(t, out, name, was, parts, c)
					if s := again.tables[name]; s == nil && c.Clean > 0 || s != nil && len(s.rows) != int(c.Clean) {
						t.Errorf("got %+v of clean again, want %d rows", s, c.Clean)
					}
				})
			}
			bars := map[string]bool{"VIS-01": true, "VIS-04": true, "RTS-01": true, "VIS-02": true, "ACC-03": true}
			for _, f := range report.Findings {
				if bars[f.Rule] && f.Counts.Breach > 0 {
					t.Errorf("clean, audited again, breaches %s: %+v", f.Rule, f.Subject)
				}
			}
		})
	}
}

// contents gives what all the files hold.
func contents(t *testing.T, folder string, names []string) string {
	t.Helper()
	var b strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		b.Write(data)
	}
	return b.String()
}

func paths(folder string, names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, filepath.Join(folder, name))
	}
	return out
}

// parted holds the parts of a table against its rows.
func parted(t *testing.T, out *files, name string, was *seen, parts []string, c split.Counts) {
	t.Helper()
	texts := map[string]string{}
	for _, part := range parts {
		texts[part] = decoded(t, was.form, out.read(t, part, name))
	}
	if was.form.Charset == "" { // no text
		return
	}
	at := map[string]int{}
	numbers := map[string]int64{}
	place := func(text string) string {
		for _, part := range parts {
			if i := strings.Index(texts[part][at[part]:], text); i >= 0 {
				at[part] += i + len(text)
				return part
			}
		}
		return ""
	}
	var clean strings.Builder
	for i, row := range was.rows {
		body := row
		if strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".jsonl") {
			body = row[:strings.LastIndexByte(row, '}')]
		}
		if strings.HasSuffix(name, ".vcf") {
			body = row[:strings.LastIndex(row, "END:")]
		}
		part := place(body)
		if part == "" {
			t.Fatalf("row %d of %d, %q, is in no part, or out of order", i, len(was.rows), row)
		}
		numbers[part]++
		if part == "clean" {
			if clean.Len() == 0 {
				clean.Write(was.form.First)
			} else {
				clean.Write(was.form.Sep)
			}
			clean.WriteString(row)
		}
	}
	if got, want := strings.Count(texts["clean"]+texts["removed"]+texts["unproven"], "@nord.example"), len(was.rows); got != want {
		t.Errorf("got %d addresses in the parts, want one a row, %d", got, want)
	}
	if numbers["clean"] != c.Clean || numbers["removed"] != c.Removed || numbers["unproven"] != c.Unproven {
		t.Errorf("got %v rows in the files, want %+v", numbers, c)
	}
	if want := string(was.form.Head) + clean.String() + string(was.form.Tail); texts["clean"] != want && len(was.form.Sep) != 1 {
		t.Errorf("clean: got %d bytes, want %d\n%.400q\n%.400q", len(texts["clean"]), len(want), texts["clean"], want)
	}
	for _, s := range was.skipped {
		text := strings.TrimRight(s, "\r\n")
		if strings.HasSuffix(name, "json") || strings.HasSuffix(name, "jsonl") {
			text = strings.ReplaceAll(text, `"`, `\"`)
		}
		if !strings.Contains(texts["removed"], text) {
			t.Errorf("the record %q is not with those removed", s)
		}
	}
	if strings.HasSuffix(name, ".csv") && was.form.Delimiter != 0 && was.form.LineEnd != "\r" {
		explained(t, texts["removed"], was.form, c)
	}
}

// explained reads the reasons with another reader of CSV.
func explained(t *testing.T, text string, form dataset.Form, c split.Counts) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text[form.Header:]))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = rune(form.Delimiter), -1, true
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(all[0][:4], " "); got != "leadlint_rule leadlint_use leadlint_reason leadlint_remedy" {
		t.Errorf("got the columns %s", got)
	}
	uses := map[string]int64{}
	for _, record := range all[1:] {
		uses[record[1]]++
		if record[1] != "unreadable" && (record[0] == "" || record[2] == "" || record[3] == "") {
			t.Errorf("got the reasons %q", record[:4])
		}
	}
	if uses["stop"] != c.Stop || uses["cure"] != c.Cure || uses["unreadable"] != c.Skipped {
		t.Errorf("got %v, want %+v", uses, c)
	}
}

// TestReasonsInOtherFormats reads back what is removed from workbooks and Parquet files:
// the row's own cells as they were, with the reasons, and only rows that are barred.
func TestReasonsInOtherFormats(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	in, out := t.TempDir(), &files{folder: t.TempDir()}
	list := persons(r, 3000, "row")
	book(t, filepath.Join(in, "a.xlsx"), list)
	columns(t, filepath.Join(in, "b.parquet"), list, r)
	names := []string{"a.xlsx", "b.parquet"}
	was, s := &watcher{map[string]*seen{}}, split.New(split.Removed, split.Options{Lang: "en", Create: out.create("removed", "")})
	sheets := split.New(split.Removed, split.Options{Lang: "en", Create: out.create("csv", ".csv")})
	audit(t, []take.Taker{was, s, sheets}, 2, paths(in, names)...)
	out.close(t)
	again := &watcher{map[string]*seen{}}
	audit(t, []take.Taker{again}, 2, paths(filepath.Join(out.folder, "removed"), names)...)
	for i, name := range names {
		own := map[string]bool{}
		for _, row := range was.tables[name].rows {
			own[row] = true
		}
		got := again.tables[name]
		if c := s.Counts()[i]; c.Removed == 0 || int64(len(got.rows)) != c.Removed {
			t.Errorf("%s: got %d rows, want %+v", name, len(got.rows), c)
		}
		for _, row := range got.rows {
			cells := strings.Split(strings.TrimRight(row, "|"), "|")
			if name == "a.xlsx" {
				cells = append(cells[4:], cells[:4]...)
			}
			n := len(cells) - 4
			if n < 0 || !strings.Contains(cells[n], "-") || cells[n+1] != "stop" && cells[n+1] != "cure" || cells[n+2] == "" || cells[n+3] == "" {
				t.Fatalf("%s: got the row %q", name, row)
			}
			if body := strings.Join(cells[:n], "|"); !own[body] && !own[body+strings.Repeat("|", len(header())-n)] {
				t.Fatalf("%s: %q is no row of the input", name, body)
			}
		}
		rows, err := csv.NewReader(strings.NewReader(out.read(t, "csv", name+".csv"))).ReadAll()
		if err != nil || int64(len(rows)) != s.Counts()[i].Removed+1 || rows[0][1] != "leadlint_use" {
			t.Errorf("%s: got %d lines of CSV, %v", name, len(rows), err)
		}
	}
}
