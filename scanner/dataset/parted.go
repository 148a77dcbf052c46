package dataset

// Parted is a Table that can be read in parts without the rest being read: by the
// row groups of a file, or the keys of a database table.
type Parted interface {
	Table
	// Part limits Scan to the part with that index (0-based) of n: the parts are
	// disjoint, make up the whole, and are the same every time the table is unchanged.
	// It may be called once, before Scan, whose Stats then tell of the part alone;
	// Sample and Estimate go on telling of the whole table.
	Part(index, n int)
}
