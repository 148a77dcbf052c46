package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"time"
)

// register is a kind of register that can be written beside the contacts.
type register struct {
	header string
	row    func(b []byte, m *maker, email string, number int64) []byte
}

func registerNamed(name string) (register, bool) {
	switch name {
	case "send":
		return register{"message_id,email,channel,sent_at,campaign,purpose,unsubscribe_link\n", sendRow}, true
	case "suppression":
		return register{"email,type,channel,recorded_at\n", suppressionRow}, true
	}
	return register{}, false
}

// writeRegister writes rows entries about the persons of the contacts that
// write gives for the same number of them and seed; those without a usable
// e-mail address are left out.
func writeRegister(w io.Writer, kind register, rows, contacts int64, seed uint64) error {
	out := bufio.NewWriterSize(w, 1<<20)
	out.WriteString(kind.header) // the error stays in the buffer until Flush
	t := newTables()
	m := &maker{tables: t, rng: rand.NewPCG(seed, 1<<40)}
	var buf, line []byte
	var written int64
	for from := int64(0); from < contacts && written < rows; from += chunkRows {
		n := min(chunkRows, contacts-from)
		buf = t.chunk(buf[:0], seed, from, n)
		emails, err := emailsOf(buf)
		if err != nil {
			return err
		}
		for i, email := range emails {
			due := (from+int64(i)+1)*rows/contacts - written
			for ; due > 0 && email != ""; due-- {
				line = kind.row(line[:0], m, email, written)
				out.Write(line)
				written++
			}
		}
	}
	return out.Flush()
}

// emailsOf gives the addresses of a chunk's rows, empty where there is none.
func emailsOf(chunk []byte) ([]string, error) {
	r := csv.NewReader(bytes.NewReader(chunk))
	r.ReuseRecord = true
	var out []string
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read contacts back: %w", err)
		}
		email := rec[2]
		if bytes.IndexByte([]byte(email), '@') < 0 {
			email = ""
		}
		out = append(out, email)
	}
}

func (m *maker) day(b []byte, within int) []byte {
	day := time.Date(2026, time.October, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -m.pick(within))
	return day.AppendFormat(b, time.DateOnly)
}

func sendRow(b []byte, m *maker, email string, number int64) []byte {
	b = append(b, 'M')
	b = strconv.AppendInt(b, 100_000_000+number, 10)
	b = append(append(append(b, ','), email...), ",email,"...)
	b = m.day(b, 900)
	b = append(b, ",C"...)
	b = strconv.AppendInt(b, int64(m.pick(400)), 10)
	b = append(b, [...]string{",prospecting,", ",prospecting,", ",prospecting,", ",service,"}[m.pick(4)]...)
	return append(b, [...]string{"yes\n", "yes\n", "yes\n", "no\n"}[m.pick(4)]...)
}

func suppressionRow(b []byte, m *maker, email string, _ int64) []byte {
	b = append(append(b, email...), ',')
	b = append(b, [...]string{"unsubscribe,", "unsubscribe,", "objection,", "erasure,"}[m.pick(4)]...)
	b = append(b, [...]string{"email,", "all,"}[m.pick(2)]...)
	return append(m.day(b, 900), '\n')
}
