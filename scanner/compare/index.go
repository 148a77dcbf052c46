package compare

import "leadlint/scanner/finding"

// pairs matches the findings of a report with those of an earlier one.
type pairs struct {
	// before gives the earlier finding of each, nil for none; gone are the earlier ones
	// without one now, in their order.
	before map[*finding.Finding]*finding.Finding
	gone   []*finding.Finding
}

// matched pairs findings by fingerprint, each once: two datasets of one file name in
// different folders share a fingerprint, and one of them must not stand for both. Those
// of one path find each other first.
func matched(now, then *finding.Report) pairs {
	free := map[string][]*finding.Finding{}
	for i := range then.Findings {
		f := &then.Findings[i]
		free[f.Fingerprint] = append(free[f.Fingerprint], f)
	}
	p := pairs{before: map[*finding.Finding]*finding.Finding{}}
	taken := map[*finding.Finding]bool{}
	for _, samePath := range []bool{true, false} {
		for i := range now.Findings {
			f := &now.Findings[i]
			for _, old := range free[f.Fingerprint] {
				if p.before[f] == nil && !taken[old] && (!samePath || old.Subject.Dataset == f.Subject.Dataset) {
					p.before[f], taken[old] = old, true
				}
			}
		}
	}
	for i := range then.Findings {
		if f := &then.Findings[i]; !taken[f] {
			p.gone = append(p.gone, f)
		}
	}
	return p
}
