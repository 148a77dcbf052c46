// Package wording finds wordings in texts. Texts and wordings are brought to
// one folded form; wordings come from tables, so that a language is added
// without a line of Go; and all of them are found in one pass.
package wording
