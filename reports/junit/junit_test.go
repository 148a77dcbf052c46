package junit_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/junit"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

func write(t *testing.T, r *finding.Report, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := junit.Write(&b, r, view.Options{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for name, got := range map[string][]byte{
		"living.en": write(t, specimen.Living(), "en"), "living.fr": write(t, specimen.Living(), "fr"), "incomplete.en": write(t, specimen.Incomplete(), "en"),
		"sampled.en": write(t, specimen.Sampled(), "en"), "sampled.fr": write(t, specimen.Sampled(), "fr"),
		"code.en": write(t, specimen.Code(), "en"),
	} {
		path := filepath.Join("..", "testdata", name+".junit.xml")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what is written now; look at the difference after -update", path)
		}
	}
}

// cases gives the result of every test by its name: passed, failure, error or skipped
// with its type.
func cases(t *testing.T, data []byte) map[string]string {
	t.Helper()
	var root struct {
		Suites []struct {
			Name                             string `xml:"name,attr"`
			Tests, Failures, Errors, Skipped int    `xml:",attr"`
			Cases                            []struct {
				Name    string    `xml:"name,attr"`
				Class   string    `xml:"classname,attr"`
				Error   *struct{} `xml:"error"`
				Fail    *struct{} `xml:"failure"`
				Skipped *struct {
					Type string `xml:"type,attr"`
				} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, s := range root.Suites {
		for _, c := range s.Cases {
			rule, _, _ := strings.Cut(c.Name, " ")
			if c.Class == "leadlint.coverage" {
				rule = c.Name
			}
			if _, twice := out[s.Name+"|"+c.Name]; twice {
				t.Errorf("two tests are %q of %q", c.Name, s.Name)
			}
			out[s.Name+"|"+c.Name] = ""
			switch {
			case c.Error != nil:
				out[rule] = "error"
			case c.Fail != nil:
				out[rule] = "failure"
			case c.Skipped != nil:
				out[rule] = "skipped " + c.Skipped.Type
			default:
				out[rule] = "passed"
			}
		}
	}
	return out
}

func TestResults(t *testing.T) {
	living := specimen.Living()
	living.Findings[2].Kind = "guidance"
	tests := []struct {
		name string
		r    *finding.Report
		want map[string]string
	}{
		{"data", living, map[string]string{
			"VIS-01": "skipped waived", "RET-02": "skipped same", "NOT-01": "skipped guidance", "ACC-03": "skipped same", "EPR-05": "failure",
			"MIN-01": "passed", "GAT-01": "skipped gate", "SEC-11": "skipped not_assessed", "everything in scope was read": "passed",
		}},
		{"code", specimen.Code(), map[string]string{
			"MIG-02": "failure", "COD-01-DISABLED": "failure", "BAS-02": "failure", "RET-08-CODE": "skipped not_shown",
		}},
		{"incomplete", specimen.Incomplete(), map[string]string{
			"everything in scope was read": "error", "archive.parquet": "error", "MIN-01": "passed",
		}},
		{"empty", &finding.Report{}, map[string]string{"everything in scope was read": "error"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := cases(t, write(t, tt.r, "en"))
			for name, want := range tt.want {
				if got[name] != want {
					t.Errorf("%s: got %q, want %q", name, got[name], want)
				}
			}
		})
	}
}

// allowed is what both the schema of Ant's tasks (JUnit.xsd) and that of Jenkins's xUnit
// plug-in (junit-10.xsd) allow: for each element the attributes, those that must be there
// first, and the children in their order.
func allowed() map[string][3][]string {
	return map[string][3][]string{
		"testsuites": {nil, nil, {"testsuite"}},
		"testsuite": {{"name", "timestamp", "hostname", "tests", "failures", "errors", "time", "package", "id"}, {"skipped"},
			{"properties", "testcase", "system-out", "system-err"}},
		"properties": {nil, nil, {"property"}},
		"property":   {{"name", "value"}, nil, nil},
		"testcase":   {{"name", "classname", "time"}, nil, {"skipped", "error", "failure"}},
		"skipped":    {nil, {"message", "type"}, nil},
		"error":      {{"type"}, {"message"}, nil},
		"failure":    {{"type"}, {"message"}, nil},
		"system-out": {}, "system-err": {},
	}
}

// element is any element.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
}

func TestAsBothSchemasSay(t *testing.T) {
	for name, r := range map[string]*finding.Report{"living": specimen.Living(), "code": specimen.Code(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(),
		"hostile": specimen.Hostile(), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			var root element
			if err := xml.Unmarshal(write(t, r, "fr"), &root); err != nil {
				t.Fatal(err)
			}
			if root.XMLName.Local != "testsuites" {
				t.Errorf("the root is %q", root.XMLName.Local)
			}
			check(t, &root)
		})
	}
}

func check(t *testing.T, e *element) {
	t.Helper()
	rule, known := allowed()[e.XMLName.Local]
	if !known {
		t.Errorf("there is no element %q", e.XMLName.Local)
	}
	attrs := map[string]string{}
	for _, a := range e.Attrs {
		attrs[a.Name.Local] = a.Value
		if !contains(rule[0], a.Name.Local) && !contains(rule[1], a.Name.Local) {
			t.Errorf("%s has no attribute %q", e.XMLName.Local, a.Name.Local)
		}
	}
	for _, must := range rule[0] {
		if v, ok := attrs[must]; !ok || v == "" && must == "name" {
			t.Errorf("%s lacks %q", e.XMLName.Local, must)
		}
	}
	at := 0
	for i := range e.Children {
		name := e.Children[i].XMLName.Local
		for at < len(rule[2]) && rule[2][at] != name {
			at++
		}
		if at == len(rule[2]) {
			t.Errorf("%s may not stand there in %s", name, e.XMLName.Local)
		}
		check(t, &e.Children[i])
	}
	if e.XMLName.Local == "testcase" && len(e.Children) > 1 {
		t.Errorf("a test has %d results", len(e.Children))
	}
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}
