package compare

import "leadlint/scanner/finding"

// placing compares the places in code.
type placing struct {
	earlier Earlier
	counts  finding.PlaceComparison
	// met says that there was any place, excused are those that comments excuse now.
	met     bool
	excused map[string]bool
}

// excused are the places that comments in the code excuse, by fingerprint.
func excused(r *finding.Report) map[string]bool {
	out := map[string]bool{}
	for i := range r.Code {
		for _, s := range r.Code[i].Suppressed {
			out[s.Fingerprint] = true
		}
	}
	return out
}

// places sets the states of the places of a finding, and the finding's own by them. A
// place that a baseline knows stays known.
func (p *placing) places(f, old *finding.Finding, unseen bool) {
	before := map[string]finding.Place{}
	if breach(old) {
		for _, at := range old.Places {
			if at.Outcome == finding.Breach {
				before[at.Fingerprint] = at
			}
		}
	}
	fresh, again := false, false
	for i := range f.Places {
		at := &f.Places[i]
		if at.Outcome != finding.Breach {
			continue
		}
		p.met = true
		p.settle(f, at, before)
		fresh = fresh || at.State == finding.PlaceNew && at.Counting()
		again = again || at.State == finding.PlaceReopened && at.Counting()
		delete(before, at.Fingerprint)
	}
	switch {
	case f.State != finding.StateSame:
	case fresh:
		f.State = finding.StateNew
	case again:
		f.State = finding.StateReopened
	}
	if old == nil || unseen {
		return
	}
	for _, at := range old.Places {
		if _, gone := before[at.Fingerprint]; gone && !p.excused[at.Fingerprint] {
			p.met = true
			p.counts.Fixed = append(p.counts.Fixed, finding.FixedPlace{Rule: f.Rule, File: at.File, Fingerprint: at.Fingerprint})
		}
	}
}

// settle sets the state of one place.
func (p *placing) settle(f *finding.Finding, at *finding.Place, before map[string]finding.Place) {
	_, known := before[at.Fingerprint]
	switch {
	case known || at.State == finding.PlaceKnown:
		at.State = finding.PlaceKnown
		p.counts.Known++
	case p.earlier.Places[Place{f.Fingerprint, at.Fingerprint}]:
		at.State = finding.PlaceReopened
		p.counts.Reopened++
	default:
		at.State = finding.PlaceNew
		p.counts.New++
	}
}
