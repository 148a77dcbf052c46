package parquet

import (
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"leadlint/scanner/dataset"
)

// Leaf is where a column of a table stands in its file, for those who have the file read
// by another program and want the same cells.
type Leaf struct {
	// Path are the names from the root of the schema to the values, with those that
	// lists and maps put between a field and its values.
	Path []string
	// Repeated says of each name whether it may occur several times in what is around it.
	Repeated []bool
	// Stored is how the values are stored.
	Stored Storage
}

// Storage classes the ways of storing values as far as other programs may write them
// otherwise than this package.
type Storage uint8

// The ways of storing values.
const (
	// Plain is what everyone writes alike: text, booleans, whole numbers, dates.
	Plain Storage = iota
	// Decimal is a decimal number.
	Decimal
	// Double is a binary number of 64 bits.
	Double
	// Float is a binary number of 32 bits.
	Float
	// Instant is a timestamp in UTC.
	Instant
	// WallClock is a timestamp without a zone.
	WallClock
	// Bytes are bytes of which nothing says that they are text.
	Bytes
	// UUID is the 16 bytes of a UUID.
	UUID
	// Unread has no cells.
	Unread
)

// Leaves tells where the columns of a table stand, in the order of Columns; nil for a
// table that is of no Parquet file.
func Leaves(t dataset.Table) []Leaf {
	own, ok := t.(*table)
	if !ok {
		return nil
	}
	var out []Leaf
	err := guard(func() error {
		file, err := own.File()
		if err != nil {
			return err
		}
		out = leavesOf(file.Root(), nil, nil)
		return nil
	})
	if err != nil {
		return nil
	}
	return out
}

func leavesOf(c *parquet.Column, repeated []bool, out []Leaf) []Leaf {
	if c.Leaf() {
		return append(out, Leaf{Path: slices.Clone(c.Path()), Repeated: slices.Clone(repeated), Stored: storage(c.Type())})
	}
	for _, child := range c.Columns() {
		out = leavesOf(child, append(slices.Clip(repeated), child.Repeated()), out)
	}
	return out
}

// storage classes a column's type.
func storage(t parquet.Type) Storage {
	if l := t.LogicalType(); l != nil {
		switch l := l.Value.(type) {
		case *format.DecimalType:
			return Decimal
		case *format.TimestampType:
			if l.IsAdjustedToUTC {
				return Instant
			}
			return WallClock
		case *format.UUIDType:
			return UUID
		case *format.Float16Type, *format.BsonType, *format.VariantType, *format.GeometryType, *format.GeographyType:
			return Unread
		}
		return Plain
	}
	switch t.Kind() {
	case parquet.Int96:
		return WallClock
	case parquet.Float:
		return Float
	case parquet.Double:
		return Double
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return Bytes
	}
	return Plain
}
