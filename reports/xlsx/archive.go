package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"slices"

	"github.com/xuri/excelize/v2"
)

// archive writes the parts of a workbook sorted by name, [Content_Types].xml first, without
// times: the library hands the sheets over in no fixed order.
type archive struct {
	w     io.Writer
	parts map[string]*bytes.Buffer
}

func newArchive(w io.Writer) excelize.ZipWriter {
	return &archive{w: w, parts: map[string]*bytes.Buffer{}}
}

// Create gives what is written as the part of that name, in place of an earlier one.
func (a *archive) Create(name string) (io.Writer, error) {
	b := &bytes.Buffer{}
	a.parts[name] = b
	return b, nil
}

// AddFS takes every file of a file system as a part.
func (a *archive) AddFS(files fs.FS) error {
	return fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, path)
		a.parts[path] = bytes.NewBuffer(data)
		return err
	})
}

// Close writes the archive.
func (a *archive) Close() error {
	names := make([]string, 0, len(a.parts))
	for name := range a.parts {
		names = append(names, name)
	}
	slices.Sort(names)
	z := zip.NewWriter(a.w)
	for _, name := range names {
		part, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := part.Write(a.parts[name].Bytes()); err != nil {
			return err
		}
	}
	return z.Close()
}
