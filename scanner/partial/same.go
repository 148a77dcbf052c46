package partial

// SamePlan fails, saying what differs, unless what was counted under one of two plans can
// be merged with what was counted under the other. The names are those of the plans in
// the message.
func SamePlan(a Plan, nameA string, b Plan, nameB string) error {
	return samePlan(&a, nameA, &b, nameB)
}
