// Package rows reads what Apache Spark writes into the standard input of a program that
// it transforms rows with: one JSON object a line, each of whose keys is the number of a
// column. Its cells are those that leadlint's own readers give for the same rows.
package rows

// Kind says how the JSON of a column's values becomes the text of its cells.
type Kind uint8

// The kinds of columns. The zero value is a column whose values read as they are written.
const (
	// Text is a string, and whatever else JSON writes as leadlint does: booleans, whole
	// numbers, dates.
	Text Kind = iota
	// Decimal is a number whose digits are kept and whose exponent is written out.
	Decimal
	// Float64 is a binary number of 64 bits, written in plain digits; NaN and the
	// infinite are absent.
	Float64
	// Float32 is a binary number of 32 bits, likewise.
	Float32
	// Timestamp is YYYY-MM-DDThh:mm:ss with a fraction and a zone: zeros at the end of
	// the fraction are left out.
	Timestamp
	// Local is a timestamp whose zone, if one is written, says nothing.
	Local
	// Binary is bytes in base64, a cell where they are UTF-8 and absent where not.
	Binary
	// UUID is 16 bytes in base64, written with hyphens.
	UUID
	// None is never read: leadlint's own readers give no cell either.
	None

	kinds
)

// Valid says whether the kind is one of those above.
func (k Kind) Valid() bool { return k < kinds }

// Column is one column of the table that the rows are of.
type Column struct {
	// Name is the header.
	Name string
	Kind Kind
}

const (
	// LineKey is the key of the row's number in its file, counted from 0, where Spark
	// knows it.
	LineKey = "l"
	// PartitionKey is the key of the number of the partition, the same for all its rows.
	PartitionKey = "p"
	// DamagedKey is the key of a text that is there where Spark could not make a row's
	// cells out of its text. The text itself is neither kept nor told.
	DamagedKey = "x"
)
