package engine

import "leadlint/rules/facts"

// cell says how the values of one field are kept apart from their batch.
type cell struct {
	typ facts.Type
	// recorded: keep the bit of cells that were not understood.
	recorded bool
	// keys: keep the identities of a Key or Text.
	keys bool
}

// add appends row of v to the column dst, which holds n rows.
func (c cell) add(dst *facts.Vec, n int, v *facts.Vec, row int) {
	switch c.typ {
	case facts.Enum, facts.Bool:
		code := facts.UnknownCode
		if !v.Absent {
			code = v.Codes[row]
		}
		dst.Codes = append(dst.Codes, code)
	case facts.Date:
		day := facts.UnknownDay
		if !v.Absent {
			day = v.Days[row]
		}
		dst.Days = append(dst.Days, day)
	case facts.Int:
		value := facts.UnknownInt
		if !v.Absent {
			value = v.Ints[row]
		}
		dst.Ints = append(dst.Ints, value)
	case facts.Set:
		var set uint64
		if !v.Absent {
			set = v.Sets[row]
		}
		dst.Sets = append(dst.Sets, set)
	default:
		dst.Present = appendBit(dst.Present, n, c.present(v, row))
	}
	if c.recorded {
		dst.Unread = appendBit(dst.Unread, n, v.Absent || facts.Has(v.Unread, row))
	}
	if c.keys {
		if n == 0 && len(dst.KeyAt) == 0 {
			dst.KeyAt = append(dst.KeyAt, 0)
		}
		dst.Keys = append(dst.Keys, v.RowKeys(row)...)
		dst.KeyAt = append(dst.KeyAt, uint32(len(dst.Keys)))
	}
}

// present says whether a Text or Key is known in a row.
func (c cell) present(v *facts.Vec, row int) bool {
	return !v.Absent && v.Known(c.typ, row)
}

// size gives the bytes that a row takes in memory, rounded up, without its keys.
func (c cell) size() int64 {
	n := int64(1)
	switch c.typ {
	case facts.Date:
		n = 4
	case facts.Int, facts.Set:
		n = 8
	}
	if c.recorded {
		n++
	}
	if c.keys {
		n += 4
	}
	return n
}

// reset empties a column and keeps its room.
func reset(v *facts.Vec) {
	*v = facts.Vec{
		Codes: v.Codes[:0], Days: v.Days[:0], Ints: v.Ints[:0], Sets: v.Sets[:0],
		Present: v.Present[:0], Unread: v.Unread[:0], Keys: v.Keys[:0], KeyAt: v.KeyAt[:0],
	}
}

// gather fills dst with the chosen rows of v, in their order. Texts are not
// carried: what a condition tests of them is worked out where they lie.
func (c cell) gather(dst, v *facts.Vec, rows []uint32) {
	reset(dst)
	if v.Absent {
		dst.Absent = true
		return
	}
	switch c.typ {
	case facts.Enum, facts.Bool:
		dst.Codes = pick(dst.Codes, v.Codes, rows)
		for len(dst.Codes)%64 != 0 { // kernels compare 64 at a time
			dst.Codes = append(dst.Codes, facts.UnknownCode)
		}
	case facts.Date:
		dst.Days = pick(dst.Days, v.Days, rows)
	case facts.Int:
		dst.Ints = pick(dst.Ints, v.Ints, rows)
	case facts.Set:
		dst.Sets = pick(dst.Sets, v.Sets, rows)
	default:
		for i, r := range rows {
			dst.Present = appendBit(dst.Present, i, c.present(v, int(r)))
		}
	}
	if c.recorded {
		for i, r := range rows {
			dst.Unread = appendBit(dst.Unread, i, facts.Has(v.Unread, int(r)))
		}
	}
	if c.keys {
		dst.KeyAt = append(dst.KeyAt, 0)
		for _, r := range rows {
			dst.Keys = append(dst.Keys, v.RowKeys(int(r))...)
			dst.KeyAt = append(dst.KeyAt, uint32(len(dst.Keys)))
		}
	}
}

func pick[T any](dst, src []T, rows []uint32) []T {
	for _, r := range rows {
		dst = append(dst, src[r])
	}
	return dst
}

// appendBit sets the bit of row n, the one after the last.
func appendBit(set []uint64, n int, on bool) []uint64 {
	if n%64 == 0 {
		set = append(set, 0)
	}
	if on {
		set[n/64] |= 1 << uint(n%64)
	}
	return set
}
