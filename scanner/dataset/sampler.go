package dataset

// Sampler is a Table that can draw records without handing over the others, such as a
// table of a database whose server draws them.
type Sampler interface {
	Table
	// SamplePercent limits Scan to about p percent of the records (0 < p < 100). Each is
	// drawn for itself, never a run of neighbours, since intervals are worked out from
	// how the records drawn fare; and the same ones every time the table is unchanged.
	// It may be called once, before Scan, whose Stats then tell of the records drawn;
	// Sample and Estimate go on telling of the whole table.
	SamplePercent(p float64)
}
