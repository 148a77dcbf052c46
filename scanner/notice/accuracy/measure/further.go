package measure

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"leadlint/scanner/notice"
	"leadlint/scanner/notice/language"
	texts "leadlint/scanner/notice/language/measure"
)

// languages measures how often the language of a paragraph and of a sentence is told.
func languages(out io.Writer, o options) error {
	fmt.Fprintf(out, "\n## The language of a text\n\n| language | paragraphs: right | wrong | not told | sentences: right | wrong | not told |\n|---|---|---|---|---|---|---|\n")
	var all texts.Row
	d := language.New()
	for _, folder := range []string{o.parallel, o.further} {
		rows, err := texts.Texts(os.DirFS(folder), d)
		if err != nil {
			return err
		}
		for _, r := range rows {
			told(out, r)
			for _, x := range [][2]*texts.Figure{{&all.Paragraphs, &r.Paragraphs}, {&all.Sentences, &r.Sentences}} {
				x[0].Right, x[0].Wrong, x[0].None = x[0].Right+x[1].Right, x[0].Wrong+x[1].Wrong, x[0].None+x[1].None
			}
		}
	}
	all.Lang = "all"
	told(out, all)
	return nil
}

func told(out io.Writer, r texts.Row) {
	p, s := r.Paragraphs, r.Sentences
	fmt.Fprintf(out, "| %s | %s | %d | %d | %s | %d | %d |\n", r.Lang, rate(p.Right, p.Wrong+p.None), p.Wrong, p.None, rate(s.Right, s.Wrong+s.None), s.Wrong, s.None)
}

// Size of what the speed is measured on.
const (
	words = 3000
	reads = 100
)

// speed measures how many notices of 3,000 words are read in a second on one core,
// and what is held once every language was read.
func speed(ctx context.Context, out io.Writer, o options) error {
	r, err := notice.NewReader()
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(o.parallel, "complete", "*.md"))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n## Speed and memory\n\n")
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	var total time.Duration
	n := 0
	for _, f := range files {
		data, err := long(o.parallel, filepath.Base(f))
		if err != nil {
			return err
		}
		in := notice.Input{Name: "notice.md", Data: data, Notice: true}
		if _, err := r.Read(ctx, in); err != nil {
			return err
		}
		start := time.Now()
		for range reads / 10 {
			if _, err := r.Read(ctx, in); err != nil {
				return err
			}
		}
		total += time.Since(start)
		n += reads / 10
	}
	fmt.Fprintf(out, "%d notices of %d words in %d languages, everything included, on one core: %.0f a second.\n", n, words, len(files), float64(n)/total.Seconds())
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintf(out, "Held on the heap once every language was read: %d MiB; resident, the program included: %s.\n", m.HeapAlloc>>20, resident())
	runtime.KeepAlive(r)
	return nil
}

// long gives a notice of some thousand words, made of the texts of one language.
func long(folder, file string) ([]byte, error) {
	var out bytes.Buffer
	for n := 0; n < words; {
		for _, kind := range []string{"complete", "traps", "poor"} {
			data, err := os.ReadFile(filepath.Join(folder, kind, file))
			if err != nil {
				return nil, err
			}
			out.Write(data)
			out.WriteString("\n\n")
			n += len(bytes.Fields(data))
		}
	}
	return cut(out.Bytes(), words), nil
}

// cut gives the first lines of a text that hold a number of words.
func cut(data []byte, most int) []byte {
	n, end := 0, 0
	for line := range bytes.Lines(data) {
		if n += len(bytes.Fields(line)); n > most {
			break
		}
		end += len(line)
	}
	return data[:end]
}

// resident gives the memory that the system holds for the program, as far as it
// tells.
func resident() string {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "not told by this system"
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		if v, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strings.TrimSpace(v)
		}
	}
	return "not told by this system"
}
