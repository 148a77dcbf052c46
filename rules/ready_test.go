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

// A further folder is read and tested whole, and its faults are told as LoadAll tells them.
func TestReadyWithAFurtherPack(t *testing.T) {
	folder := func(packHead, file string) string {
		dir := t.TempDir()
		for name, text := range map[string]string{"pack.yaml": packHead, "a.yaml": file} {
			if err := os.WriteFile(dir+"/"+name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	schema, sane := facts.NewSchema(), folder(head, sound)
	packs, err := rules.Ready(schema, sane)
	if err != nil {
		t.Fatal(err)
	}
	if last := packs[len(packs)-1]; last.Name != "mine" || len(last.Rules) != 1 || len(last.Rules[0].Tests) != 2 {
		t.Errorf("got %+v, want the pack of the folder last", last)
	}
	own := packs[0]
	for name, dirs := range map[string][]string{
		"names taken and a condition that is none": {folder(strings.Replace(head, "mine", own.Name, 1),
			strings.NewReplacer("MY-01", own.Rules[0].ID, "known(", "knwon(").Replace(sound))},
		"a folder that is not there": {sane + "/none"},
	} {
		_, want := rules.LoadAll(schema, dirs...)
		_, got := rules.Ready(schema, dirs...)
		if want == nil || got == nil || got.Error() != want.Error() {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}
