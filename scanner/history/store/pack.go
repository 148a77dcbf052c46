package store

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"leadlint/scanner/finding"
	"leadlint/scanner/history"
)

// largest is the greatest size of a report that is unpacked, in bytes: a file from
// elsewhere must not fill the memory.
const largest = 512 << 20

// packed is a report in the two parts that are stored, each compressed, with the hashes
// of their JSON.
type packed struct {
	body, texts       []byte
	bodySum, textsSum history.Hash
}

// pack brings a report into its two parts.
func pack(r *finding.Report) (*packed, error) {
	body, texts, err := history.Split(r)
	if err != nil {
		return nil, err
	}
	p := &packed{bodySum: sha256.Sum256(body), textsSum: sha256.Sum256(texts)}
	if p.body, err = compressed(body); err != nil {
		return nil, err
	}
	p.texts, err = compressed(texts)
	return p, err
}

// unpack puts a report together again when its parts have the hashes that its event
// says; met, unless nil, has texts that were read before, by their hash, and gets those
// that are read now. What does not fit is told in words that end the sentence "the
// report …".
func unpack(a *history.Audit, p *packed, met map[string]history.Texts) (*finding.Report, error) {
	body, err := expanded(p.body)
	if err != nil {
		return nil, errors.New("is damaged")
	}
	if p.bodySum = sha256.Sum256(body); p.bodySum.String() != a.Report {
		return nil, errors.New("is not that which was stored")
	}
	// The hash is of what was unpacked, so the packed bytes say whether it was met.
	packedSum := sha256.Sum256(p.texts)
	texts, ok := met[string(packedSum[:])+a.Texts]
	if !ok {
		if texts, err = p.readTexts(a); err != nil {
			return nil, err
		}
		if met != nil {
			met[string(packedSum[:])+a.Texts] = texts
		}
	}
	if p.textsSum, err = history.ParseHash(a.Texts); err != nil {
		return nil, errors.New("has an event that does not describe it")
	}
	r, err := history.Join(body, texts)
	if err != nil {
		return nil, errors.New("is in a form that is not known")
	}
	return r, nil
}

// readTexts unpacks and checks what the rules say.
func (p *packed) readTexts(a *history.Audit) (history.Texts, error) {
	data, err := expanded(p.texts)
	if err != nil {
		return history.Texts{}, errors.New("is damaged in what its rules say")
	}
	if history.Hash(sha256.Sum256(data)).String() != a.Texts {
		return history.Texts{}, errors.New("does not have the texts of rules that were stored with it")
	}
	texts, err := history.ParseTexts(data)
	if err != nil {
		return history.Texts{}, errors.New("is in a form that is not known")
	}
	return texts, nil
}

func compressed(body []byte) ([]byte, error) {
	if len(body) > largest {
		return nil, fmt.Errorf("the report has %d bytes, more than the %d that a history keeps", len(body), largest)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("compress the report: %w", err)
	}
	return w.EncodeAll(body, nil), nil
}

func expanded(packed []byte) ([]byte, error) {
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
