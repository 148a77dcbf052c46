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
			return raw{}, err
		}
		trimmed := bytes.TrimSpace(text)
		switch {
		case bytes.EqualFold(trimmed, []byte("BEGIN:VCARD")):
			if within {
				s.drop(card.line, noEnd)
			}
			card, within, long, size = raw{line: s.line}, true, false, 0
		case !within:
			if len(trimmed) > 0 {
				s.log.Add(damage.Warning, s.line, 0, outside)
			}
		case bytes.EqualFold(trimmed, []byte("END:VCARD")):
			if !long {
				return card, nil
			}
			within = false
		case long:
		default:
			if size += len(text) + 1; size > maxCard {
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
}

// readLine gives the next line without its end, valid until the next call; of a
// line longer than the limit only so much that the caller sees it is too long.
func (s *splitter) readLine(limit int) ([]byte, error) {
	piece, err := s.in.ReadSlice('\n')
	s.line++
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
	return bytes.TrimRight(whole, "\r\n"), nil
}
