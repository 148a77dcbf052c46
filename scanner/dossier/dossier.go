// Package dossier gathers what is held of one person, for an answer to a request for
// access (Art. 15 GDPR): the person's records in the datasets and the rows about the
// person in the registers, cell by cell with where each stands, what the controller
// declares, and what was not read. Like package extract it hands out personal values in
// clear, to its caller alone; it puts none into errors.
package dossier

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/values"
)

// ErrSeveral is wrapped by the error of Compile where the key stands on records of more
// than one person, so that it cannot be told whose data are asked for.
var ErrSeveral = errors.New("the key stands on the records of more than one person")

// ErrKey is wrapped by the error of Compile where the key is none that records are found by.
var ErrKey = errors.New("the key is no e-mail address, telephone number, profile page, fingerprint or identifier that records can be found by")

// Request is what is asked for.
type Request struct {
	// AuditFile is the path of the audit file; empty for none.
	AuditFile string
	// Targets are files of datasets; where there are any they stand for those of the
	// audit file, whose registers and declarations count all the same.
	Targets []string
	// Keys are what the person is known by: e-mail addresses, telephone numbers,
	// addresses of profile pages, fingerprints, identifiers ("SYSTEM:ID", or ID where
	// there is but one system). There is at least one.
	Keys []string
	// Name is the person's name, which tells apart persons that share a key; empty
	// when it is not known.
	Name string
	// Now is the day of the answer, YYYY-MM-DD; empty is that of the audit file.
	Now string
	// Workers is the number of goroutines that read; 0 is one.
	Workers int
}

// search is a Compile under way.
type search struct {
	req     Request
	schema  *facts.Schema
	file    *auditfile.File
	key     [2]uint64
	readers *bind.Readers
	recog   *recognise.Recogniser
	email   *values.EmailReader
	phone   *values.PhoneReader
	hasher  *identity.Hasher
	generic uint8
	inputs  []*input
	tables  []*table
	// asked are the identities of the keys; known those that were learnt too.
	asked, known map[facts.Hash]bool
	// weak are identities that several persons may share: telephone numbers, addresses
	// of a desk.
	weak map[facts.Hash]bool
	// desk are those of them that are addresses of a desk.
	desk map[facts.Hash]bool
	// sure are keys that were asked for and are no such, wherever they stand.
	sure map[facts.Hash]bool
	pool []*candidate
	// by says by which kinds of identity records were found when they first were.
	by     map[place][]string
	passes int
	// others is what columns about other persons hold, in any row, folded.
	others map[string]bool
	out    *Dossier
}

// Compile gathers what is held of the person. Errors name no key and no value of a
// cell. What could not be read is told in the result, which is then not complete.
func Compile(ctx context.Context, req Request) (*Dossier, error) {
	sum := sha256.Sum256([]byte("leadlint dossier 1"))
	s := &search{
		req: req, schema: facts.NewSchema(), file: &auditfile.File{},
		key:   [2]uint64{binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])},
		asked: map[facts.Hash]bool{}, known: map[facts.Hash]bool{}, weak: map[facts.Hash]bool{}, sure: map[facts.Hash]bool{}, desk: map[facts.Hash]bool{}, others: map[string]bool{}, by: map[place][]string{},
		out: &Dossier{Schema: SchemaVersion, Complete: true},
	}
	if req.AuditFile != "" {
		var err error
		if s.file, err = auditfile.Load(s.schema, req.AuditFile); err != nil {
			return nil, err
		}
		s.out.Inputs = append(s.out.Inputs, req.AuditFile)
	}
	s.equip()
	if err := s.list(); err != nil {
		return nil, err
	}
	if err := s.survey(ctx); err != nil {
		return nil, err
	}
	if err := s.ask(); err != nil {
		return nil, err
	}
	if err := s.find(ctx); err != nil {
		return nil, err
	}
	s.settle()
	s.declare()
	return s.out, nil
}

// equip makes what cells are read with.
func (s *search) equip() {
	s.readers, s.recog = bind.NewReaders(s.schema), recognise.New(s.schema)
	s.email, s.phone = values.NewEmailReader(s.schema), values.NewPhoneReader(s.schema)
	s.hasher = identity.New(s.key, identity.Options{Digests: digests(), Email: s.email, Phone: s.phone})
	s.generic = s.schema.Relation("contact").Field("email_kind").Code("generic")
}

// digests are the fingerprints by which an address may stand in a list.
func digests() []string { return []string{identity.SHA256, identity.SHA1, identity.MD5} }

// country is that of the controller: national numbers are read as its own where nothing
// else says.
func (s *search) country() uint8 {
	return s.schema.Relation("contact").Field("country").Code(string(s.file.Controller.Country))
}

// beside gives a path relative to the audit file.
func (s *search) beside(path string) string {
	return auditfile.Beside(filepath.Dir(s.req.AuditFile), path)
}

// lost notes that something in scope was not read.
func (s *search) lost(name string, what Loss, count int64, err error) {
	s.out.Complete = false
	l := Lost{Name: name, What: what, Count: count}
	if err != nil {
		l.Detail = err.Error()
	}
	for _, before := range s.out.Lost {
		if before == l {
			return // an earlier pass told it
		}
	}
	s.out.Lost = append(s.out.Lost, l)
}

// nothing says that there is nothing to look through.
func nothing() error {
	return fmt.Errorf("nothing to search: name a file, or an audit file with datasets or registers")
}
