// Package form reads the forms of an HTML page as a supervisory authority looks
// at them: what they ask, which boxes are ticked when they open, what each
// consent covers, and how refusing stands beside accepting.
//
// Every answer has three values. What the page leaves open, because it is
// written in a language without words here, because a style sheet was not read
// or because a program decides it, is unknown: neither a fault nor its absence.
//
// A form's way through the package: the page becomes a tree with lines (tree.go),
// its controls are given to forms (page.go, group.go), their texts are found
// (label.go) and understood by classes of words (words.go), boxes get a state
// (state.go, script.go), acts of consent are gathered (consent.go), and the answers
// follow from them (refusal.go, compare.go, partners.go, told.go).
//
// The words of labels and buttons are tables in the folder words; a language is
// added by lines in them, without a line of Go.
package form
