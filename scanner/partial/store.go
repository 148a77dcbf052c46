package partial

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Store is a folder of partials, one for each input that an audit read, so that what did
// not change need not be read again. It may be used by several goroutines, and by several
// runs at once.
type Store struct {
	dir string
	// opened is when: what others put since then is theirs.
	opened time.Time
	mu     sync.Mutex
	// used are the names of those that this run asked for or put.
	used map[string]bool
}

// Key is what a partial in a store is of.
type Key struct {
	// Plan is the digest of the plan (see PlanDigest).
	Plan string
	// Content is the hash of the input's bytes.
	Content string
	// Shape is whatever else decides how the input is read and understood, such as its
	// format and the columns of the dataset that it belongs to.
	Shape string
}

// tagName and tagHead are the mark of a folder that can be made again, which programs
// that copy folders know (https://bford.info/cachedir/); tag says whose it is.
const (
	tagName = "CACHEDIR.TAG"
	tagHead = "Signature: 8a477f597d28d172789f06886806bc55\n"
	tag     = tagHead + "# Partials of leadlint: counts of inputs that need not be read again.\n# Whoever deletes this folder loses time alone.\n"
)

// suffix ends the names of partials in a store.
const suffix = ".partial"

// coarse is more than the times of files are rounded by.
const coarse = 2 * time.Second

// staleTemp is the age from which a file that is being written was given up.
const staleTemp = 24 * time.Hour

// OpenStore opens the store in a folder, which it makes where there is none. A folder
// with anything else in it is refused.
func OpenStore(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the store of partials: %w", err)
	}
	if !isStore(dir) {
		list, err := os.ReadDir(dir)
		if err != nil {
			return nil, fmt.Errorf("open the store of partials: %w", err)
		}
		for _, e := range list {
			// Another run may be making the store at this moment.
			if !strings.HasPrefix(e.Name(), tempStart) && e.Name() != tagName {
				return nil, fmt.Errorf("%q is no store of partials: expected one, or an empty folder", dir)
			}
		}
		if err := replace(filepath.Join(dir, tagName), durable, func(f *os.File) error { _, err := f.WriteString(tag); return err }); err != nil {
			return nil, fmt.Errorf("open the store of partials: %w", err)
		}
	}
	opened := time.Now().Add(-coarse)
	if info, err := os.Stat(filepath.Join(dir, tagName)); err == nil && info.ModTime().After(opened) {
		opened = info.ModTime() // the clock of another machine, whose folder it is
	}
	return &Store{dir: dir, opened: opened, used: map[string]bool{}}, nil
}

// Belongs says whether a path is a store of partials, or lies in one, so that it is not
// taken for an input.
func Belongs(path string) bool {
	path = filepath.Clean(path)
	return isStore(path) || isStore(filepath.Dir(path)) || isStore(filepath.Dir(filepath.Dir(path)))
}

func isStore(dir string) bool {
	data, err := os.ReadFile(filepath.Join(dir, tagName))
	return err == nil && string(data) == tag
}

// name gives where a partial lies in the store, from its folder on.
func (k Key) name() string {
	h := sha256.New()
	for _, s := range []string{fmt.Sprint(Version), k.Plan, k.Content, k.Shape} {
		fmt.Fprintf(h, "%d:%s\n", len(s), s)
	}
	sum := hex.EncodeToString(h.Sum(nil))
	return filepath.Join(sum[:2], sum[2:]+suffix)
}

// Get gives what was counted of an input; false where the store does not have it. An
// error says that what it has is damaged or no such thing: it is to be told as a warning,
// and the input is to be read.
func (s *Store) Get(k Key) (*Dataset, bool, error) {
	name := k.name()
	f, err := os.Open(filepath.Join(s.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("store of partials: %w", err)
	}
	defer f.Close()
	p, err := Decode(f.Name(), f)
	if err != nil {
		return nil, false, fmt.Errorf("store of partials: %w", err)
	}
	d, err := p.stored(k)
	if err != nil {
		return nil, false, fmt.Errorf("store of partials: %q: %w", f.Name(), err)
	}
	s.use(name)
	return d, true, nil
}

// stored gives the dataset of a partial that should be that of a key.
func (p *Partial) stored(k Key) (*Dataset, error) {
	if PlanDigest(p.Plan) != k.Plan || len(p.Datasets) != 1 || len(p.Datasets[0].Inputs) != 1 {
		return nil, errors.New("it is of another audit: expected what this one counted; delete it")
	}
	if sum := p.Datasets[0].Inputs[0].SHA256; sum != k.Content {
		return nil, errors.New("it is of another input: expected the one whose content it is named after; delete it")
	}
	return &p.Datasets[0], nil
}

// Put keeps what was counted of an input: a dataset of the one input, whose SHA256 is the
// key's content, under a plan whose digest is the key's.
func (s *Store) Put(k Key, p Plan, d *Dataset) error {
	one := &Partial{Plan: p, Datasets: []Dataset{*d}}
	if _, err := one.stored(k); err != nil {
		return fmt.Errorf("store of partials: %w", err)
	}
	name := k.name()
	if err := os.MkdirAll(filepath.Join(s.dir, filepath.Dir(name)), 0o700); err != nil {
		return fmt.Errorf("store of partials: %w", err)
	}
	if err := write(filepath.Join(s.dir, name), one, remade); err != nil {
		return fmt.Errorf("store of partials: %w", err)
	}
	s.use(name)
	return nil
}

func (s *Store) use(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.used[name] = true
}

// Prune removes what this run, which must have been complete, neither asked for nor put,
// but for what another run put meanwhile. It gives the number of partials removed. Files
// that are none of the store's are left alone.
func (s *Store) Prune() (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	err := filepath.WalkDir(s.dir, func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // another run was quicker
		}
		if err != nil {
			return err
		}
		name, err := filepath.Rel(s.dir, path)
		if err != nil {
			return err
		}
		old, err := s.old(name, e)
		if err != nil || !old {
			return err
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if strings.HasSuffix(name, suffix) {
			n++
		}
		return nil
	})
	if err != nil {
		return n, fmt.Errorf("store of partials: %w", err)
	}
	return n, nil
}

// old says whether a file is to be removed.
func (s *Store) old(name string, e fs.DirEntry) (bool, error) {
	temp := strings.HasPrefix(e.Name(), tempStart)
	if !e.Type().IsRegular() || s.used[name] || !temp && !isName(name) {
		return false, nil
	}
	info, err := e.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if temp {
		return info.ModTime().Before(s.opened.Add(-staleTemp)), nil
	}
	return info.ModTime().Before(s.opened), nil
}

// isName says whether a name is one that a partial has in a store.
func isName(name string) bool {
	folder, file := filepath.Split(name)
	digits, ok := strings.CutSuffix(file, suffix)
	_, err := hex.DecodeString(strings.TrimSuffix(folder, string(filepath.Separator)) + digits)
	return ok && err == nil && len(folder) == 3 && len(digits) == 2*sha256.Size-2
}
