package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func exitCode(err error) (string, bool) {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strconv.Itoa(exit.ExitCode()), true
	}
	return "", false
}

// canary is a string that stands in every personal cell and that no output may
// show. It has the forms that masks must stop: letters, digits, an e-mail's parts.
const canary = "Qanarienvogel"

func canaryFiles() map[string]string {
	person := func(i int) []string {
		n := strconv.Itoa(i)
		return []string{
			canary + n + " Zwitscher" + canary, strings.ToLower(canary) + n + "@" + strings.ToLower(canary) + n + ".example",
			"+33 6 39 98 77 " + strconv.Itoa(10+i), "https://www.linkedin.com/in/" + canary + n, "rue " + canary, canary + " GmbH",
			"LinkedIn profile of " + canary, "https://www." + strings.ToLower(canary) + ".example/" + n,
			"said that " + canary + " is an idiot and has cancer", canary + "pass" + n, "visibility " + canary, "2019-01-0" + n, "2020-02-0" + n, canary, canary + n,
		}
	}
	header := []string{"Full name", "Work email", "Mobile", "LinkedIn URL", "Address", "Company", "Source", "Source URL", "Notes", "Password", "Visibility", "Collected at", "Updated at", "Consent", canary + " header id"}
	var csv, jsonl strings.Builder
	csv.WriteString(strings.Join(header[:14], ",") + ",X_17\n")
	for i := 1; i < 9; i++ {
		p := person(i)
		csv.WriteString(`"` + strings.Join(p, `","`) + `"` + "\n")
		var parts []string
		for k, v := range p {
			parts = append(parts, strconv.Quote(header[min(k, 13)]+strings.Repeat(" ", max(0, k-13)))+":"+strconv.Quote(v))
		}
		jsonl.WriteString("{" + strings.Join(parts, ",") + "}\n")
	}
	csv.WriteString(`"` + canary + `,broken "row" of ` + canary + "\n")
	jsonl.WriteString(`{"Full name": "` + canary + "\n")
	return map[string]string{
		"contacts.csv": csv.String(), "contacts.jsonl": jsonl.String(),
		"wrong.map.yaml": "version: 1\ncolumns:\n  Visibilty: {field: visibility}\n",
	}
}

// TestNoCanaryEscapes plants a value in every personal cell and looks for it in
// every output, in messages and in what is left in the folder for temporary
// files.
func TestNoCanaryEscapes(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	for name, content := range canaryFiles() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, args := range [][]string{
		{"audit", "-v", "--format", "terminal", "contacts.csv", "contacts.jsonl"},
		{"audit", "--format", "json", "contacts.csv", "contacts.jsonl"},
		{"audit", "--format", "html", "--lang", "fr", "contacts.csv", "contacts.jsonl"},
		{"audit", "--format", "html=report.html", "--format", "json=report.json", "-v", "contacts.csv"},
		{"audit", "--map", "wrong.map.yaml", "contacts.csv"},
		{"audit", "-"},
		{"map", "contacts.csv"},
		{"map", "contacts.jsonl"},
		{"audit", "--workers", "3", "--examples", "100", "-v", "contacts.csv"},
	} {
		var out, errs bytes.Buffer
		env := environment{
			stdin: strings.NewReader(canaryFiles()["contacts.csv"]), stdout: &out, stderr: &errs,
			getenv: func(string) string { return "" }, clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) },
		}
		env.run(context.Background(), args)
		for _, name := range []string{"report.html", "report.json"} {
			if data, err := os.ReadFile(name); err == nil {
				out.Write(data)
			}
		}
		if out.Len()+errs.Len() == 0 {
			t.Errorf("%v wrote nothing", args)
		}
		for name, text := range map[string]string{"stdout": out.String(), "stderr": errs.String()} {
			if i := strings.Index(strings.ToLower(text), strings.ToLower(canary)); i >= 0 {
				t.Errorf("%v: %s shows the planted value: …%s…", args, name, text[max(0, i-80):min(len(text), i+40)])
			}
		}
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left (%v)", len(left), err)
	}
}
