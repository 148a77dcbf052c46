package strict

import (
	"bytes"
	"reflect"
)

// versionKey is the key that tells files of ours from others.
const versionKey = "version"

// versioned says whether files of a type must hold the version key.
func versioned(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	f := fieldsOf(t).find(versionKey)
	return f != nil && f.required
}

// foreign says whether a text that is not blank nowhere holds the version key.
// It is then another file, given by mistake: a file of contacts may be, and
// messages that show its lines would show persons.
func foreign(data []byte) bool {
	for rest := data; ; {
		_, after, found := bytes.Cut(rest, []byte(versionKey))
		if !found {
			return len(bytes.TrimSpace(data)) > 0
		}
		if bytes.HasPrefix(bytes.TrimLeft(after, " \"'"), []byte(":")) {
			return false
		}
		rest = after
	}
}
