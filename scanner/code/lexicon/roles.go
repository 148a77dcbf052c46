package lexicon

import (
	"slices"
	"strings"
)

// callPattern is a pattern over the segments of a dotted callee.
type callPattern struct {
	language         string
	segments         []string
	anyHead, anyTail bool
	// stored: what stands before must be about stored records.
	stored bool
	roles  uint64
	// telling is in any file that holds such a callee.
	telling string
}

// roleTable finds patterns by one of their segments.
type roleTable struct {
	bySegment map[string][]callPattern
	// byWord are the roles that a word of the last part gives.
	byWord map[string]uint64
}

func (l *Lexicon) readRoles() error {
	table, err := rows("roles.tsv", 3)
	if err != nil {
		return err
	}
	t := roleTable{bySegment: map[string][]callPattern{}, byWord: map[string]uint64{}}
	for _, r := range table {
		set, err := members(l.roleBit, r.cells[2])
		if err != nil {
			return r.errorf("%v", err)
		}
		for written := range strings.FieldsSeq(r.cells[1]) {
			if word, ok := strings.CutPrefix(written, "~"); ok {
				t.byWord[word] |= set
				continue
			}
			for language := range strings.SplitSeq(r.cells[0], ",") {
				p := newCallPattern(language, written, set)
				anchor := p.anchor()
				if anchor == "" {
					return r.errorf("pattern %q has no segment to find it by", written)
				}
				t.bySegment[anchor] = append(t.bySegment[anchor], p)
			}
		}
	}
	l.roles = t
	return nil
}

func newCallPattern(language, written string, roles uint64) callPattern {
	p := callPattern{language: language, roles: roles, telling: tellingPart(written)}
	if leaf, ok := strings.CutPrefix(written, "?."); ok {
		p.stored, written = true, "*."+leaf
	}
	p.segments = calleeSegments(written)
	if len(p.segments) > 0 && p.segments[0] == "*" {
		p.anyHead, p.segments = true, p.segments[1:]
	}
	if n := len(p.segments); n > 0 && p.segments[n-1] == "*" {
		p.anyTail, p.segments = true, p.segments[:n-1]
	}
	return p
}

// anchor is the longest segment, by which the pattern is found.
func (p *callPattern) anchor() string {
	best := ""
	for _, s := range p.segments {
		if s != "*" && len(s) > len(best) {
			best = s
		}
	}
	return best
}

// calleeSegments splits a callee or module at . / :: -> \ and #, and brings each part
// to small letters without _ and -, so that get_all, getAll and GetAll are one.
func calleeSegments(name string) []string {
	var out []string
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for i := range len(name) {
		switch c := name[i]; {
		case c == '.', c == '/', c == ':', c == '\\', c == '#', c == '>', c == '(', c == ')', c == '[', c == ']', c == '?':
			end()
		case c == '_', c == '-', c == '@', c == '$', c == '!', c == ' ', c == '&':
		case c >= 'A' && c <= 'Z':
			b.WriteByte(c + 'a' - 'A')
		default:
			b.WriteByte(c)
		}
	}
	end()
	return out
}

func (p *callPattern) matches(segments []string) bool {
	n, m := len(segments), len(p.segments)
	if n < m {
		return false
	}
	last := 0
	if p.anyHead {
		last = n - m
	}
	for from := 0; from <= last; from++ {
		if !p.anyTail && from+m != n {
			continue
		}
		if slices.EqualFunc(segments[from:from+m], p.segments, func(have, want string) bool { return want == "*" || have == want }) {
			return true
		}
	}
	return false
}

// Roles tells what a call does, or what a module is for, as bits over the order of
// facts.CodeRoles: from the callee's dotted name as resolved through the imports of
// its file (smtplib.SMTP.sendmail), or from the module as written (net/smtp,
// @sentry/node, net.sf.jsoup). language is one of facts.CodeLanguages; the patterns of
// javascript hold for typescript. Spelling (getAll, get_all) does not matter. Where
// the receiver is not known only last names that are telling alone are (add_cookie).
//
// It may be called from many goroutines at once; answers are remembered.
func (l *Lexicon) Roles(language, name string) uint64 {
	if language == "typescript" || language == "html" {
		language = "javascript"
	}
	return l.callees.get(language+"\x00"+name, func() uint64 {
		segments := calleeSegments(name)
		set := l.wordRoles(name)
		for i, s := range segments {
			if slices.Contains(segments[:i], s) {
				continue
			}
			for _, p := range l.roles.bySegment[s] {
				if (p.language == "*" || p.language == language) && p.matches(segments) && (!p.stored || l.stored(name)) {
					set |= p.roles
				}
			}
		}
		return set
	})
}

// wordRoles gives what words of the last part say alone: mask_email, redactPhone.
func (l *Lexicon) wordRoles(name string) uint64 {
	if at := strings.LastIndexAny(name, "./:\\>#"); at >= 0 {
		name = name[at+1:]
	}
	set := l.roles.byWord[strings.ToLower(name)]
	parts := segments(name)
	if len(parts) == 0 {
		return set
	}
	for _, word := range parts[len(parts)-1] {
		set |= l.roles.byWord[word]
	}
	return set
}

// stored tells whether what stands before the last part of a callee is about records
// that are kept: of persons, their consents and sessions, or a database by its word.
func (l *Lexicon) stored(name string) bool {
	b := &l.bits
	parts := segments(name)
	for _, part := range parts[:max(0, len(parts)-1)] {
		words := l.phrases.words(part)
		if s := l.segment(words, false); s.set&(b.person|b.marketing|b.consent|b.optOut|b.preference) != 0 {
			return true
		}
		for _, w := range words {
			switch w {
			case "db", "database", "model", "repository", "repo", "objects", "query", "table", "collection", "prisma", "knex", "dao", "orm", "records", "manager", "em", "eloquent", "sequelize", "mongoose", "cursor", "builder", "statement", "stmt", "jdbc", "gorm", "tx", "pdo", "mysqli", "wpdb":
				return true
			}
		}
	}
	return false
}
