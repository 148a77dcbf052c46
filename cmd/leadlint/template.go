package main

import (
	"fmt"
	"io"
	"os"
	"slices"

	"leadlint/reports/tmpl"
)

// maxTemplate is the greatest size of a template in bytes.
const maxTemplate = 1 << 20

// parseTemplate reads the template that --template names, so that what is wrong with it is
// said before anything is audited. Without the flag the format has a template of its own.
func (f *outputFlags) parseTemplate(outputs []output) error {
	if f.template == "" {
		return nil
	}
	if !slices.ContainsFunc(outputs, func(o output) bool { return o.format == "template" }) {
		return usagef("--template %q is of use with --format template only: add it", f.template)
	}
	text, err := readTemplate(f.template)
	if err != nil {
		return usagef("read template: %w", err)
	}
	parsed, err := tmpl.Parse(f.template, text, f.lang)
	if err != nil {
		return usagef("--template: %w", err)
	}
	f.parsed = parsed
	return apart(outputs, []string{f.template})
}

func readTemplate(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxTemplate+1))
	if err != nil {
		return "", err
	}
	if len(text) > maxTemplate {
		return "", fmt.Errorf("%q is larger than 1 MiB: expected a template", path)
	}
	return string(text), nil
}
