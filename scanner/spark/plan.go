package spark

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"os"

	"github.com/klauspost/compress/zstd"

	"leadlint/scanner/spark/rows"
)

// Plan is what the program that rows are piped to wants to know. It serves one version of
// leadlint: whoever runs it has to be of the version that made it.
type Plan struct {
	// Tool is that version.
	Tool string
	// Dataset is the name of the dataset.
	Dataset string
	// Columns are those of the table, in its order.
	Columns []rows.Column
	// Counting says how the rows are counted, in an encoding of whoever counts them.
	Counting []byte
}

const (
	// planMagic starts a plan file.
	planMagic = "leadlint plan 1\n"
	// maxPlan is the size up to which a plan file is read.
	maxPlan = 1 << 30
)

// WritePlan writes a plan into a new file that its owner alone can read: it holds the key
// by which persons are compared.
func WritePlan(path string, p *Plan) error {
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(p); err != nil {
		return fmt.Errorf("write the plan: %w", err)
	}
	z, err := zstd.NewWriter(nil)
	if err != nil {
		return fmt.Errorf("write the plan: %w", err)
	}
	data := append([]byte(planMagic), z.EncodeAll(body.Bytes(), nil)...)
	sum := sha256.Sum256(data)
	return os.WriteFile(path, append(data, sum[:]...), 0o600)
}

// ReadPlan reads a plan file of the given version of leadlint.
func ReadPlan(path, tool string) (*Plan, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	end := len(data) - sha256.Size
	if end < len(planMagic) || string(data[:len(planMagic)]) != planMagic {
		return nil, fmt.Errorf("%q is no plan that this version of leadlint can read: use the version that made it", path)
	}
	if sum := sha256.Sum256(data[:end]); !bytes.Equal(sum[:], data[end:]) {
		return nil, fmt.Errorf("the plan %q is damaged: its checksum does not agree", path)
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxPlan))
	if err != nil {
		return nil, fmt.Errorf("read the plan %q: %w", path, err)
	}
	defer z.Close()
	body, err := z.DecodeAll(data[len(planMagic):end], nil)
	if err != nil {
		return nil, fmt.Errorf("read the plan %q: %w", path, err)
	}
	var p Plan
	if err := gob.NewDecoder(bytes.NewReader(body)).Decode(&p); err != nil {
		return nil, errors.New("the plan " + path + " cannot be decoded: use the version of leadlint that made it")
	}
	if p.Tool != tool {
		return nil, fmt.Errorf("the plan %q was made by leadlint %s and this is %s: use one version on all machines", path, p.Tool, tool)
	}
	return &p, nil
}
