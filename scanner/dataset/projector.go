package dataset

// Projector is a Table that can leave columns unread. Formats that store
// columns apart, or that must copy each cell, gain by it.
type Projector interface {
	// Project names the columns (0-based, in the order of Columns) whose cells
	// are wanted; Scan then delivers nil for the others. It may be called once,
	// before Scan. An empty list wants no cell: the records are only counted.
	// Indexes that do not exist are ignored.
	Project(cols []int)
}

// Estimator is a Table that can tell about how many records it has, for the
// display of progress.
type Estimator interface {
	// Estimate gives the number of records, roughly; 0 when it is not known.
	Estimate() int64
}
