package observe

import (
	"slices"
	"strings"
)

// PlaceOf tells the part of the project that a path, with forward slashes, belongs to.
func PlaceOf(path string) Place {
	parts := strings.Split(strings.ToLower(path), "/")
	base := parts[len(parts)-1]
	if testFile(base) {
		return PlaceTest
	}
	found := PlaceProduction
	for _, dir := range parts[:len(parts)-1] {
		if p := placeOfFolder(strings.Trim(dir, "_")); p == PlaceTest {
			return p
		} else if p != PlaceProduction {
			found = p
		}
	}
	switch {
	case found != PlaceProduction:
		return found
	case strings.HasPrefix(base, "seeds.") || strings.HasPrefix(base, "seed.") || strings.HasPrefix(base, "seed_"):
		return PlaceSeed
	case strings.Contains(base, ".example") || strings.Contains(base, ".sample") || strings.HasSuffix(base, ".dist") || strings.HasPrefix(base, "example"):
		return PlaceSample
	}
	return PlaceProduction
}

func placeOfFolder(dir string) Place {
	dir = strings.Trim(dir, "_")
	if first, last := outerWords(dir); sampleWord(first) || sampleWord(last) {
		return PlaceSample
	}
	switch dir {
	case "test", "tests", "spec", "specs", "testing", "e2e", "cypress", "testdata", "mocks", "fixtures", "unittests", "integrationtest", "androidtest":
		return PlaceTest
	case "doc", "docs", "documentation", "website-docs", "man":
		return PlaceDocumentation
	case "seed", "seeds", "seeders", "factories":
		return PlaceSeed
	case "migrate", "migration", "migrations", "alembic", "flyway", "liquibase", "changelogs":
		return PlaceMigration
	}
	return PlaceProduction
}

// outerWords gives the first and the last word of a folder's name.
func outerWords(dir string) (first, last string) {
	words := strings.FieldsFunc(dir, func(r rune) bool { return r == '_' || r == '-' || r == '.' })
	if len(words) == 0 {
		return "", ""
	}
	return words[0], words[len(words)-1]
}

func sampleWord(word string) bool {
	switch word {
	case "example", "examples", "sample", "samples", "demo", "demos", "playground", "snippets", "tutorial", "tutorials":
		return true
	}
	return false
}

func testFile(base string) bool {
	stem, _, _ := strings.Cut(base, ".")
	if strings.HasPrefix(stem, "test_") || strings.HasSuffix(stem, "_test") || strings.HasSuffix(stem, "_spec") || stem == "conftest" {
		return true
	}
	dotted := strings.Split(base, ".")
	return slices.ContainsFunc(dotted[1:], func(s string) bool { return s == "test" || s == "spec" || s == "e2e" || s == "cy" || s == "stories" }) ||
		strings.HasSuffix(stem, "test") && strings.HasSuffix(base, ".java") || strings.HasSuffix(stem, "test") && strings.HasSuffix(base, ".php")
}
