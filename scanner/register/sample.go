package register

import (
	"bytes"
	"cmp"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"
)

// maxDistinct is the number of distinct cells that a column is judged by.
const maxDistinct = 1000

// sample is what the sampled records hold of one column.
type sample struct {
	rows, filled int
	// cells are the distinct filled cells, most frequent first.
	cells []sampled
	// the parts (0 to 1) of the distinct cells that have a form
	email, phone, profile, digest, integer, spaced float64
	dates                                          values.DateFormat
	dateShare                                      float64
	ambiguous                                      bool
	digests                                        []string
	// bare says that the header says little by itself (\"name\", \"date\").
	bare bool
}

type sampled struct {
	raw   []byte
	count int
}

// forms tells the forms of cells. It serves one goroutine.
type forms struct {
	email *values.EmailReader
	phone *values.PhoneReader
}

func newForms(schema *facts.Schema) *forms {
	return &forms{email: values.NewEmailReader(schema), phone: values.NewPhoneReader(schema)}
}

func (f *forms) sample(records [][][]byte, column int) sample {
	s := sample{rows: len(records)}
	counts := map[string]int{}
	for _, row := range records {
		if column >= len(row) || values.Empty(row[column]) && string(bytes.TrimSpace(row[column])) != "NA" {
			continue
		}
		s.filled++
		for _, part := range bytes.Split(row[column], []byte{dataset.MultiSep}) {
			if !values.Empty(part) {
				counts[string(part)]++
			}
		}
	}
	for raw, n := range counts {
		s.cells = append(s.cells, sampled{[]byte(raw), n})
	}
	slices.SortFunc(s.cells, func(a, b sampled) int {
		return cmp.Or(cmp.Compare(b.count, a.count), bytes.Compare(a.raw, b.raw))
	})
	s.cells = s.cells[:min(len(s.cells), maxDistinct)]
	f.measure(&s)
	return s
}

func (f *forms) measure(s *sample) {
	if len(s.cells) == 0 {
		return
	}
	raw := make([][]byte, len(s.cells))
	for i, c := range s.cells {
		raw[i] = c.raw
		add := func(where *float64, yes bool) {
			if yes {
				*where++
			}
		}
		first := values.URLHost(c.raw) // before the phone: a domain may be all digits
		add(&s.email, f.email.Valid(c.raw))
		add(&s.phone, first == nil && f.phone.Looks(c.raw))
		add(&s.profile, values.ProfileURL(c.raw))
		_, whole := wholeOf(bytes.TrimSpace(c.raw))
		add(&s.integer, whole)
		add(&s.spaced, bytes.ContainsAny(bytes.TrimSpace(c.raw), " \t\n"))
		if name := identity.DigestOf(c.raw); name != "" {
			s.digest++
			if !slices.Contains(s.digests, name) {
				s.digests = append(s.digests, name)
			}
		}
	}
	total := float64(len(raw))
	for _, share := range []*float64{&s.email, &s.phone, &s.profile, &s.digest, &s.integer, &s.spaced} {
		*share /= total
	}
	slices.Sort(s.digests)
	s.dates, s.dateShare, s.ambiguous = values.DetectDates(raw)
}

// share gives the part of the sampled cells, by rows, that a reader understands.
func (s *sample) share(understood func(cell []byte) bool) float64 {
	n, all := 0, 0
	for _, c := range s.cells {
		all += c.count
		if understood(c.raw) {
			n += c.count
		}
	}
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}
