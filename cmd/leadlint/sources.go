package main

import (
	"slices"
	"strconv"
	"strings"

	"leadlint/scanner"
	"leadlint/scanner/auditfile"
)

// parseSources reads from=FILE[,sample=N][,column=HEADER][,role=ROLE].
func parseSources(text string) (scanner.SourceSample, error) {
	var s scanner.SourceSample
	for _, part := range strings.Split(text, ",") {
		key, value, _ := strings.Cut(part, "=")
		switch {
		case key == "from" && value != "":
			s.From = value
		case key == "column" && value != "":
			s.Column = value
		case key == "role" && slices.Contains(auditfile.PageRole("").Values(), value):
			s.Role = value
		case key == "role":
			return s, usagef("--sources %q: role is one of %s", text, strings.Join(auditfile.PageRole("").Values(), ", "))
		case key == "sample":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || n > 10_000 {
				return s, usagef("--sources %q: sample is a number from 1 to 10000", text)
			}
			s.Size = n
		default:
			return s, usagef("--sources %q: expected from=FILE[,sample=N][,column=HEADER][,role=ROLE]", text)
		}
	}
	if s.From == "" {
		return s, usagef("--sources %q: the file is missing: from=FILE", text)
	}
	return s, nil
}
