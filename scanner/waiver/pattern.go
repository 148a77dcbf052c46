package waiver

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/scanner/code/files/ignore"
)

// isPattern says whether a path stands for several.
func isPattern(p string) bool { return strings.ContainsAny(p, "*?[") }

// everything says whether a pattern leaves nothing out.
func everything(p string) bool {
	return strings.Contains(p, "*") && strings.Trim(p, "*/.?") == ""
}

// sound says whether a pattern can be read. One that begins with ! or # would mean
// something else in a list of patterns.
func sound(p string) bool {
	_, err := path.Match(p, "x")
	return err == nil && !strings.ContainsAny(p, "\r\n") && !strings.HasPrefix(p, "!") && !strings.HasPrefix(p, "#")
}

// datasets tells whether the name that a report gives an input is the one, or among
// those, that a waiver names.
type datasets struct {
	// base is the folder that paths of waivers are relative to.
	base string
	// declared is the audit file, which findings without a dataset are about; empty for none.
	declared string
	// known are the forms of the names met so far, patterns the patterns.
	known    map[string][]string
	patterns map[string]func(string) bool
}

// match holds a path, as a waiver writes it, against the name of an input.
func (d *datasets) match(want, name string) bool {
	if name == "" {
		name = d.declared
	}
	if name == "" {
		return false
	}
	forms, met := d.known[name]
	if !met {
		forms = d.forms(name)
		if d.declared != "" && name == filepath.Base(d.declared) {
			forms = append(forms, d.forms(d.declared)...) // rows that stand in the audit file itself
		}
		slices.Sort(forms)
		forms = slices.Compact(forms)
		d.known[name] = forms
	}
	if slices.Contains(forms, want) || slices.Contains(forms, clean(want)) {
		return true
	}
	if !isPattern(want) {
		return false
	}
	matches, met := d.patterns[want]
	if !met {
		matches = anchored(want)
		d.patterns[want] = matches
	}
	return slices.ContainsFunc(forms, matches)
}

// forms are the ways to write the name of an input: as it is, from the base, in full.
func (d *datasets) forms(name string) []string {
	full := absolute(name)
	out := []string{name, clean(name), full}
	if rel, err := filepath.Rel(absolute(d.base), filepath.FromSlash(full)); err == nil {
		out = append(out, filepath.ToSlash(rel))
	}
	return out
}

// anchored gives what matches a pattern from the beginning of a path to its end.
func anchored(pattern string) func(name string) bool {
	pattern = clean(pattern)
	matcher := ignore.New([]string{"/" + strings.TrimPrefix(pattern, "/")})
	return func(name string) bool {
		return path.IsAbs(pattern) == path.IsAbs(name) && matcher.Match(strings.TrimPrefix(name, "/"), false)
	}
}

func clean(name string) string { return path.Clean(filepath.ToSlash(name)) }

// absolute gives a path in full, with slashes; as it is where that is not known.
func absolute(name string) string {
	full, err := filepath.Abs(name)
	if err != nil {
		return clean(name)
	}
	return filepath.ToSlash(full)
}
