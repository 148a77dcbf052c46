package form

import "slices"

// reasonOrder is the order in which reasons are given.
func reasonOrder() []string {
	return []string{
		"box_may_stay_empty", "not_sending_refuses", "choice_has_no", "same_controls", "no_control", "required_box", "required_choice",
		"element_kind", "size", "contrast", "position", "wording", "emphasis", "styles_elsewhere", "scripts", "hidden", "other_links",
		"objection_box", "given_already", "language", "partial", "no_consent",
	}
}

// gravity orders states, the gravest last.
func gravity(s RefusalState) int {
	return slices.Index([]RefusalState{RefusalEqual, RefusalUnknown, RefusalWeaker, RefusalNone}, s)
}

// refusal tells how refusing stands beside accepting, for the consent where it is
// worst.
func (r *reading) refusal() {
	out := Refusal{State: RefusalUnknown, Reasons: []string{"no_consent"}, Line: r.f.Line}
	for i := range r.acts {
		got := r.refusalOf(&r.acts[i])
		if r.f.Partial && got.State != RefusalWeaker && got.State != RefusalUnknown {
			got.State, got.Reasons = RefusalUnknown, []string{"partial"}
		}
		switch d := gravity(got.State) - gravity(out.State); {
		case i == 0 || d > 0:
			out = got
		case d == 0:
			out.Reasons = append(out.Reasons, got.Reasons...)
		}
	}
	order := reasonOrder()
	slices.SortFunc(out.Reasons, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
	out.Reasons = slices.Compact(out.Reasons)
	r.f.Refusal = out
}

// refusalOf tells how one consent can be refused.
func (r *reading) refusalOf(a *act) Refusal {
	out := Refusal{State: RefusalUnknown, Line: a.Line}
	if a.own {
		out.State, out.Reasons = RefusalEqual, []string{"not_sending_refuses"}
		return out
	}
	switch a.By {
	case "box":
		out.State, out.Reasons = r.byBox(a)
	case "choice":
		out.State, out.Reasons = r.byChoice(a)
	case "sending":
		var best Refusal
		out.State, best = r.bySending()
		out.Reasons, out.Accept, out.Refuse = best.Reasons, best.Accept, best.Refuse
		if best.Line > 0 {
			out.Line = best.Line
		}
	case "button":
		accept, refuse := r.pair()
		return r.compare(accept, refuse)
	}
	return out
}

func (r *reading) byBox(a *act) (RefusalState, []string) {
	b := &r.f.Boxes[a.box]
	switch {
	case b.Hidden == Yes:
		return RefusalUnknown, []string{"hidden"}
	case b.Required == Yes:
		return RefusalNone, []string{"required_box"}
	case b.Ticked == Yes:
		return RefusalUnknown, []string{"given_already"}
	case b.Required == Unknown || b.Ticked == Unknown:
		return RefusalUnknown, []string{"scripts"}
	}
	return RefusalEqual, []string{"box_may_stay_empty"}
}

func (r *reading) byChoice(a *act) (RefusalState, []string) {
	c := &r.f.Choices[a.choice]
	switch {
	case c.Chosen == "yes":
		return RefusalUnknown, []string{"given_already"}
	case c.Refusable == Yes && c.Chosen != "unknown":
		return RefusalEqual, []string{"choice_has_no"}
	case c.Refusable == No && c.Required == Yes:
		return RefusalNone, []string{"required_choice"}
	}
	return RefusalUnknown, []string{"scripts"}
}

// bySending tells how one can refuse where sending is the consent.
func (r *reading) bySending() (RefusalState, Refusal) {
	accept, refuse := r.pair()
	if refuse != nil && accept != nil {
		got := r.compare(accept, refuse)
		return got.State, got
	}
	for i := range r.f.Boxes {
		if b := &r.f.Boxes[i]; b.Objects || b.Label == "" {
			return RefusalUnknown, Refusal{Reasons: []string{"objection_box"}, Line: b.Line}
		}
	}
	for i := range r.clicks {
		if c := &r.clicks[i]; !c.known() && (c.in == nil || c.in.hits.some(wPartner, wMarketing, wNewsletter, wDecline) || c.hits.has(wHere)) && within(c.n, r.g.root) {
			return RefusalUnknown, Refusal{Reasons: []string{"other_links"}, Line: c.line}
		}
	}
	for i := range r.said {
		if s := &r.said[i]; s.hits.has(wDecline) {
			return RefusalUnknown, Refusal{Reasons: []string{"wording"}, Line: s.line}
		}
	}
	if r.f.Partial || accept == nil {
		return RefusalUnknown, Refusal{Reasons: []string{"partial"}}
	}
	return RefusalNone, Refusal{Reasons: []string{"no_control"}, Accept: short(accept.text)}
}
