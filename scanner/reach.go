package scanner

import (
	"cmp"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/finding"
)

// noticeLanguages gives the languages of the notices read and of those that the
// audit file declares; nil when no notice was read, or the language of one is not
// known.
func (a *audit) noticeLanguages() []string {
	if len(a.read.languages) == 0 || a.read.silent {
		return nil
	}
	out := slices.Clone(a.read.languages)
	if a.file != nil {
		for _, l := range a.file.Notice.Languages {
			add(&out, string(l))
		}
	}
	known := facts.Languages()
	out = slices.DeleteFunc(out, func(l string) bool { return !slices.Contains(known, l) })
	slices.Sort(out)
	return out
}

// readAs adds to languages those that nobody tells from them in writing: Croatian
// stands for Bosnian and Serbian in Latin letters too.
func readAs(languages []string) []string {
	out := slices.Clone(languages)
	if slices.Contains(out, "hr") {
		add(&out, "bs")
		add(&out, "sr")
	}
	return out
}

// noticeNames names the notices read.
func (a *audit) noticeNames() string {
	var out []string
	for i := range a.report.Notices {
		if n := &a.report.Notices[i]; n.Problem == nil {
			out = append(out, n.Name)
		}
	}
	return strings.Join(out, ", ")
}

// reach holds the languages of the notices against the countries of the persons.
func (a *audit) reach() *finding.NoticeReach {
	languages := a.noticeLanguages()
	if languages == nil || len(a.report.Statistics) == 0 {
		return nil
	}
	out := &finding.NoticeReach{Languages: languages, Countries: []finding.CountryReach{}}
	rows := map[string]int64{}
	for _, st := range a.report.Statistics {
		for _, c := range st.Countries {
			rows[c.Name] += c.Count
		}
	}
	official := a.officialLanguages()
	for country, n := range rows {
		if country == "unknown" || len(official(country)) == 0 {
			out.Unknown += n
			continue
		}
		theirs := official(country)
		if !slices.ContainsFunc(theirs, func(l string) bool { return slices.Contains(readAs(languages), l) }) {
			out.Countries = append(out.Countries, finding.CountryReach{Country: country, Languages: theirs, Rows: n})
			out.Unserved += n
		}
	}
	slices.SortFunc(out.Countries, func(x, y finding.CountryReach) int {
		return cmp.Or(cmp.Compare(y.Rows, x.Rows), cmp.Compare(x.Country, y.Country))
	})
	return out
}
