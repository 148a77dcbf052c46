package language

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// fill decides the short parts, run by run.
func (d *Detector) fill(parts []Part, spreads [][]window, langs []string, b *budget) {
	before := ""
	for i := 0; i < len(parts); {
		if spreads[i] != nil {
			before = cmpLang(langs[i], before)
			i++
			continue
		}
		end := i
		for end < len(parts) && spreads[end] == nil {
			end++
		}
		d.run(parts[i:end], spreads[i:end], langs[i:end], before, following(langs[end:]), b)
		i = end
	}
}

// cmpLang gives the language of a part that was judged, and the one before
// it where that part could not be told.
func cmpLang(lang, before string) string {
	if lang == "" {
		return before
	}
	return lang
}

// following gives the language of the first decided part.
func following(langs []string) string {
	for _, l := range langs {
		if l != "" {
			return l
		}
	}
	return ""
}

// run decides a run of short parts between two languages.
func (d *Detector) run(parts []Part, spreads [][]window, langs []string, before, after string, b *budget) {
	lang := ""
	if before == after {
		lang = before
	} else {
		lang = d.together(parts, b)
	}
	for i, p := range parts {
		if lang != "" && d.agrees(p.Text, lang) {
			langs[i] = lang
		}
		spreads[i] = []window{{langs[i], utf8.RuneCountInString(p.Text)}}
	}
}

// together judges a run of short parts as one text, "" when even that is short.
func (d *Detector) together(parts []Part, b *budget) string {
	var text strings.Builder
	declared := ""
	for i, p := range parts {
		text.WriteString(p.Text)
		text.WriteByte('\n')
		if i == 0 {
			declared = p.Declared
		} else if declared != p.Declared {
			declared = ""
		}
	}
	if utf8.RuneCountInString(text.String()) < alone {
		return ""
	}
	return single(d.spread(text.String(), declared, b))
}

// agrees tells whether a short part may be in a language: it is no menu of
// languages, is written in the language's script, and its own words do not speak
// for another.
func (d *Detector) agrees(text, lang string) bool {
	t := d.table()
	s := t.take(text)
	if len(s.words) == 0 || s.named*5 >= len(s.words)*2 && s.named > 1 {
		return false
	}
	if s.main != scriptFor(lang) {
		return false
	}
	var room [mostScores]score
	scores := t.scores(room[:0], s)
	at := slices.IndexFunc(scores, func(one score) bool { return one.code == lang })
	if at < 0 {
		return lang == "el"
	}
	best := slices.MaxFunc(scores, func(a, b score) int { return a.net() - b.net() })
	return best.net()-scores[at].net() < 2
}

// scriptFor gives the script that a language is written in.
func scriptFor(lang string) script {
	switch lang {
	case "el":
		return greek
	case "bg", "mk", "sr", "ru", "uk", "be":
		return cyrillic
	}
	return latin
}
