package partial

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/finding"
)

// PlanDigest gives the SHA-256 (hexadecimal) of a plan and of the version of the
// encoding: what was counted under plans of one digest can be merged.
func PlanDigest(p Plan) string {
	w := wirePlan{p.Tool, p.Now, some(p.Packs), p.Digests, some(p.Rules)}
	if w.Digests == nil {
		w.Digests = map[string]string{}
	}
	data, err := json.Marshal(w)
	if err != nil { // texts and numbers alone cannot fail to be encoded
		panic(err)
	}
	sum := sha256.Sum256(fmt.Appendf(data, "\x00%d", Version))
	return hex.EncodeToString(sum[:])
}

// differences lists in what two plans differ, in words.
func differences(a, b *Plan) []string {
	var out []string
	if a.Tool != b.Tool {
		out = append(out, fmt.Sprintf("the version of leadlint (%s and %s)", a.Tool, b.Tool))
	}
	if a.Now != b.Now {
		out = append(out, fmt.Sprintf("the day of the audit (%s and %s)", a.Now, b.Now))
	}
	out = append(out, packDifferences(a.Packs, b.Packs)...)
	names := keys(a.Digests)
	for _, name := range keys(b.Digests) {
		if _, ok := a.Digests[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if a.Digests[name] != b.Digests[name] {
			out = append(out, digestDifference(name, a.Digests[name], b.Digests[name]))
		}
	}
	if len(out) == 0 && !slices.Equal(a.Rules, b.Rules) {
		out = append(out, "the rules that were counted")
	}
	return out
}

// digestDifference says of something that it is not the same; what has no digest was not
// there.
func digestDifference(name, a, b string) string {
	if a == "" || b == "" {
		return "the " + name + " (given for one of them only)"
	}
	return "the " + name
}

func packDifferences(a, b []finding.Pack) []string {
	var out []string
	find := func(list []finding.Pack, name string) (finding.Pack, bool) {
		i := slices.IndexFunc(list, func(p finding.Pack) bool { return p.Name == name })
		if i < 0 {
			return finding.Pack{}, false
		}
		return list[i], true
	}
	for _, p := range a {
		switch q, ok := find(b, p.Name); {
		case !ok:
			out = append(out, fmt.Sprintf("the rule pack %q (applied for one of them only)", p.Name))
		case p.Version != q.Version:
			out = append(out, fmt.Sprintf("the rule pack %q (versions %s and %s)", p.Name, p.Version, q.Version))
		case p != q:
			out = append(out, fmt.Sprintf("the rule pack %q (its files)", p.Name))
		}
	}
	for _, p := range b {
		if _, ok := find(a, p.Name); !ok {
			out = append(out, fmt.Sprintf("the rule pack %q (applied for one of them only)", p.Name))
		}
	}
	if len(out) == 0 && !slices.Equal(a, b) {
		out = append(out, "the order of the rule packs")
	}
	return out
}

// SamePlan fails, saying what differs, unless what was counted under one of two plans can
// be merged with what was counted under the other. The names are what the message calls
// them.
func SamePlan(a Plan, nameA string, b Plan, nameB string) error {
	list := differences(&a, &b)
	if len(list) == 0 {
		return nil
	}
	return fmt.Errorf("%s and %s are not of one audit; what differs: %s; make every part with the same version, files and options",
		nameA, nameB, strings.Join(list, "; "))
}
