package visit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// storeVersion is raised when the form of records changes; others are not read.
const storeVersion = 3

// Store keeps records from one run to the next in a folder of its own, one file
// a page, named by the page's keyed hash. It holds no body and no address in
// clear.
type Store struct{ dir string }

// stored is the form of a file.
type stored struct {
	Version int     `json:"version"`
	Record  *Record `json:"record"`
}

// OpenStore opens, and if need be makes, the folder.
func OpenStore(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("store of visits: %w", err)
	}
	return &Store{dir}, nil
}

func (s *Store) path(page string, role Role) string {
	return filepath.Join(s.dir, page+"."+string(role)+".json")
}

// Get gives what was recorded of a page, nil when there is nothing.
func (s *Store) Get(page string, role Role) (*Record, error) {
	if s == nil {
		return nil, nil
	}
	data, err := os.ReadFile(s.path(page, role))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("store of visits: %w", err)
	}
	var f stored
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("store of visits: %s: %w", filepath.Base(s.path(page, role)), err)
	}
	if f.Version != storeVersion || f.Record == nil {
		return nil, nil
	}
	return f.Record, nil
}

// Put records what a visit found. The file is whole or as it was before.
func (s *Store) Put(r *Record) error {
	if s == nil {
		return nil
	}
	data, err := json.MarshalIndent(stored{storeVersion, r}, "", " ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(s.dir, ".part-*")
	if err != nil {
		return fmt.Errorf("store of visits: %w", err)
	}
	_, err = f.Write(append(data, '\n'))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), s.path(r.Page, r.Role))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("store of visits: %w", err), os.Remove(f.Name()))
	}
	return nil
}
