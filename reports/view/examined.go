package view

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"leadlint/scanner/finding"
)

// mostFiles is the number of files of one dataset that a document lists one by one.
const mostFiles = 12

// Examined is an input, or the files of one dataset together.
type Examined struct {
	// Input has the dataset's name, and the sums of rows and bytes, where Files is not 0.
	// SHA256 is then that of the list of the files' hashes, as the program sha256sum
	// writes it: the hash, two spaces, the name, a line each; it is empty where a file has
	// no hash.
	finding.Input
	// Files is the number of files, 0 for an input that stands for itself.
	Files int64
}

// ExaminedOf lists inputs for people to read: those of a dataset of many files are one.
func ExaminedOf(list []finding.Input) []Examined {
	of := map[string]int{}
	for i := range list {
		of[list[i].Dataset]++
	}
	var out []Examined
	at := map[string]int{}
	sums := map[string][]byte{}
	for _, in := range list {
		if in.Dataset == "" || of[in.Dataset] <= mostFiles {
			out = append(out, Examined{Input: in})
			continue
		}
		i, ok := at[in.Dataset]
		if !ok {
			i = len(out)
			at[in.Dataset] = i
			out = append(out, Examined{Input: finding.Input{Name: in.Dataset, Format: in.Format, Relation: in.Relation, Where: in.Where, SHA256: "all"}})
		}
		e := &out[i]
		e.Files++
		e.Rows += in.Rows
		e.Bytes += in.Bytes
		if in.SHA256 == "" {
			e.SHA256 = ""
		}
		sums[in.Dataset] = fmt.Appendf(sums[in.Dataset], "%s  %s\n", in.SHA256, in.Name)
	}
	for name, i := range at {
		if out[i].SHA256 != "" {
			sum := sha256.Sum256(sums[name])
			out[i].SHA256 = hex.EncodeToString(sum[:])
		}
	}
	return out
}
