package store

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// largest is the greatest size of a report that is unpacked, in bytes: a file from
// elsewhere must not fill the memory.
const largest = 512 << 20

// pack compresses the JSON of a report.
func pack(body []byte) ([]byte, error) {
	if len(body) > largest {
		return nil, fmt.Errorf("the report has %d bytes, more than the %d that a history keeps", len(body), largest)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("compress the report: %w", err)
	}
	return w.EncodeAll(body, nil), nil
}

// unpack gives the JSON again.
func unpack(packed []byte) ([]byte, error) {
	r, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(largest), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("open the report that is kept: %w", err)
	}
	defer r.Close()
	body, err := r.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("open the report that is kept: %w", err)
	}
	return body, nil
}
