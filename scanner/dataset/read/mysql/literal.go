package mysql

import (
	"encoding/hex"
	"strconv"
)

// literal writes a text as the server reads it, whatever its characters and settings.
func literal(text []byte) string {
	if len(text) == 0 {
		return "''"
	}
	return "_utf8mb4 X'" + hex.EncodeToString(text) + "'"
}

// binaryLiteral writes bytes.
func binaryLiteral(b []byte) string {
	if len(b) == 0 {
		return "''"
	}
	return "X'" + hex.EncodeToString(b) + "'"
}

// ordinal is a whole number as the first column of a primary key, moved so that signed and
// unsigned ones have one order.
type ordinal uint64

// middle is where zero lies among signed keys.
const middle = 1 << 63

// literal writes the number that it stands for.
func (k ordinal) literal(signed bool) string {
	if signed {
		return strconv.FormatInt(int64(k^middle), 10) //nolint:gosec // the sign is meant to wrap
	}
	return strconv.FormatUint(uint64(k), 10)
}
