package engine

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// wireSketch is the wire form of a sketch: none of the two for an empty one.
type wireSketch struct {
	// Sparse has three bytes for each register that is not zero: its number, in
	// two bytes, the lower first, and its rank. Dense has one byte for each.
	Sparse []byte `json:"sparse,omitempty"`
	Dense  []byte `json:"dense,omitempty"`
}

const (
	// manyRegisters is the number of registers from which on all are written.
	manyRegisters = 1 << (sketchBits - 2)
	// topRank is the greatest rank that a key of 64 bits can have.
	topRank = 64 - sketchBits + 1
)

// MarshalJSON gives the sketch as it is kept and sent.
func (s Sketch) MarshalJSON() ([]byte, error) {
	var w wireSketch
	used := 0
	for i, r := range s.Registers {
		if r == 0 {
			continue
		}
		if used++; used < manyRegisters {
			w.Sparse = append(binary.LittleEndian.AppendUint16(w.Sparse, uint16(i)), r)
		}
	}
	if used >= manyRegisters {
		w = wireSketch{Dense: s.Registers}
	}
	return json.Marshal(w)
}

// UnmarshalJSON sets the sketch to what MarshalJSON gave, and fails on what it
// cannot have given.
func (s *Sketch) UnmarshalJSON(data []byte) error {
	var w wireSketch
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("sketch: %w", err)
	}
	switch {
	case len(w.Sparse)+len(w.Dense) == 0:
		*s = Sketch{}
		return nil
	case w.Sparse != nil && w.Dense != nil, len(w.Sparse)%3 != 0, len(w.Sparse) >= 3*manyRegisters,
		w.Dense != nil && len(w.Dense) != 1<<sketchBits:
		return errors.New("sketch: the registers are not as many as they should be")
	}
	registers, last := w.Dense, -1
	if registers == nil {
		registers = make([]uint8, 1<<sketchBits)
	}
	for ; len(w.Sparse) > 0; w.Sparse = w.Sparse[3:] {
		at := int(binary.LittleEndian.Uint16(w.Sparse))
		if at <= last || at >= len(registers) || w.Sparse[2] == 0 {
			return errors.New("sketch: the registers are not in order")
		}
		registers[at], last = w.Sparse[2], at
	}
	for _, r := range registers {
		if r > topRank {
			return errors.New("sketch: a register is out of range")
		}
	}
	s.Registers = registers
	return nil
}
