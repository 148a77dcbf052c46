package rules_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/rules/flat"
)

const readyFile = "ready.flat"

// What is embedded is what compiling the packs gives now, texts, places and conditions.
func TestReadyInStep(t *testing.T) {
	packs := embedded(t)
	for _, p := range packs {
		for _, r := range p.Rules {
			r.Tests = nil
		}
	}
	want, err := flat.Append(nil, packs)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(readyFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(readyFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Fatalf("%s is not what the packs give; run go test ./rules -update and commit it with the packs", readyFile)
	}
	ready, err := rules.Ready(facts.NewSchema())
	if err != nil || !reflect.DeepEqual(ready, packs) {
		t.Errorf("the packs read differ from those written (error %v)", err)
	}
}

// With a further folder, Ready is LoadAll: every fault of the folder is told.
func TestReadyWithAFurtherPack(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"pack.yaml": head, "a.yaml": sound} {
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	packs, err := rules.Ready(facts.NewSchema(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if last := packs[len(packs)-1]; last.Name != "mine" || len(last.Rules) != 1 {
		t.Errorf("got %+v, want the pack of the folder last", last)
	}
	if _, err := rules.Ready(facts.NewSchema(), dir, dir); err == nil || !strings.Contains(err.Error(), `a pack "mine" is loaded already`) {
		t.Errorf("the same pack twice: got %v", err)
	}
}
