package delimited

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
)

const (
	// recordMax is the longest record that is read, in bytes.
	recordMax = 4 << 20
	// unclosedMax is how many quotes may be found never to close before
	// records are taken to be lines: each costs a search of up to recordMax.
	unclosedMax = 16
)

// block is a run of whole records.
type block struct {
	buf  []byte // with padding bytes behind the records
	n    int    // bytes of records; buf[n-1] is a line end
	line int64  // of the first record
	// lines says that each line is a record: quoted cells end with it.
	lines bool
	hold  sync.WaitGroup // the hash of buf
	// number counts the blocks from 0; passed are the lines of the records before it
	// that were passed over; added says that the last line end is none of the input's.
	number int64
	passed []int64
	added  bool
}

// source is what the splitter reads: see blob.Stream.
type source interface {
	ReadBlock(p []byte, hold *sync.WaitGroup) (int, error)
}

// splitter cuts a stream into blocks that end where a record ends. It follows
// the quotes from the first byte on, so that it knows the true state.
type splitter struct {
	form
	src   source
	size  int   // of a block
	limit int   // the longest record
	width int   // columns, to tell an unclosed quote from a long cell
	line  int64 // of the first byte of cur
	free  chan *block
	out   chan *block
	tally tally

	cur      *block
	have     int // bytes read into cur.buf
	eof      bool
	failed   error // what ended the input, if not its end
	unclosed int   // quotes that were never closed
	sent     int64 // blocks
	passed   []int64
	added    bool // the line end at the end of cur is none of the input's
}

// state is how far the records of a buffer are known.
type state struct {
	safe   int  // end of the last whole record
	at     int  // where the search goes on
	quoted bool // at is within a quoted cell
	open   int  // the quote that opened it
}

// fail sends what is whole of an input that broke off. The record that it broke
// off in is left out: half a cell would be read as a false value.
func (s *splitter) fail(ctx context.Context, st state) error {
	whole := errors.Join(s.cut(ctx, st.safe, false), s.failed)
	if s.have > 0 {
		s.tally.add(cutOff, s.line, 1)
		s.passed = append(s.passed, s.line)
	}
	return errors.Join(whole, s.last(ctx))
}

// last sends the records passed over behind the last block.
func (s *splitter) last(ctx context.Context) error {
	if len(s.passed) == 0 {
		return nil
	}
	s.cur.n, s.cur.line, s.cur.lines, s.cur.added = 0, s.line, false, false
	return s.send(ctx)
}

// send hands on the current block.
func (s *splitter) send(ctx context.Context) error {
	s.cur.number, s.cur.passed, s.passed = s.sent, s.passed, nil
	s.sent++
	select {
	case s.out <- s.cur:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// behind is the state after the first n bytes were cut off.
func (st state) behind(n int) state {
	return state{safe: st.safe - n, at: st.at - n, quoted: st.quoted, open: st.open - n}
}

// run sends blocks until the input ends. The error is that of ctx, or the one
// that ended the reading early, after everything before it was sent.
func (s *splitter) run(ctx context.Context) error {
	var err error
	if s.cur, err = s.fresh(ctx); err != nil {
		return err
	}
	st := state{}
	for {
		if err = s.fill(ctx, st.safe); err != nil {
			return err
		}
		st = s.advance(st, false)
		switch {
		case s.failed != nil:
			return s.fail(ctx, st)
		case s.eof && st.safe == s.have:
			if err := s.cut(ctx, st.safe, false); err != nil {
				return err
			}
			return s.last(ctx)
		case s.eof: // an open quote keeps the last record from ending
			st, err = s.unclose(ctx, st)
		case s.have-st.safe > s.limit:
			st, err = s.tooLong(ctx, st)
		case st.safe > 0 && s.have >= s.size:
			err = s.cut(ctx, st.safe, false)
			st = st.behind(st.safe)
		}
		if err != nil {
			return err
		}
	}
}

// fresh takes a free block.
func (s *splitter) fresh(ctx context.Context) (*block, error) {
	select {
	case b := <-s.free:
		b.hold.Wait()
		if cap(b.buf) < s.size+padding+1 || cap(b.buf) > 4*s.size+padding+1 {
			b.buf = make([]byte, s.size+padding+1)
		}
		b.buf = b.buf[:cap(b.buf)]
		return b, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// fill reads more into the current block, growing it for a long record. At the
// end of the input it ends the last record with a line end if it has none. An
// error of the input ends it too and is kept in failed. It reads no more than
// the longest record allowed behind from, where a record starts, so that what
// is too long does not depend on how much a read happens to give.
func (s *splitter) fill(ctx context.Context, from int) error {
	if s.eof {
		return ctx.Err()
	}
	if s.have+padding+1 >= len(s.cur.buf) {
		buf := make([]byte, 2*len(s.cur.buf))
		copy(buf, s.cur.buf[:s.have])
		s.cur.buf = buf // the old one is left to the hash
	}
	end := min(len(s.cur.buf)-padding-1, from+s.limit+1)
	n, err := s.src.ReadBlock(s.cur.buf[s.have:end], &s.cur.hold)
	s.have += n
	if err == nil {
		return ctx.Err()
	}
	s.eof = true
	if !errors.Is(err, io.EOF) {
		s.failed = err
	} else if s.have > 0 && s.cur.buf[s.have-1] != s.form.end {
		s.cur.buf[s.have] = s.form.end
		s.have++
		s.added = true
	}
	return ctx.Err()
}

// advance follows quotes and line ends through what was read: to its end, or
// with first set to the first end of a record.
func (s *splitter) advance(st state, first bool) state {
	data := s.cur.buf[:s.have]
	var last []byte // the last plain bytes that hold a line end
	from := 0       // where they start
	for st.at < len(data) {
		if st.quoted {
			at, resume, _, _ := s.closing(data, st.at)
			if st.at = resume; at < 0 {
				break
			}
			st.at, st.quoted = at+1, false
			continue
		}
		plain := data[st.at:]
		k := bytes.IndexByte(plain, quote)
		if k >= 0 {
			plain = plain[:k]
		}
		if end := bytes.IndexByte(plain, s.form.end); end >= 0 {
			if first {
				return state{safe: st.at + end + 1}
			}
			last, from = plain, st.at
		}
		st.at += len(plain)
		if k >= 0 {
			st.quoted, st.open = st.at == st.safe || s.separates(data[st.at-1]), st.at
			st.at++
		}
	}
	if last != nil {
		st.safe = from + bytes.LastIndexByte(last, s.form.end) + 1
	}
	return st
}

// cut sends the first n bytes as a block and moves the rest to a fresh one.
func (s *splitter) cut(ctx context.Context, n int, lines bool) error {
	if n == 0 {
		return nil
	}
	next, err := s.fresh(ctx)
	if err != nil {
		return err
	}
	rest := s.cur.buf[n:s.have]
	if need := len(rest) + s.size + padding + 1; len(rest) > s.size/2 && len(next.buf) < need {
		next.buf = make([]byte, need)
	}
	copy(next.buf, rest)
	s.cur.n, s.cur.line, s.cur.lines, s.cur.added = n, s.line, lines, s.added && n == s.have
	s.line += int64(bytes.Count(s.cur.buf[:n], []byte{s.form.end}))
	s.have -= n
	if err := s.send(ctx); err != nil {
		return err
	}
	s.cur = next
	return nil
}

// unclose ends the record with an unclosed quote at the end of the line on which
// that quote stands, and goes on with the line after it.
func (s *splitter) unclose(ctx context.Context, st state) (state, error) {
	if err := s.cut(ctx, st.safe, false); err != nil {
		return st, err
	}
	st = st.behind(st.safe)
	data := s.cur.buf[:s.have]
	s.unclosed++
	if s.unclosed > unclosedMax {
		return state{}, s.cut(ctx, bytes.LastIndexByte(data, s.form.end)+1, true)
	}
	end := st.open + bytes.IndexByte(data[st.open:], s.form.end) + 1
	return state{}, s.cut(ctx, end, false)
}

// tooLong deals with a record beyond the limit: a quote that is never closed
// makes its line a record; a record that is truly long is skipped.
func (s *splitter) tooLong(ctx context.Context, st state) (state, error) {
	if st.quoted && s.looksUnclosed(s.cur.buf[st.open:s.have]) {
		return s.unclose(ctx, st)
	}
	if err := s.cut(ctx, st.safe, false); err != nil {
		return st, err
	}
	s.tally.add(tooLong, s.line, 1)
	s.passed = append(s.passed, s.line)
	return s.skip(ctx, st.behind(st.safe))
}

// looksUnclosed says whether the lines within a quoted cell are records of the
// table's width, which they would not be if they belonged to the cell.
func (s *splitter) looksUnclosed(data []byte) bool {
	p := parser{form: s.form, cells: make([][]byte, 1)}
	fit, seen := 0, 0
	for at := 0; seen <= 20; seen++ {
		k := bytes.IndexByte(data[at:], s.form.end)
		if k < 0 {
			break
		}
		if p.use(data[at:], k+1); seen > 0 {
			p.record(0)
			if p.n == s.width {
				fit++
			}
		}
		at += k + 1
	}
	return seen > 1 && fit*2 > seen-1
}

// skip drops bytes up to the end of the record that starts the buffer, without
// keeping them.
func (s *splitter) skip(ctx context.Context, st state) (state, error) {
	for {
		st.safe = -1
		if st = s.advance(st, true); st.safe > 0 {
			s.drop(st.safe)
			return state{}, nil
		}
		if s.eof {
			s.drop(s.have)
			return state{}, nil
		}
		// The byte before st.at may be the delimiter before a quote.
		if n := st.at - 1; n > 0 {
			s.drop(n)
			st.at = 1
		}
		if err := s.fill(ctx, s.have); err != nil {
			return st, err
		}
	}
}

// drop forgets the first n bytes of the current block.
func (s *splitter) drop(n int) {
	s.line += int64(bytes.Count(s.cur.buf[:n], []byte{s.form.end}))
	s.cur.hold.Wait() // the hash needs them as they were
	s.have = copy(s.cur.buf, s.cur.buf[n:s.have])
}
