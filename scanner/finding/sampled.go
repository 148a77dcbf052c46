package finding

import "math"

// Sampled says that only some of the records of the tables of persons were read. Numbers
// of records and persons in the report are then those of the sample. Registers are
// always read whole.
type Sampled struct {
	// Spec is what was asked for of every table: a number of records ("1000") or a share
	// of them ("5%").
	Spec string `json:"spec"`
	// Rows are the records drawn of all tables.
	Rows int64 `json:"rows"`
	// Of is how many records the tables hold; 0 when that is not known of one of them.
	Of int64 `json:"of"`
	// Estimated says that Of rests on an estimate, and was not counted throughout.
	Estimated bool `json:"estimated,omitempty"`
	// Method says how the records were drawn.
	Method Text `json:"method"`
	// Tables are those drawn from, by dataset and name.
	Tables []SampledTable `json:"tables"`
}

// SampledTable is what was drawn of one table of persons.
type SampledTable struct {
	Dataset string `json:"dataset"`
	Table   string `json:"table,omitempty"`
	// Rows were drawn, of as many as Of; 0 when that is not known.
	Rows int64 `json:"rows"`
	Of   int64 `json:"of"`
	// Estimated says that Of is an estimate.
	Estimated bool `json:"estimated,omitempty"`
	// Uneven says that the table came in several files from which unlike shares were
	// drawn, so that shares in the sample say nothing of shares in the whole.
	Uneven bool `json:"uneven,omitempty"`
}

// Whole says that every record of the table is known to have been drawn.
func (t *SampledTable) Whole() bool { return !t.Estimated && t.Of == t.Rows }

// Interval is where a share of a whole table lies with a confidence of 95 %, by how the
// records of a sample fare. The share is that of the records in breach among all those
// that the rule applies to; of a finding not shown, that of the records without evidence.
// Both ends are from 0 to 1.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Share gives the interval for k of n records drawn at random: Wilson's score interval
// (E. B. Wilson, Journal of the American Statistical Association 22, 1927, p. 209), which
// holds what it promises for small samples and for shares near 0 and 1 too (Brown, Cai and
// DasGupta, Statistical Science 16, 2001, p. 101). Where none or all of the n are
// concerned, the rule of three gives the only end there is: 3/n away (Hanley and
// Lippman-Hand, JAMA 249, 1983, p. 1743). It is nil for no records. That the table is
// finite is left out of account, which makes the interval rather too wide.
func Share(k, n int64) *Interval {
	if n <= 0 || k < 0 || k > n {
		return nil
	}
	three := math.Min(1, 3/float64(n))
	switch k {
	case 0:
		return outward(0, three)
	case n:
		return outward(1-three, 1)
	}
	const z = 1.959963984540054 // the normal quantile of 0.975
	m := float64(n)
	p := float64(k) / m
	middle := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	scale := 1 + z*z/m
	return outward((middle-half)/scale, (middle+half)/scale)
}

// outward rounds both ends to millionths, away from each other.
func outward(low, high float64) *Interval {
	const parts = 1e6
	return &Interval{math.Max(0, math.Floor(low*parts)/parts), math.Min(1, math.Ceil(high*parts)/parts)}
}

// IntervalOf gives the interval of a finding on records that were drawn at random; nil for
// one that nothing was examined for.
func IntervalOf(f *Finding) *Interval {
	if f.Outcome == NotShown {
		return Share(f.Counts.NotShown, f.Counts.Examined)
	}
	return Share(f.Counts.Breach, f.Counts.Examined)
}

// Table gives what was drawn of the table that a subject is about; nil when that is none
// that was drawn from. Of nil, there is none.
func (s *Sampled) Table(of *Subject) *SampledTable {
	if s == nil {
		return nil
	}
	for i := range s.Tables {
		if t := &s.Tables[i]; t.Dataset == of.Dataset && t.Table == of.Table {
			return t
		}
	}
	return nil
}
