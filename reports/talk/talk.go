// Package talk words what the program says beside its reports, such as errors, progress and
// notes, in the language of the reports. The English sentence in the code is the key: it
// stands there as it is said, scripts may look for it, and talk.tsv has the French one.
package talk

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
)

// talk.tsv holds one sentence a line: English format, French format.
//
//go:embed talk.tsv
var table string

// inEnglish precedes what has no French sentence.
const inEnglish = "message technique, en anglais : %s"

// Keys lists the English formats that have a French one, in the order of the table.
func Keys() []string {
	var out []string
	for line := range strings.Lines(table) {
		en, _, _ := strings.Cut(line, "\t")
		out = append(out, en)
	}
	return out
}

// Talk says sentences in one language. A nil Talk says them in English.
type Talk struct {
	// french holds the French format of an English one; nil when English is spoken.
	french map[string]string
}

// New gives the Talk for a language: French for "fr", English for every other.
func New(lang string) *Talk {
	t := &Talk{}
	if lang != "fr" {
		return t
	}
	t.french = map[string]string{}
	for line := range strings.Lines(table) {
		if en, fr, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			t.french[en] = fr
		}
	}
	return t
}

// Lang gives the language as a BCP 47 tag, "en" or "fr".
func (t *Talk) Lang() string {
	if t != nil && t.french != nil {
		return "fr"
	}
	return "en"
}

// French gives the French format of an English one; empty when there is none, or the Talk
// is English.
func (t *Talk) French(format string) string {
	if t == nil {
		return ""
	}
	return t.french[format]
}

// Say formats a sentence in the language; in English where it has no French one.
// Arguments that are phrases or errors are said in the language too.
func (t *Talk) Say(format string, args ...any) string {
	if fr := t.French(format); fr != "" {
		format = fr
	}
	said := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Phrase:
			said[i] = t.Say(arg.format, arg.args...)
		case error:
			said[i] = t.inner(arg)
		default:
			said[i] = arg
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(format, "%w", "%s"), said...)
}

// Count says the sentence of one or of many; n is its first argument. In French, none
// goes with one.
func (t *Talk) Count(n int64, one, many string, args ...any) string {
	format := many
	if n == 1 || n == 0 && t.Lang() == "fr" {
		format = one
	}
	return t.Say(format, append([]any{n}, args...)...)
}

// Error says an error; in French, what has no French sentence stands behind a notice that
// it is in English.
func (t *Talk) Error(err error) string {
	if t.Lang() != "fr" {
		return err.Error()
	}
	if said, ok := t.worded(err); ok {
		return said
	}
	return fmt.Sprintf(inEnglish, err.Error())
}

// inner says an error within another sentence.
func (t *Talk) inner(err error) string {
	if t.Lang() == "fr" {
		if said, ok := t.worded(err); ok {
			return said
		}
	}
	return err.Error()
}

// worded says an error that was made by Errorf, or wraps one without words of its own.
func (t *Talk) worded(err error) (string, bool) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, one := range many.Unwrap() {
			if one.Error() != "" {
				lines = append(lines, t.Error(one))
			}
		}
		return strings.Join(lines, "\n"), len(lines) > 0
	}
	if w, ok := err.(*sentence); ok && t.French(w.format) != "" {
		return t.Say(w.format, w.args...), true
	}
	if next := errors.Unwrap(err); next != nil && next.Error() == err.Error() {
		return t.worded(next)
	}
	return "", false
}

// Phrase is part of a sentence, said in the language of the sentence.
type Phrase struct {
	format string
	args   []any
}

// Phrasef makes a phrase.
func Phrasef(format string, args ...any) Phrase { return Phrase{format, args} }

// String gives the phrase in English.
func (p Phrase) String() string { return fmt.Sprintf(p.format, p.args...) }

// sentence is an error that can be said in both languages.
type sentence struct {
	format string
	args   []any
	err    error
}

// Errorf is fmt.Errorf, of an error that Talk.Error can say in French. What it wraps with
// %w can be unwrapped as usual.
func Errorf(format string, args ...any) error {
	return &sentence{format, args, fmt.Errorf(format, args...)}
}

// Error gives the sentence in English.
func (s *sentence) Error() string { return s.err.Error() }

// Unwrap gives what the sentence wraps; nil when that is nothing.
func (s *sentence) Unwrap() error { return errors.Unwrap(s.err) }
