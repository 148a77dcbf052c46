package code

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sync"
	"sync/atomic"

	"leadlint/rules"
	"leadlint/scanner/code/exception"
	"leadlint/scanner/code/files"
	"leadlint/scanner/code/files/ignore"
	"leadlint/scanner/code/lexicon"
	"leadlint/scanner/code/observe"
	"leadlint/scanner/code/place"
	"leadlint/scanner/code/project"
	"leadlint/scanner/code/sieve"
	"leadlint/scanner/engine"
)

// scan is one examination of a folder.
type scan struct {
	opt      Options
	listing  *files.Listing
	rules    []*rules.Rule
	plan     *engine.Plan
	lex      *lexicon.Lexicon
	sieve    *sieve.Sieve
	excepted *exception.Reader
	masker   *place.Masker
	exclude  []*ignore.Matcher
	// read holds what each file of the listing gave, at its index.
	files []fileResult
	// index gathers what the files tell of the project, project is what that comes to.
	index   *project.Index
	project observe.Project
}

// fileResult is what one file gave.
type fileResult struct {
	src       int64
	lines     int
	hash      [32]byte
	err       error
	excluded  bool
	binary    bool
	tooHard   bool
	parsed    bool
	recovered bool
	facts     int64
	// counts are the clear places of each rule.
	clear []int64
	spots []spot
	// open are the facts for which some rule waits for what the project tells.
	open       []observe.Fact
	waiting    []waiting
	exceptions []exception.Exception
	// noted are the lines of the exceptions, masked.
	noted []string
	// before are the fingerprints of the places that the file had before a change.
	before map[string]bool
}

// waiting is a rule that waits for a fact of open, both by their index.
type waiting struct{ rule, fact int32 }

func newScan(opt Options) (*scan, error) {
	s := &scan{opt: opt, listing: opt.Listing, excepted: exception.NewReader(), masker: place.NewMasker(), lex: lexicon.New()}
	for _, r := range opt.Rules {
		if r.On == "code" {
			s.rules = append(s.rules, r)
		}
	}
	var err error
	if s.plan, err = engine.Compile(opt.Schema, "code", s.rules, opt.Env, engine.Options{}); err != nil {
		return nil, err
	}
	s.sieve = sieve.New(s.rules, s.lex, append(s.joined(), exception.Mark))
	s.index = project.New(s.lex)
	for _, x := range opt.Exclude {
		s.exclude = append(s.exclude, ignore.New(x.Paths))
	}
	s.files = make([]fileResult, len(opt.Listing.Files))
	return s, nil
}

// read reads every file, several at a time.
func (s *scan) read(ctx context.Context) error {
	var next atomic.Int64
	var running sync.WaitGroup
	var merging sync.Mutex
	for range max(1, s.opt.Workers) {
		running.Go(func() {
			w := s.newWorker()
			defer w.close()
			defer func() {
				merging.Lock()
				defer merging.Unlock()
				s.index.Merge(w.index)
			}()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(s.listing.Files) {
					return
				}
				w.file(ctx, i)
			}
		})
	}
	running.Wait()
	return ctx.Err()
}

// joined are the words of what is joined over all files: a file with one of them is read
// though no rule could be set off in it.
func (s *scan) joined() []string {
	var out []string
	for _, role := range []string{"delete", "expire", "schedule", "limit_rate", "subscribe", "crawl", "extract", "ask_consent", "enrich"} {
		out = append(out, s.lex.Words(sieve.Role, role)...)
	}
	for _, subject := range []string{"erasure", "expiry", "retention", "robots", "blocklist", "restriction", "visibility", "source",
		"confirmation", "age", "export", "opt_out", "preference", "consent"} {
		out = append(out, s.lex.Words(sieve.Subject, subject)...)
	}
	return out
}

// hash gives the hash of the paths and contents of all files that were read.
func (s *scan) hash() string {
	h := sha256.New()
	for i := range s.files {
		if s.files[i].err == nil {
			h.Write([]byte(s.listing.Files[i].Path))
			h.Write([]byte{0})
			h.Write(s.files[i].hash[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// worker reads files in one goroutine.
type worker struct {
	s        *scan
	parsers  *parsers
	observer *observe.Observer
	judging
	index *project.Index
}

// judging holds facts against the rules; what it counts besides is not looked at.
type judging struct {
	ev     *engine.Evaluator
	counts *engine.Partial
}

func (s *scan) newJudging() judging { return judging{s.plan.NewEvaluator(), s.plan.NewPartial(0)} }

func (s *scan) newWorker() *worker {
	return &worker{s: s, parsers: newParsers(), observer: observe.New(s.lex, sieve.NewInterest(s.rules)), judging: s.newJudging(), index: project.New(s.lex)}
}

func (w *worker) close() { w.parsers.close() }

// file reads, parses and judges one file.
func (w *worker) file(ctx context.Context, i int) {
	f, out := &w.s.listing.Files[i], &w.s.files[i]
	if w.s.opt.Progress != nil {
		w.s.opt.Progress(f.Path)
	}
	if w.s.leftOut(f.Path) {
		out.excluded = true
		return
	}
	src, err := w.s.listing.Read(f)
	if errors.Is(err, files.ErrBinary) {
		out.binary = true
		return
	}
	if err != nil {
		out.err = err
		return
	}
	out.src, out.hash = int64(len(src)), sha256.Sum256(src)
	lines := place.NewLines(src)
	out.lines = lines.Count()
	out.exceptions = w.s.excepted.Find(src)
	for i := range out.exceptions {
		out.noted = append(out.noted, w.s.masker.Excerpt(lines.Line(out.exceptions[i].Line)))
	}
	if !w.s.opt.ParseAll && !w.s.sieve.Needed(src, f.Language) {
		return
	}
	got, err := w.observe(f, src, out)
	if err != nil {
		out.tooHard = true
		return
	}
	out.parsed, out.facts = true, int64(len(got.Facts))
	w.gather(got)
	if w.s.opt.Change != nil && w.s.opt.Change.Files[f.Path] == nil {
		return
	}
	w.judge(f, src, lines, got, out)
	w.compare(ctx, f, out)
}

// gather takes what a file tells of the project.
func (w *worker) gather(got *observe.Result) {
	items := make([]project.Item, len(got.Facts))
	for i := range got.Facts {
		items[i] = w.index.Item(&got.Facts[i])
	}
	w.index.Add(items)
}

// observe gives the facts of a text.
func (w *worker) observe(f *files.File, src []byte, out *fileResult) (*observe.Result, error) {
	if f.Language == "sql" {
		return w.observer.ObserveSQL(src, f.Path), nil
	}
	t, err := w.parsers.lower(f, src)
	if err != nil {
		return nil, err
	}
	out.recovered = t.Errors > 0
	return w.observer.Observe(t, f.Path), nil
}

// compare finds the places that the file had before a change: what stands in lines that
// the change does not touch is new all the same where it was not found then.
func (w *worker) compare(ctx context.Context, f *files.File, out *fileResult) {
	if w.s.opt.Change == nil || len(out.spots) == 0 {
		return
	}
	raw := w.s.opt.Change.Before(ctx, w.s.opt.Change.Files[f.Path])
	src, err := files.Text(raw)
	if raw == nil || err != nil {
		return
	}
	var before fileResult
	got, err := w.observe(f, src, &before)
	if err != nil {
		return
	}
	w.judge(f, src, place.NewLines(src), got, &before)
	out.before = map[string]bool{}
	for _, p := range w.s.printed(f.Path, before.spots) {
		out.before[p.print] = true
	}
}

// leftOut says whether the audit file leaves a file out altogether.
func (s *scan) leftOut(path string) bool {
	for i, m := range s.exclude {
		if len(s.opt.Exclude[i].Rules) == 0 && m.Match(path, false) {
			return true
		}
	}
	return false
}
