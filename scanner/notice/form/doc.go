// Package form reads the forms of an HTML page as a supervisory authority looks
// at them: what they ask, which boxes are ticked when they open, what each
// consent covers, and how refusing stands beside accepting.
//
// Every answer has three values. What the page leaves open, because it is
// written in a language without words here, because a style sheet was not read
// or because a program decides it, is unknown: neither a fault nor its absence.
//
// The words of labels and buttons are tables in the folder words; a language is
// added by a file there, without a line of Go.
package form
