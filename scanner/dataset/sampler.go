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

// Wrapping is a Table around another that a Sampler may be.
type Wrapping interface {
	Table
	// Sampler gives the Sampler within; nil when there is none. What it is told to draw
	// is what the outer table then scans.
	Sampler() Sampler
}

// SamplerOf gives the table's Sampler, be it the table itself or one within; nil when
// there is none.
func SamplerOf(t Table) Sampler {
	switch t := t.(type) {
	case Sampler:
		return t
	case Wrapping:
		return t.Sampler()
	}
	return nil
}
