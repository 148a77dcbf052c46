package lists

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"
	"leadlint/scanner/take"
)

// Fingerprints lists who objected, withdrew consent or was to be erased by plain
// fingerprints of their e-mail addresses, as partners exchange them. Who knows an address
// finds it in the list: it hides nothing from those who can try addresses.
type Fingerprints struct {
	opt    Options
	list   *list
	digest string
	seen   map[string]bool
	// nameless are reasons of persons without an address.
	listed, nameless, other int64
}

var _ take.Taker = (*Fingerprints)(nil)

// NewFingerprints starts the list; digest is "sha256" or "md5".
func NewFingerprints(opt Options, digest string) *Fingerprints {
	return &Fingerprints{opt: opt, digest: digest, list: newList(opt, []string{"email_" + digest, "kind", "channel", "recorded_at"}), seen: map[string]bool{}}
}

// Table starts the sheet of a table.
func (f *Fingerprints) Table(t *take.Table) (take.Sink, error) {
	s := &fingerprintSheet{f: f, t: t, wanted: newWantedSheet(t, nil), email: bind.Feeders(t.Mapping, "email"), reader: values.NewEmailReader(facts.NewSchema())}
	return f.list.open(s, take.Needs{}), nil
}

// Counts gives the lines of the list.
func (f *Fingerprints) Counts() []Count {
	return []Count{{State: "lines by " + f.digest, Rows: f.listed, Sure: true}, {State: "rows without an e-mail address", Rows: f.nameless, Sure: true}}
}

// Other is the number of rows of persons who did none of this.
func (f *Fingerprints) Other() int64 { return f.other }

// Guarded is the number of cells that got an apostrophe: none.
func (f *Fingerprints) Guarded() int64 { return f.list.guarded }

// Close writes what is left. It gives the first error of writing.
func (f *Fingerprints) Close() error { return f.list.close() }

// fingerprintSheet lists the rows of one table.
type fingerprintSheet struct {
	f      *Fingerprints
	t      *take.Table
	wanted *wantedSheet
	email  []int
	reader *values.EmailReader
}

func (s *fingerprintSheet) columns() []int { return s.email }

func (s *fingerprintSheet) write(e entry) error {
	reasons := s.wanted.reasons(e)
	if len(reasons) == 0 {
		s.f.other++
		return nil
	}
	sums := s.sums(e)
	if len(sums) == 0 {
		s.f.nameless++
	}
	for _, sum := range sums {
		for _, r := range reasons {
			if err := s.line(sum, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// sums gives the fingerprints of the addresses of a row.
func (s *fingerprintSheet) sums(e entry) []string {
	var out []string
	for _, c := range s.email {
		address := s.reader.Normalise(nil, trimmed(e.cells(), c))
		if len(address) == 0 {
			continue
		}
		sum := ""
		if s.f.digest == identity.MD5 {
			h := md5.Sum(address)
			sum = hex.EncodeToString(h[:])
		} else {
			h := sha256.Sum256(address)
			sum = hex.EncodeToString(h[:])
		}
		if !slices.Contains(out, sum) {
			out = append(out, sum)
		}
	}
	return out
}

// line adds a line, once.
func (s *fingerprintSheet) line(sum string, r wantedReason) error {
	id := sum + r.kind + r.channel
	if s.f.seen[id] {
		return nil
	}
	s.f.seen[id] = true
	s.f.listed++
	since := ""
	if r.since != facts.UnknownDay {
		since = calendar.Format(r.since)
	}
	s.f.list.texts(sum, r.kind, r.channel, since)
	return s.f.list.end()
}
