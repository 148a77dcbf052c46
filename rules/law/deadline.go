package law

import "leadlint/rules/expr"

// AnswerDeadline is the time to answer a person's request (Art. 12(3)).
func AnswerDeadline() expr.Period { return expr.Period{Months: 1} }

// AnswerExtension is what may be added to AnswerDeadline for complex requests,
// if the person is told within the first month (Art. 12(3)).
func AnswerExtension() expr.Period { return expr.Period{Months: 2} }

// NoticeDeadline is the longest time after collection within which a person
// whose data came from elsewhere must be informed (Art. 14(3)(a)); a first
// message or a first disclosure shortens it.
func NoticeDeadline() expr.Period { return expr.Period{Months: 1} }

// IncidentDeadline is the time to notify the authority of a personal data
// breach (Art. 33): 72 hours, here 3 days because facts are dated by the day.
func IncidentDeadline() expr.Period { return expr.Period{Days: 3} }

// ProspectRetention is the yardstick of the CNIL for data of prospects, counted
// from collection or from the person's own last contact: a recommendation.
func ProspectRetention() expr.Period { return expr.Period{Months: 36} }
