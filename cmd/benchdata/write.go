package main

import (
	"io"
	"runtime"
	"sync"
)

// chunkRows is the number of rows that share one random stream: chunks can be
// made in any order and still give the same bytes.
const chunkRows = 8192

// write writes the header and rows records. Each round makes one chunk per
// processor at once and writes them in order.
func write(w io.Writer, rows int64, seed uint64) error {
	if _, err := io.WriteString(w, header); err != nil {
		return err
	}
	bufs := make([][]byte, runtime.GOMAXPROCS(0))
	t := newTables()
	for first := int64(0); first < rows; first += int64(len(bufs)) * chunkRows {
		var wg sync.WaitGroup
		for i := range bufs {
			from := first + int64(i)*chunkRows
			n := min(chunkRows, rows-from)
			wg.Go(func() { bufs[i] = t.chunk(bufs[i][:0], seed, from, n) })
		}
		wg.Wait()
		for _, b := range bufs {
			if _, err := w.Write(b); err != nil {
				return err
			}
		}
	}
	return nil
}
