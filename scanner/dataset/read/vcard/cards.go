package vcard

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"leadlint/scanner/dataset/read/damage"
)

// maxCard is the longest card that is read.
const maxCard = 4 << 20

// raw is the lines of one card between BEGIN and END, folded as they stand.
type raw struct {
	line  int64 // of BEGIN
	lines []physical
	// text is the card as it stands, where that is kept; passed are the cards before
	// it that were passed over. A card with absent set is none: it only has those.
	text   []byte
	passed []passed
	absent bool
}

// passed is a card that is passed over; text is nil when it was too long.
type passed struct {
	line int64
	text []byte
}

// physical is one line of a file.
type physical struct {
	number int64
	text   []byte
}

// splitter cuts a stream into cards.
type splitter struct {
	in      *bufio.Reader
	log     *damage.Log
	line    int64
	skipped int64
	batches int64
	// keep asks for the text of cards; text is that of the card being read.
	keep   bool
	text   []byte
	passed []passed
	// full is the line last read with its end.
	full []byte
}

func newSplitter(r io.Reader, log *damage.Log) *splitter {
	return &splitter{in: bufio.NewReaderSize(r, 64<<10), log: log}
}

// next gives the next card, io.EOF after the last. Cards without an end or that
// are too long are passed over and told.
func (s *splitter) next() (raw, error) {
	var card raw
	within, long, size := false, false, 0
	for {
		text, err := s.readLine(maxCard - size)
		if err != nil {
			if within && errors.Is(err, io.EOF) {
				s.drop(card.line, noEnd)
			}
			return raw{absent: true, passed: s.given()}, err
		}
		trimmed := bytes.TrimSpace(text)
		begin := bytes.EqualFold(trimmed, []byte("BEGIN:VCARD"))
		if s.keep && within && !long && !begin {
			s.text = append(s.text, s.full...)
		}
		switch {
		case begin:
			if within {
				s.drop(card.line, noEnd)
			}
			card, within, long, size = raw{line: s.line}, true, false, 0
			if s.keep {
				s.text = append([]byte(nil), s.full...)
			}
		case !within:
			if len(trimmed) > 0 {
				s.log.Add(damage.Warning, s.line, 0, outside)
			}
		case bytes.EqualFold(trimmed, []byte("END:VCARD")):
			if !long {
				card.text, card.passed = s.text, s.given()
				return card, nil
			}
			within = false
		case long:
		default:
			if size += len(text) + 1; size > maxCard {
				s.text = nil
				s.drop(card.line, tooLong)
				long, card.lines = true, nil
				continue
			}
			card.lines = append(card.lines, physical{s.line, bytes.Clone(text)})
		}
	}
}

// drop tells of a card that is passed over.
func (s *splitter) drop(line int64, why message) {
	s.skipped++
	s.log.Add(damage.Lost, line, 0, why.text())
	if s.keep {
		s.passed = append(s.passed, passed{line, s.text})
	}
}

// given hands out the cards passed over since the last.
func (s *splitter) given() []passed {
	out := s.passed
	s.passed = nil
	return out
}

// readLine gives the next line without its end, valid until the next call; of a
// line longer than the limit only so much that the caller sees it is too long.
func (s *splitter) readLine(limit int) ([]byte, error) {
	piece, err := s.in.ReadSlice('\n')
	s.line++
	s.full = piece
	if err == nil || errors.Is(err, io.EOF) && len(piece) > 0 {
		return bytes.TrimRight(piece, "\r\n"), nil
	}
	if !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	whole := bytes.Clone(piece)
	for errors.Is(err, bufio.ErrBufferFull) {
		piece, err = s.in.ReadSlice('\n')
		if len(whole) <= limit {
			whole = append(whole, piece...)
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	s.full = whole
	return bytes.TrimRight(whole, "\r\n"), nil
}
