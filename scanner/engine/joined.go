package engine

// JoinedRows are rows of a relation that rules on others join, as hashes and codes that
// can be sent and added to a TableBuilder elsewhere. They hold no raw value.
type JoinedRows struct {
	// Rows is the number of rows seen, Keyless that of those without an identity.
	Rows, Keyless int64
	// Data is the encoding of those kept.
	Data []byte
}
