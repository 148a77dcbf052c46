package values

import "leadlint/rules/facts"

// JobReader understands job titles and education. It remembers titles, so every
// worker needs one of its own.
type JobReader struct {
	management uint8
	titles     phrases
	pupils     phrases
	memo       memo[uint8]
	minors     memo[bool]
}

// What a phrase about school says.
const (
	pupilAdult uint8 = iota + 1
	pupilMinor
)

// NewJobReader makes a reader that gives the codes of contact.job_function.
func NewJobReader(schema *facts.Schema) *JobReader {
	function := schema.Relation("contact").Field("job_function")
	r := &JobReader{
		management: function.Code("management"), titles: newPhrases(), pupils: newPhrases(),
		memo: newMemo[uint8](), minors: newMemo[bool](),
	}
	for _, row := range rows("jobs.tsv", 2) {
		for _, t := range terms(row[1]) {
			switch row[0] {
			case "adult":
				r.pupils.add(t, pupilAdult)
			case "minor":
				r.pupils.add(t, pupilMinor)
			default:
				r.titles.add(t, function.Code(row[0]))
			}
		}
	}
	return r
}

// ForWorker gives a reader for a worker of its own, which remembers nothing yet. What words
// mean is shared.
func (r *JobReader) ForWorker() *JobReader {
	own := *r
	own.memo, own.minors = newMemo[uint8](), newMemo[bool]()
	return &own
}

// JobFunction gives the code of contact.job_function that a job title names. A
// function beside a rank ("sales director") beats management. It is 0, unknown,
// for a title without a known word and for one that names two functions.
func (r *JobReader) JobFunction(cell []byte) uint8 {
	if f, ok := r.memo.get(cell); ok {
		return f
	}
	return r.memo.put(cell, r.function(cell))
}

func (r *JobReader) function(cell []byte) uint8 {
	var buf [512]byte
	text := appendFolded(buf[:0], cell[:min(len(cell), 400)], false)
	var function uint8
	leads, two := false, false
	r.titles.each(text, func(f uint8, _ []byte) bool {
		switch {
		case f == 0:
		case f == r.management:
			leads = true
		case function != 0 && f != function:
			two = true
		default:
			function = f
		}
		return !two
	})
	switch {
	case two:
		return 0
	case function == 0 && leads:
		return r.management
	}
	return function
}

// MinorMarker says whether a job title or an education names a pupil of a
// school for minors ("lycéen", "Schülerin", "high school student"). Those who
// work at such a school are none.
func (r *JobReader) MinorMarker(cell []byte) bool {
	if m, ok := r.minors.get(cell); ok {
		return m
	}
	return r.minors.put(cell, r.minor(cell))
}

func (r *JobReader) minor(cell []byte) bool {
	var buf [512]byte
	text := appendFolded(buf[:0], cell[:min(len(cell), 400)], false)
	found := false
	r.pupils.each(text, func(m uint8, _ []byte) bool {
		found = m == pupilMinor
		return !found
	})
	return found
}
