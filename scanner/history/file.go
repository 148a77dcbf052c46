package history

import (
	"encoding/binary"
	"io"
	"os"
	"regexp"
)

// ApplicationID marks a SQLite database as a history of leadlint ("lead").
const ApplicationID = 0x6c656164

// magic starts every SQLite database.
const magic = "SQLite format 3\x00"

// HeadSize is the number of bytes at the start of a file that tell a history.
const HeadSize = 100

// IsHead says whether the first HeadSize bytes of a file are those of a history, and
// gives the version of its form.
func IsHead(head []byte) (version int, ok bool) {
	if len(head) < HeadSize || string(head[:len(magic)]) != magic || binary.BigEndian.Uint32(head[68:]) != ApplicationID {
		return 0, false
	}
	return int(binary.BigEndian.Uint32(head[60:])), true
}

// besides is what stands at the end of the names of files that belong to a history.
var besides = regexp.MustCompile(`(-wal|-shm|-journal|\.key|\.form[0-9]+\.backup)$`)

// Belongs says whether a file is a history, or stands beside one and belongs to it: its
// log, its key under the usual name, or a copy. It reads the start of files only.
func Belongs(path string) bool {
	return isHistory(path) || besides.MatchString(path) && isHistory(besides.ReplaceAllString(path, ""))
}

func isHistory(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, HeadSize)
	if _, err := io.ReadFull(f, head); err != nil {
		return false
	}
	_, ok := IsHead(head)
	return ok
}
