package values

import (
	"bytes"

	"leadlint/rules/facts"
)

// SourceReader judges what a source column says of a record's origin. It
// remembers wordings, so every worker needs one of its own.
type SourceReader struct {
	named, generic, count uint8
	website               uint8

	vague   phrases // generic phrases and fillers
	proper  phrases // names one can tell the person
	wording phrases // phrases that tell a type of source
	hosts   map[string]uint8
	quality memo[uint8]
	kinds   memo[uint8]
}

// NewSourceReader makes a reader that gives the codes of contact.source_quality
// and contact.source_type.
func NewSourceReader(schema *facts.Schema) *SourceReader {
	contact := schema.Relation("contact")
	quality, kind := contact.Field("source_quality"), contact.Field("source_type")
	r := &SourceReader{
		named: quality.Code("named"), generic: quality.Code("generic"), count: quality.Code("count"), website: kind.Code("website"),
		vague: newPhrases(), proper: newPhrases(), wording: newPhrases(),
		hosts: make(map[string]uint8), quality: newMemo[uint8](), kinds: newMemo[uint8](),
	}
	for _, row := range rows("source.tsv", 2) {
		for _, t := range terms(row[1]) {
			switch row[0] {
			case "generic", "filler":
				r.vague.add(t, 1)
			case "named":
				r.proper.add(t, 1)
			default:
				r.wording.add(t, kind.Code(row[0]))
			}
		}
	}
	for _, row := range rows("hosts.tsv", 2) {
		for _, h := range terms(row[1]) {
			r.hosts[h] = kind.Code(row[0])
		}
	}
	return r
}

// ForWorker gives a reader for a worker of its own, which remembers nothing yet. What words
// mean is shared.
func (r *SourceReader) ForWorker() *SourceReader {
	own := *r
	own.quality, own.kinds = newMemo[uint8](), newMemo[uint8]()
	return &own
}

// Quality gives the code of contact.source_quality. named: a web address, the
// name of a site, company, register or list. generic: a category ("Web
// Research") or "public sources", which tell the person nothing. count: a bare
// number of sources. It is 0, unknown, for an empty cell and for words that are
// neither known nor written as a name.
func (r *SourceReader) Quality(cell []byte) uint8 {
	if q, ok := r.quality.get(cell); ok {
		return q
	}
	return r.quality.put(cell, r.judge(cell))
}

func (r *SourceReader) judge(cell []byte) uint8 {
	cell = trimQuotes(cell)
	if Empty(cell) {
		return 0
	}
	if _, _, ok := bareNumber(cell); ok {
		return r.count
	}
	if host := URLHost(cell); host != nil && !isFileName(host) {
		return r.named
	}
	var buf [512]byte
	text := appendFolded(buf[:0], cell[:min(len(cell), 400)], false)
	known, vague, unknown := false, 0, 0
	r.vague.each(text, func(m uint8, words []byte) bool {
		if m != 0 {
			vague++
		} else if !allDigits(words) {
			unknown++
		}
		return true
	})
	r.proper.each(text, func(m uint8, _ []byte) bool {
		known = m != 0
		return !known
	})
	switch {
	case known:
		return r.named
	case unknown == 0 && vague > 0:
		return r.generic
	case unknown > 0 && looksNamed(cell):
		return r.named
	}
	return 0
}

func allDigits(c []byte) bool {
	for _, b := range c {
		if !isDigit(b) {
			return false
		}
	}
	return true
}

// looksNamed says whether a cell is written as a name: a capital or a digit in it.
func looksNamed(cell []byte) bool {
	for i, b := range cell {
		if b-'A' < 26 || b == 0xc3 && i+1 < len(cell) && cell[i+1] < 0x9f {
			return true
		}
	}
	return false
}

// Type gives the code of contact.source_type when the wording tells it
// ("LinkedIn Sales Navigator", "Handelsregister", "Salon … 2024"); a web address
// is judged by its host. It is 0 when the wording tells none, and when it tells two.
func (r *SourceReader) Type(cell []byte) uint8 {
	if k, ok := r.kinds.get(cell); ok {
		return k
	}
	return r.kinds.put(cell, r.kind(cell))
}

func (r *SourceReader) kind(cell []byte) uint8 {
	cell = trimQuotes(cell)
	if Empty(cell) {
		return 0
	}
	if bytes.Contains(cell, []byte("://")) || bytes.HasPrefix(cell, []byte("www.")) {
		return r.TypeFromURL(cell)
	}
	var buf [512]byte
	text := appendFolded(buf[:0], cell[:min(len(cell), 400)], false)
	var kind uint8
	two := false
	r.wording.each(text, func(m uint8, _ []byte) bool {
		if m != 0 && kind != 0 && m != kind {
			two = true
		}
		if m != 0 {
			kind = m
		}
		return !two
	})
	switch {
	case two:
		return 0
	case kind == 0:
		return r.TypeFromURL(cell)
	}
	return kind
}

// TypeFromURL gives the code of contact.source_type of a page: that of its
// site when it is a network, a register, a gazette, a chamber's or a data
// vendor's, else website. It is 0 when the cell is no web address.
func (r *SourceReader) TypeFromURL(url []byte) uint8 {
	host := URLHost(url)
	if host == nil || len(host) > 128 || isFileName(host) {
		return 0
	}
	var buf [128]byte
	h := lowerASCII(buf[:0], host)
	for {
		if k, ok := r.hosts[string(h)]; ok {
			return k
		}
		i := 0
		for i < len(h) && h[i] != '.' {
			i++
		}
		if i == len(h) {
			return r.website
		}
		h = h[i+1:]
	}
}

// isFileName says whether what looks like a host ends as a file does.
func isFileName(host []byte) bool {
	for _, ext := range [...]string{".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods", ".pdf", ".doc", ".docx", ".json", ".xml", ".vcf"} {
		if n := len(host) - len(ext); n > 0 && equalFold(host[n:], ext) {
			return true
		}
	}
	return false
}
