// Package baseline keeps the places in code that are known, so that a check fails on
// new ones only. It holds fingerprints, rules and paths, and no text of the code.
package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Schema identifies the form of the file.
const Schema = "leadlint.baseline/1"

// Name is the name that the file has unless another is given.
const Name = ".leadlint-baseline.json"

// Baseline is the content of the file.
type Baseline struct {
	Schema string  `json:"schema"`
	Places []Place `json:"places"`
}

// Place is one known place.
type Place struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	File        string `json:"file"`
	// Since is the day on which it was first written down (YYYY-MM-DD).
	Since string `json:"since"`
}

// Parse reads a baseline; name is used in errors, which give line and column.
func Parse(name string, data []byte) (*Baseline, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var b Baseline
	if err := d.Decode(&b); err != nil {
		line, column := position(data, offset(err, d.InputOffset()))
		return nil, fmt.Errorf("%s:%d:%d: not a baseline: %s; write it with leadlint baseline write", name, line, column, plain(err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		line, column := position(data, d.InputOffset())
		return nil, fmt.Errorf("%s:%d:%d: expected the end of the file after the baseline", name, line, column)
	}
	if b.Schema != Schema {
		return nil, fmt.Errorf("%s: schema %q: expected %q; write it anew with leadlint baseline write", name, b.Schema, Schema)
	}
	seen := map[string]bool{}
	for i, p := range b.Places {
		_, err := time.Parse(time.DateOnly, p.Since)
		if p.Fingerprint == "" || p.Rule == "" || p.File == "" || err != nil {
			return nil, fmt.Errorf("%s: places[%d]: expected fingerprint, rule, file and since as YYYY-MM-DD", name, i)
		}
		if seen[p.Fingerprint] {
			return nil, fmt.Errorf("%s: places[%d]: the fingerprint %s stands there twice", name, i, p.Fingerprint)
		}
		seen[p.Fingerprint] = true
	}
	return &b, nil
}

func offset(err error, at int64) int64 {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return syntax.Offset
	case errors.As(err, &kind):
		return kind.Offset
	}
	return at
}

func plain(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

func position(data []byte, at int64) (line, column int) {
	before := data[:max(0, min(at, int64(len(data))))]
	return bytes.Count(before, []byte{'\n'}) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}

// Load reads a baseline from a file. A file that is not there gives the error of
// os.ReadFile.
func Load(path string) (*Baseline, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, data)
}

// Has says whether a fingerprint is known; of nil, nothing is.
func (b *Baseline) Has(fingerprint string) bool {
	return b != nil && slices.ContainsFunc(b.Places, func(p Place) bool { return p.Fingerprint == fingerprint })
}

// Known gives the places by fingerprint; of nil, none.
func (b *Baseline) Known() map[string]Place {
	out := map[string]Place{}
	if b != nil {
		for _, p := range b.Places {
			out[p.Fingerprint] = p
		}
	}
	return out
}

// Write brings a baseline in line with the places there are: those known keep their
// day, new ones are added with the day now (YYYY-MM-DD) unless onlyPrune is set, and
// those that are gone are dropped. It counts what was added and dropped.
func (b *Baseline) Write(there []Place, now string, onlyPrune bool) (out *Baseline, added, dropped int) {
	known := b.Known()
	out = &Baseline{Schema: Schema, Places: []Place{}}
	for _, p := range there {
		old, ok := known[p.Fingerprint]
		switch {
		case ok:
			p.Since = old.Since
			delete(known, p.Fingerprint)
		case onlyPrune:
			continue
		default:
			p.Since = now
			added++
		}
		out.Places = append(out.Places, p)
	}
	slices.SortFunc(out.Places, func(x, y Place) int {
		return strings.Compare(x.File+"\x00"+x.Rule+"\x00"+x.Fingerprint, y.File+"\x00"+y.Rule+"\x00"+y.Fingerprint)
	})
	return out, added, len(known)
}

// Save writes the baseline into a file, whole or not at all.
func (b *Baseline) Save(path string) error {
	data, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".leadlint-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err = f.Write(append(data, '\n')); err == nil {
		err = f.Chmod(0o644)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
