package partial

import (
	"cmp"
	"slices"

	"leadlint/scanner/finding"
)

// issueKey tells issues apart: of one, the first line is kept.
type issueKey struct {
	severity, input, table string
	column                 int
	message                finding.Text
}

// issueSet gathers issues.
type issueSet struct {
	at   map[issueKey]int
	list []finding.Issue
}

// add adds issues; count says how often one was met that is there already.
func (s *issueSet) add(list []finding.Issue, count func(x, y int64) int64) {
	if s.at == nil {
		s.at = map[issueKey]int{}
	}
	for _, issue := range list {
		key := issueKey{issue.Severity, issue.Input, issue.Table, issue.Column, issue.Message}
		i, ok := s.at[key]
		if !ok {
			s.at[key] = len(s.list)
			s.list = append(s.list, issue)
			continue
		}
		own := &s.list[i]
		own.Count = count(own.Count, issue.Count)
		if own.Line == 0 || issue.Line != 0 && issue.Line < own.Line {
			own.Line = issue.Line
		}
	}
}

// sorted gives the issues in an order that does not depend on when they were added.
func (s *issueSet) sorted() []finding.Issue {
	slices.SortFunc(s.list, func(a, b finding.Issue) int {
		return cmp.Or(
			cmp.Compare(a.Input, b.Input), cmp.Compare(a.Table, b.Table), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Message.EN, b.Message.EN), cmp.Compare(a.Message.FR, b.Message.FR),
		)
	})
	return s.list
}

// summed is the count of an issue that each of two parts met so often.
func summed(x, y int64) int64 { return x + y }

// larger is the count of an issue that is told by each of two parts.
func larger(x, y int64) int64 { return max(x, y) }

// lost is what keeps a whole from being whole.
func lost(input, table string, count int64, en, fr string) finding.Issue {
	return finding.Issue{Severity: "lost", Input: input, Table: table, Count: count, Message: finding.Text{EN: en, FR: fr}}
}
