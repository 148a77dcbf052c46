package dataset

// RecordSink is a Sink that wants the records as they stand in the input too, in
// their order. A Table tells what it can of that by calling its methods from the
// goroutine that calls Row; formats that know none of it call Row alone, and are in
// order when there is one sink.
type RecordSink interface {
	Sink
	// Begin says that the records up to End are the block with that number of the
	// input. Blocks are numbered from 0 without gaps; a sink is given some of them in
	// ascending order, and another sink the others.
	Begin(block int64)
	// Record gives the text of the record whose Row comes next: decoded to UTF-8, as
	// far as the input can be, with its line end if it has one. It is valid, and does
	// not change, until End. Formats whose records are no text do not call it.
	Record(raw []byte)
	// Skipped gives a record that is passed over, in its place, with its text; raw is
	// nil where there is none, or it was too long to be kept.
	Skipped(at Place, raw []byte)
	// End says that the block is over.
	End()
}

// Ordered is a Table that tells sinks the order of records by RecordSink.Begin, so
// that several of them may share a scan whose order matters.
type Ordered interface {
	Table
	// Ordered says so.
	Ordered() bool
}

// Form is how a table of text is written.
type Form struct {
	// Charset names the encoding, as Source.Detail does; Mark is the byte order mark
	// that the text starts with, if any.
	Charset string
	Mark    []byte
	// Head is the text before the first record, as UTF-8 and without the mark: what
	// stands before a header, and the header with its line end; or the brackets that
	// open an array.
	Head []byte
	// Header is where the header starts in Head; -1 where there is none.
	Header int
	// First stands before the first record, Sep between records, Tail behind the last.
	// They are empty where the text of a record has its own line end.
	First, Sep, Tail []byte
	// Delimiter separates cells, LineEnd ("\n", "\r\n" or "\r") records; Wrapped says
	// that records stand in quotes as a single cell. Of delimited text only; the
	// delimiter is 0 where each line is one cell, whatever stands in it.
	Delimiter byte
	LineEnd   string
	Wrapped   bool
}

// Formed is a Table of text that can tell how it is written.
type Formed interface {
	Table
	// Form gives it; it may be asked before, during and after a Scan.
	Form() Form
}
