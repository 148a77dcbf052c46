package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"leadlint/scanner/auditfile"
)

// reference is a file or folder that the audit file names.
type reference struct {
	what, path string
	// personal says that it holds personal data.
	personal bool
	where    string
}

// references lists the files that the audit file names, in its order.
func references(f *auditfile.File) []reference {
	var out []reference
	for i := range f.Datasets {
		d := &f.Datasets[i]
		out = append(out, reference{"dataset", d.Path, true, d.Pos.Where()})
		if d.Mapping != "" {
			out = append(out, reference{"mapping file", d.Mapping, false, d.Pos.Where()})
		}
	}
	for i := range f.Registers {
		if r := &f.Registers[i]; r.Path != "" {
			out = append(out, reference{"register " + r.Relation, r.Path, true, r.Pos.Where()})
		}
	}
	for i := range f.Notices {
		if n := &f.Notices[i]; n.Path != "" && !auditfile.WebAddress(n.Path) {
			out = append(out, reference{"notice", n.Path, false, n.Pos.Where()})
		}
	}
	for i := range f.Forms {
		if n := &f.Forms[i]; n.Path != "" && !auditfile.WebAddress(n.Path) {
			out = append(out, reference{"form", n.Path, false, n.Pos.Where()})
		}
	}
	for i := range f.Code {
		out = append(out, reference{"code", f.Code[i].Path, false, f.Code[i].Pos.Where()})
	}
	return out
}

// named looks whether the files that the audit file names are there and can be read,
// and who else can read those that hold personal data. What goes well is summed up.
func named(ctx context.Context, path string, f *auditfile.File, o Options) []Check {
	var out []Check
	files, wrong := 0, 0
	for _, r := range references(f) {
		name, onServer := sqliteFile(r.path)
		if onServer {
			c, _ := r.server(ctx, o)
			out = append(out, c)
			continue
		}
		files++
		r.path = name
		if c, ok := r.check(filepath.Dir(path)); !ok {
			wrong++
			out = append(out, c)
		}
	}
	if files > 0 && wrong == 0 {
		out = append(out, Check{About: "files named", State: OK, Says: fmt.Sprintf("%d, all there", files)})
	}
	return out
}

// othersRead are the bits by which everybody on the machine may read a file.
const othersRead fs.FileMode = 0o004

// check gives what is wrong with a file; ok says that nothing is.
func (r *reference) check(dir string) (c Check, ok bool) {
	c.About = r.what + " " + r.path
	names, err := matching(dir, r.path)
	open := false
	for _, name := range names {
		others, fault := lookAt(name)
		open = open || others
		err = errors.Join(err, fault)
	}
	if err != nil {
		c.State, c.Says, c.Do = Fault, fmt.Sprintf("named at %s, but cannot be read: %v", r.where, err), "put the file there, or take it out of the audit file: an audit would be incomplete"
		return c, false
	}
	if r.personal && runtime.GOOS != "windows" && open {
		c.State, c.Says, c.Do = Warning, "holds personal data, and every account of this machine can read it", "chmod o-rwx "+r.path
		return c, false
	}
	return c, true
}

// lookAt says whether everybody may read a file or folder, and why it cannot be read here.
func lookAt(name string) (others bool, err error) {
	info, err := os.Stat(name)
	if err != nil {
		return false, err
	}
	if !info.IsDir() {
		f, err := os.Open(name)
		if err != nil {
			return false, err
		}
		if err := f.Close(); err != nil {
			return false, err
		}
	}
	return info.Mode().Perm()&othersRead != 0, nil
}
