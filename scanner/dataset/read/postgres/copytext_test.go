package postgres

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// encode writes a row as the server does: its rules, not its code.
func encode(fields []*string) string {
	var parts []string
	for _, f := range fields {
		if f == nil {
			parts = append(parts, `\N`)
			continue
		}
		parts = append(parts, strings.NewReplacer("\\", `\\`, "\b", `\b`, "\f", `\f`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\v", `\v`).Replace(*f))
	}
	return strings.Join(parts, "\t")
}

func anyField(t *rapid.T) *string {
	if rapid.Bool().Draw(t, "null") {
		return nil
	}
	s := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune("\\N\t\nab\b\v\f\r")), 0, 12, -1)).Draw(t, "field")
	return &s
}

func TestSplitUndoesWhatTheServerWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(anyField), 1, 12).Draw(t, "row")
		got := make([][]byte, len(want))
		if n := split([]byte(encode(want)), got); n != len(want) {
			t.Fatalf("%d fields, want %d", n, len(want))
		}
		for i, w := range want {
			if (got[i] == nil) != (w == nil) || w != nil && string(got[i]) != *w {
				t.Fatalf("field %d = %q, want %v", i, got[i], w)
			}
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte("a\t\\N\tb\\\\N\t\\"), 4)
	f.Add([]byte(""), 1)
	f.Fuzz(func(t *testing.T, row []byte, room int) {
		tabs := bytes.Count(row, []byte("\t"))
		fields := make([][]byte, max(0, min(room, 100)))
		size := len(row)
		if n := split(row, fields); n != tabs+1 {
			t.Errorf("%d fields, want one more than the %d tabs", n, tabs)
		}
		total := 0
		for _, f := range fields {
			total += len(f)
		}
		if total > size {
			t.Errorf("the fields have %d bytes, the row %d", total, size)
		}
	})
}

// stream is a run of messages of the server.
func stream(messages ...any) []byte {
	var out []byte
	for _, m := range messages {
		kind, body := byte(copyData), ""
		switch m := m.(type) {
		case string:
			body = m
		case byte:
			kind, body = m, "body of another message"
		}
		out = append(out, kind)
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)+4))
		out = append(out, body...)
	}
	return out
}

// rowKeeper keeps what a tap finds.
type rowKeeper struct {
	rows []string
	long []int64
}

func (k *rowKeeper) row(text []byte)    { k.rows = append(k.rows, string(text)) }
func (k *rowKeeper) tooLong(size int64) { k.long = append(k.long, size) }

func TestTapTakesRowsAndHandsOnTheRest(t *testing.T) {
	big := strings.Repeat("x", tapSize+77) + "\n"
	huge := strings.Repeat("y", maxRow+1) + "\n"
	in := stream(byte('H'), "a\tb\n", big, "\n", huge, "c\n", byte('c'), byte('C'), byte('Z'))
	for name, from := range map[string]io.Reader{
		"at once":       bytes.NewReader(in),
		"half readings": iotest.HalfReader(bytes.NewReader(in)),
		"end with data": iotest.DataErrReader(bytes.NewReader(in)),
	} {
		t.Run(name, func(t *testing.T) {
			kept := &rowKeeper{}
			tap := newTap(from)
			tap.to = kept
			rest, err := io.ReadAll(tap)
			if err != nil {
				t.Fatal(err)
			}
			if want := stream(byte('H'), byte('c'), byte('C'), byte('Z')); !bytes.Equal(rest, want) {
				t.Errorf("handed on %q, want %q", rest, want)
			}
			if want := []string{"a\tb", strings.TrimSuffix(big, "\n"), "", "c"}; !slices.Equal(kept.rows, want) {
				t.Errorf("took %d rows, want %d", len(kept.rows), len(want))
			}
			if !slices.Equal(kept.long, []int64{int64(len(huge))}) {
				t.Errorf("too long: %v, want one of %d bytes", kept.long, len(huge))
			}
			if len(tap.buf) > 2*tapSize {
				t.Errorf("the buffer has %d bytes in the end; the long rows need no room any more", len(tap.buf))
			}
		})
	}
}

func TestTapSaysWhenRowsAreCut(t *testing.T) {
	kept := &rowKeeper{}
	tap := newTap(bytes.NewReader(stream("half a r", "ow\n")))
	tap.to = kept
	if _, err := io.ReadAll(tap); !errors.Is(err, errSplit) {
		t.Errorf("error %v, want errSplit", err)
	}
	if err := explain(errSplit, "leads", 1); !strings.Contains(err.Error(), "cuts rows into pieces") {
		t.Errorf("explained as %q", err)
	}
	cut := newTap(bytes.NewReader(stream("whole\n", "cut off\n")[:15]))
	cut.to = kept
	if _, err := io.ReadAll(cut); err == nil && len(kept.rows) != 1 {
		t.Errorf("a stream that ends within a row gave %d rows and no error", len(kept.rows))
	}
	if got := explain(context.Canceled, "leads", 1); !errors.Is(got, context.Canceled) {
		t.Errorf("a cancelled reading is told as %v", got)
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		form     form
		in, want string
	}{
		{truth, "t", "true"}, {truth, "f", "false"},
		{day, "2024-02-29", "2024-02-29"}, {day, "infinity", "∅"}, {day, "-infinity", "∅"}, {day, "0044-03-15 BC", "0044-03-15 BC"},
		{zoned, "2024-02-29 10:11:12.345+00", "2024-02-29 10:11:12.345Z"}, {zoned, "infinity", "∅"},
		{number, "33639980000", "33639980000"}, {number, "3.363998e+10", "33639980000"}, {number, "-1e-05", "-0.00001"},
		{number, "NaN", "∅"}, {number, "Infinity", "∅"}, {number, "-Infinity", "∅"},
		{document, `["a",null,{"k":2}]`, "a\x1f2"}, {document, "null", "∅"}, {asIs, "t", "t"},
	} {
		got, _ := c.form.cell([]byte(c.in), nil)
		text := string(got)
		if got == nil {
			text = "∅"
		}
		if text != c.want {
			t.Errorf("form %d of %q = %q, want %q", c.form, c.in, text, c.want)
		}
	}
}
