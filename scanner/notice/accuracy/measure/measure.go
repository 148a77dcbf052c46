// Package measure is the command that measures how well notices are read.
package measure

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"leadlint/scanner/notice/accuracy"
	"leadlint/scanner/notice/items"
	"leadlint/scanner/notice/language"

	"go.yaml.in/yaml/v4"
)

// options are the command's.
type options struct {
	devset, own, parallel, further, lang string
	slips, sentences                     bool
}

// Run measures and prints tables in Markdown. It fails when an option or a folder
// is wrong.
func Run(ctx context.Context, args []string, out io.Writer) error {
	var o options
	flags := flag.NewFlagSet("accuracy", flag.ContinueOnError)
	flags.StringVar(&o.devset, "labelled", "", "folder with labelled notices under notices/ and goppc150/")
	flags.StringVar(&o.own, "labelled-own", "fixtures/notices/labelled", "folder with the project's own labelled notices")
	flags.StringVar(&o.parallel, "parallel", "fixtures/notices/parallel", "folder with notices that say the same in several languages")
	flags.StringVar(&o.further, "languages", "fixtures/languages", "folder with texts in further languages")
	flags.StringVar(&o.lang, "lang", "", "only this language")
	flags.BoolVar(&o.slips, "slips", false, "list every wrong or missing answer")
	flags.BoolVar(&o.sentences, "sentences", false, "with the sentence that decided, which is not masked")
	if err := flags.Parse(args); err != nil {
		return err
	}
	r, err := items.NewReader()
	if err != nil {
		return err
	}
	if o.lang == "" {
		if err := r.Load(); err != nil {
			return err
		}
	}
	read := accuracy.ByText(r, language.New())
	if o.lang != "" {
		read = accuracy.ByLanguage(r)
	}
	if err := labelled(ctx, out, o, read); err != nil {
		return err
	}
	if err := parallel(ctx, out, o, read); err != nil || o.lang != "" {
		return err
	}
	if err := languages(out, o); err != nil {
		return err
	}
	return speed(ctx, out, o)
}

// set is a folder of labelled notices, and the items whose labels are not to be
// trusted.
type set struct {
	name, folder string
	skip         []items.Item
}

func labelled(ctx context.Context, out io.Writer, o options, read accuracy.Read) error {
	var sets []set
	if own, err := filepath.Glob(filepath.Join(o.own, "labels*.tsv")); err == nil && len(own) > 0 {
		sets = append(sets, set{"invented notices", o.own, nil})
	}
	if o.devset != "" {
		sets = append(sets, set{"real notices", filepath.Join(o.devset, "notices"), nil})
		if o.lang == "" || o.lang == "en" {
			sets = append(sets, set{"GoPPC-150", filepath.Join(o.devset, "goppc150"), []items.Item{items.PublicSource, items.Controller}})
		}
	}
	for _, s := range sets {
		t, err := accuracy.Labelled(ctx, os.DirFS(s.folder), read, o.lang, s.skip...)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Fprintf(out, "\n## Labelled: %s (%d)\n\n", s.name, t.Notices)
		table(out, t)
		list(out, o, t.Slips)
	}
	return nil
}

func table(out io.Writer, t *accuracy.Table) {
	fmt.Fprintln(out, "| item | present: precision | recall | not found: precision | recall | unclear |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|")
	sum := t.Sum()
	sum.Item = "all"
	for _, r := range append(append([]accuracy.Row{}, t.Rows...), sum) {
		fmt.Fprintf(out, "| %s | %s | %s | %s | %s | %d |\n", r.Item,
			rate(r.Present.Right, r.Present.Wrong), rate(r.Present.Right, r.Present.Missed),
			rate(r.Missing.Right, r.Missing.Wrong), rate(r.Missing.Right, r.Missing.Missed), r.Unclear)
	}
}

// rate gives a share with the counts it comes from.
func rate(right, not int) string {
	if right+not == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f (%d/%d)", float64(right)/float64(right+not), right, right+not)
}

func list(out io.Writer, o options, slips []accuracy.Slip) {
	if !o.slips {
		return
	}
	for _, s := range slips {
		fmt.Fprintf(out, "%s\t%s\tlabel %s\tgot %s\t%s\n", s.Notice, s.Item, s.Label, s.Answer.State, s.Answer.Rule)
		if o.sentences && s.Answer.Sentence != "" {
			fmt.Fprintf(out, "\t%s\n", s.Answer.Sentence)
		}
	}
}

func parallel(ctx context.Context, out io.Writer, o options, read accuracy.Read) error {
	wants, err := filepath.Glob(filepath.Join(o.parallel, "*", "want.yaml"))
	if err != nil {
		return err
	}
	right, all := map[string]int{}, map[string]int{}
	var langs []string
	var slips []accuracy.Slip
	for _, w := range wants {
		want, err := readWant(w)
		if err != nil {
			return err
		}
		got, err := accuracy.Same(ctx, os.DirFS(o.parallel), filepath.Base(filepath.Dir(w)), want, read, o.lang)
		if err != nil {
			return err
		}
		for _, p := range got {
			if all[p.Lang] == 0 {
				langs = append(langs, p.Lang)
			}
			right[p.Lang] += p.Right
			all[p.Lang] += p.All
			slips = append(slips, p.Slips...)
		}
	}
	fmt.Fprintf(out, "\n## The same notices in several languages\n\n| language | answers as wanted |\n|---|---|\n")
	r, a := 0, 0
	for _, l := range langs {
		fmt.Fprintf(out, "| %s | %s |\n", l, rate(right[l], all[l]-right[l]))
		r, a = r+right[l], a+all[l]
	}
	fmt.Fprintf(out, "| all | %s |\n", rate(r, a-r))
	list(out, o, slips)
	return nil
}

// readWant reads the states that are right for each item.
func readWant(name string) (map[string][]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var raw struct {
		Items map[string]any `yaml:"items"`
	}
	if err := yaml.Unmarshal(data, &raw); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out := map[string][]string{}
	for item, v := range raw.Items {
		switch v := v.(type) {
		case string:
			out[item] = []string{v}
		case []any:
			for _, s := range v {
				out[item] = append(out[item], strings.TrimSpace(fmt.Sprint(s)))
			}
		default:
			return nil, fmt.Errorf("%s: item %s: want a state or a list of states", name, item)
		}
	}
	return out, nil
}
