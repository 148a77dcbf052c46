package auditfile

import "leadlint/rules/strict"

// History is where audits are kept; nothing is kept without it.
type History struct {
	// File is the history, relative to the audit file; it is made when it is not there.
	File string `yaml:"file,required"`
	// Keep is how long an audit is kept from the day it was stored; without it, for good.
	Keep Period `yaml:"keep"`
	// Key is the file of the key that signs the history, relative to the audit file; the
	// history's name with .key when not given. It is made when it is not there.
	Key string `yaml:"key"`

	Pos strict.Pos `yaml:"-"`
}

// checkHistory tells what of the history cannot be.
func (f *File) checkHistory(problems *strict.Collector) {
	h := &f.History
	if h.Keep.Known && h.Keep.Months == 0 && h.Keep.Days == 0 {
		problems.Add(h.Pos.Value("keep"), "expected a period longer than none, such as P5Y")
	}
	if h.File != "" && h.File == h.Key {
		problems.Add(h.Pos.Value("key"), "the key stands in a file of its own, beside the history or elsewhere")
	}
}
