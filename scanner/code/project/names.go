package project

import (
	"slices"
	"strings"
	"unicode"
)

func tableKey(name string) string { return strings.Join(tableWords(name), " ") }

func wordLists(set map[string]bool) [][]string {
	keys := make([]string, 0, len(set))
	for k := range set {
		if k != "" {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	out := make([][]string, len(keys))
	for i, k := range keys {
		out[i] = strings.Fields(k)
	}
	return out
}

// tableWords gives the words by which a table or model is known: those of the last
// part of its name, in singular, without what only says that it is one.
func tableWords(name string) []string {
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '.' || r == '/' || r == ':' || r == '\\' })
	for i := len(parts) - 1; i >= 0; i-- {
		words := slices.DeleteFunc(nameWords(parts[i]), says)
		if len(words) > 0 {
			return words
		}
	}
	return nil
}

// says tells the words that only say of a name that it is of a table.
func says(word string) bool {
	switch word {
	case "model", "table", "tbl", "tab", "entity", "record", "row", "app", "object", "query", "repository", "repo", "schema", "collection", "document", "dao", "store", "db", "database", "manager", "public", "dbo", "all", "t":
		return true
	}
	return false
}

// nameWords splits a name into small words in singular.
func nameWords(name string) []string {
	var out []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			out, word = append(out, singular(string(word))), word[:0]
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r):
			end()
			continue
		case unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			end()
		}
		word = append(word, unicode.ToLower(r))
	}
	end()
	return out
}

func singular(w string) string {
	switch {
	case w == "people":
		return "person"
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
		return w[:len(w)-1]
	}
	return w
}

func endsWith(words, tail []string) bool {
	return len(tail) > 0 && len(tail) <= len(words) && slices.Equal(words[len(words)-len(tail):], tail)
}

// holds tells whether words follow each other somewhere in a name.
func holds(name, words []string) bool {
	for i := 0; i+len(words) <= len(name); i++ {
		if slices.Equal(name[i:i+len(words)], words) {
			return true
		}
	}
	return false
}
