package register

import (
	"fmt"

	"leadlint/rules/facts"
)

// fit says how well a column's values fit a target, 0 to 1, and in words; -1
// when no cell is filled.
func (r *recogniser) fit(t Target, s *sample) (float64, string) {
	if len(s.cells) == 0 {
		return -1, ""
	}
	switch {
	case t.Field == ".ignore" || t.Field == ".measure":
		return enough, ""
	case t.Field == ".line":
		return 0.8, ""
	case t.Field == ".count":
		return s.integer, ""
	case t.Field == "person":
		if t.Kind == "name" && r.rel.Name == "statistic" && s.bare {
			return 0, "" // whose name, the header does not say
		}
		return personFit(t.Kind, s), ""
	case t.Value != "" && t.Field != ".entry" || t.helper():
		return r.words(t, s)
	}
	f := r.rel.Field(t.Field)
	if f == nil {
		return 0, ""
	}
	switch f.Type {
	case facts.Date:
		return dateFit(s)
	case facts.Int:
		return s.integer, ""
	case facts.Text:
		if t.Field == "recipient" {
			return 1, "" // partners' addresses too
		}
		return textFit(s), ""
	case facts.Set:
		return s.share(func(c []byte) bool { _, ok := r.cells.set(r.rel, t, r.meanings(t), c); return ok }), ""
	}
	return r.words(t, s)
}

// words gives the part of a column's rows whose cell has a meaning.
func (r *recogniser) words(t Target, s *sample) (float64, string) {
	own := r.meanings(t)
	share := s.share(func(c []byte) bool {
		_, ok := r.cells.meaning(r.rel, t, own, c)
		return ok || r.cells.several(r.rel, t, own, c) != nil
	})
	return share, fmt.Sprintf("%d %% of the values are understood", int(share*100))
}

func dateFit(s *sample) (float64, string) {
	if s.dates.Epoch != "" || s.dates.Serial {
		return s.dateShare, "the values are numbers that count days or seconds"
	}
	return s.dateShare, fmt.Sprintf("%d %% of the values are dates", int(s.dateShare*100))
}

// textFit says how well values serve as a name: addresses of persons do badly.
func textFit(s *sample) float64 {
	if s.email >= 0.5 || s.digest >= 0.5 || s.dateShare >= 0.9 && s.integer < 0.9 {
		return 0.55
	}
	return 0.85
}

// personFit says how well values serve as a key of a kind.
func personFit(kind string, s *sample) float64 {
	switch kind {
	case "email":
		return max(s.email, s.digest)
	case "phone":
		return max(s.phone, s.digest)
	case "profile":
		return s.profile
	case "digest":
		return max(s.digest, s.email)
	case "id":
		if s.spaced > 0.5 || s.dateShare > 0.9 && s.integer < 0.9 || few(s) {
			return 0.3
		}
		return 0.7
	case "name":
		return 0.6
	}
	return max(s.email, s.phone, s.profile, s.digest)
}

// few says whether values recur as those of a list of choices do.
func few(s *sample) bool { return s.filled >= 20 && 10*len(s.cells) < s.filled }
