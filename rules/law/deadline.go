package law

import "leadlint/rules/expr"

// BreachHours is the time in hours to notify the authority of a personal data
// breach (Art. 33(1)).
const BreachHours = 72

// ProspectRetention is the yardstick of the CNIL for data of prospects, counted
// from collection or from the person's own last contact: a recommendation.
func ProspectRetention() expr.Period { return expr.Period{Months: 36} }
