package main

import (
	"reflect"
	"testing"

	"leadlint/scanner"
)

func TestParseSources(t *testing.T) {
	good := map[string]scanner.SourceSample{
		"from=a.csv": {From: "a.csv"},
		"from=a.csv,sample=50,role=profile,column=My URL": {From: "a.csv", Size: 50, Role: "profile", Column: "My URL"},
	}
	for text, want := range good {
		if got, err := parseSources(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v and error %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "a.csv", "from=", "sample=5", "from=a.csv,sample=0", "from=a.csv,role=guest", "from=a.csv,colour=red"} {
		if _, err := parseSources(text); err == nil {
			t.Errorf("%q: got no error", text)
		}
	}
}
