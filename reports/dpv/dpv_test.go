package dpv_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
	"pgregory.net/rapid"

	"leadlint/reports/dpv"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files anew")

// fataler is what tests and their properties have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
}

func written(t fataler, r *finding.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := dpv.Write(&b, r, view.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// nothing is a loader of documents that has none.
type nothing struct{}

func (nothing) LoadDocument(u string) (*ld.RemoteDocument, error) {
	return nil, errors.New("asked for " + u)
}

// expanded reads the document as JSON-LD, without anything from elsewhere.
func expanded(t fataler, data []byte) []map[string]any {
	t.Helper()
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	opt := ld.NewJsonLdOptions("")
	opt.DocumentLoader = nothing{}
	out, err := ld.NewJsonLdProcessor().Expand(doc, opt)
	if err != nil {
		t.Fatal(err)
	}
	var nodes []map[string]any
	for _, n := range out {
		nodes = append(nodes, n.(map[string]any))
	}
	return nodes
}

func specimens() map[string]*finding.Report {
	return map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "code": specimen.Code(), "hostile": specimen.Hostile(),
		"living": specimen.Living(), "large": specimen.Large(300), "bare": {Schema: finding.SchemaVersion, Now: "2026-01-05"},
	}
}

func TestGolden(t *testing.T) {
	for name, r := range map[string]*finding.Report{"living.jsonld": specimen.Living(), "incomplete.jsonld": specimen.Incomplete(), "sampled.jsonld": specimen.Sampled()} {
		file, got := filepath.Join("testdata", name), written(t, r)
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs; run the test with -update and read the difference", name)
		}
	}
}

func TestEveryNodeIsNamedAndTyped(t *testing.T) {
	for name, r := range specimens() {
		for _, wrong := range check(expanded(t, written(t, r))) {
			t.Errorf("%s: %s", name, wrong)
		}
	}
}

func TestWhateverTheTextsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"@id", "@type", "_:x", "dpv:Risk", "http://x"})), 3, 12).Draw(t, "texts")
		r, n := specimen.Living(), 0
		specimen.Strings(r, func(string) string { n++; return pool[n%len(pool)] })
		if wrong := check(expanded(t, written(t, r))); wrong != nil {
			t.Fatal(strings.Join(wrong, "\n"))
		}
	})
}

// absolute is a name that means the same everywhere.
var absolute = regexp.MustCompile(`^(urn:uuid:|ni:///sha-256;|https?://)\S+$`)

// check: every node has a name of its own and a type, every member and every reference is
// an absolute IRI, and what is referred to by a URN is described.
func check(nodes []map[string]any) []string {
	var wrong []string
	described, referred := map[string]bool{}, map[string]string{}
	for _, n := range nodes {
		id, _ := n["@id"].(string)
		if !absolute.MatchString(id) {
			wrong = append(wrong, fmt.Sprintf("a node is named %q", id))
		}
		if described[id] {
			wrong = append(wrong, id+" is described twice")
		}
		described[id] = true
		types, _ := n["@type"].([]any)
		if len(types) == 0 {
			wrong = append(wrong, id+" has no type")
		}
		for member, values := range n {
			if strings.HasPrefix(member, "@") {
				continue
			}
			if !absolute.MatchString(member) {
				wrong = append(wrong, id+" has the member "+member)
			}
			for _, v := range values.([]any) {
				if to, ok := v.(map[string]any)["@id"].(string); ok {
					referred[to] = id
				}
			}
		}
	}
	for to, from := range referred {
		version := strings.HasPrefix(to, "urn:") && !described[to]
		if !absolute.MatchString(to) || version && !isVersion(nodes, from, to) {
			wrong = append(wrong, from+" refers to "+to)
		}
	}
	slices.Sort(wrong)
	return wrong
}

// isVersion says whether a node only says to be a version of another: that one is the
// same in every audit, and is described by none.
func isVersion(nodes []map[string]any, from, to string) bool {
	i := slices.IndexFunc(nodes, func(n map[string]any) bool { return n["@id"] == from })
	versions, _ := nodes[i]["http://purl.org/dc/terms/isVersionOf"].([]any)
	return len(versions) == 1 && versions[0].(map[string]any)["@id"] == to
}
