package mysql

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// deepest is how far option files may include one another.
const deepest = 10

// optionFiles are what the client's own files say of the connection.
type optionFiles struct {
	// set holds the options by name, "-" between words; later files and lines win.
	set map[string]string
	// loose says that the password stands in a file that others than its owner may read,
	// ignored that a file was passed over because others may write to it.
	loose, ignored bool
	// shared says that others may read the file that is being read.
	shared bool
}

// readOptionFiles reads $MYSQL_HOME/my.cnf and ~/.my.cnf as the client does: a file that
// everybody may write to is passed over.
func readOptionFiles(env func(string) string) *optionFiles {
	o := &optionFiles{set: map[string]string{}}
	if home := env("MYSQL_HOME"); home != "" {
		o.file(filepath.Join(home, "my.cnf"), 0)
	}
	if home := env("HOME"); home != "" {
		o.file(filepath.Join(home, ".my.cnf"), 0)
	}
	return o
}

// file reads one file; one that is not there or may not be read says nothing.
func (o *optionFiles) file(path string, depth int) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || depth > deepest {
		return
	}
	if info.Mode().Perm()&0o002 != 0 {
		o.ignored = true
		return
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return
	}
	outer := o.shared
	defer func() { o.shared = outer }()
	o.shared = info.Mode().Perm()&0o044 != 0
	o.parse(string(text), func(included string) {
		if !filepath.IsAbs(included) {
			included = filepath.Join(filepath.Dir(path), included)
		}
		o.file(included, depth+1)
	})
}

// parse reads the text of an option file: the groups that every client reads.
// https://dev.mysql.com/doc/refman/8.4/en/option-files.html
func (o *optionFiles) parse(text string, include func(path string)) {
	groups := []string{"client", "client-server", "client-mariadb"}
	ours := false
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case strings.HasPrefix(line, "!includedir"):
			found, err := filepath.Glob(filepath.Join(strings.TrimSpace(line[len("!includedir"):]), "*.cnf"))
			if err == nil {
				for _, path := range found {
					include(path)
				}
			}
		case strings.HasPrefix(line, "!include"):
			include(strings.TrimSpace(line[len("!include"):]))
		case line[0] == '[':
			name, _, _ := strings.Cut(line[1:], "]")
			ours = slices.Contains(groups, strings.TrimSpace(name))
		case ours:
			o.option(line)
		}
	}
}

// option reads "name = value", or a name alone.
func (o *optionFiles) option(line string) {
	name, value, _ := strings.Cut(uncommented(line), "=")
	name = strings.TrimPrefix(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "_", "-"), "loose-")
	if name != "" {
		o.set[name] = unquoted(strings.TrimSpace(value))
	}
	if name == "password" {
		o.loose = o.shared
	}
}

// uncommented cuts off a comment that begins within a line, outside quotes.
func uncommented(line string) string {
	var quote byte
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote == 0 && c == '#':
			return line[:i]
		}
	}
	return line
}

// unquoted takes a value out of its quotes and undoes its escapes.
func unquoted(value string) string {
	if n := len(value); n >= 2 && (value[0] == '\'' || value[0] == '"') && value[n-1] == value[0] {
		value = value[1 : n-1]
	}
	if !strings.Contains(value, `\`) {
		return value
	}
	meant := map[byte]byte{'b': '\b', 't': '\t', 'n': '\n', 'r': '\r', '\\': '\\', 's': ' ', '"': '"', '\'': '\''}
	var out strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] == '\\' && i+1 < len(value) {
			if c, ok := meant[value[i+1]]; ok {
				out.WriteByte(c)
				i++
				continue
			}
		}
		out.WriteByte(value[i])
	}
	return out.String()
}
