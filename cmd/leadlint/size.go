package main

import (
	"strconv"
	"strings"
)

// leastMemory is the least memory that joined registers may be given: below it
// not even the buffers of the temporary files fit.
const leastMemory = 1 << 20

// parseSize reads a number of bytes such as 512MiB or 2GiB; a bare number is
// bytes.
func parseSize(s string) (int64, error) {
	number, unit := s, int64(1)
	for suffix, factor := range map[string]int64{"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40} {
		if n, ok := strings.CutSuffix(s, suffix); ok {
			number, unit = n, factor
		}
	}
	n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
	if err != nil || n < 1 || n > (1<<62)/unit || n*unit < leastMemory {
		return 0, usagef("--memory %q: expected a size of at least 1MiB, in KiB, MiB, GiB or TiB, such as 512MiB", s)
	}
	return n * unit, nil
}
