package observe

import "strings"

// hashes gives the roles of the hash that what a call gives back reckons: of
// createHash("md5"), md5.New(), and of what is called on such a thing.
func hashes(c *calling) uint64 {
	is := c.does & (DoesHash | DoesWeakHash)
	if is == 0 {
		return c.receiver.hashing
	}
	if is&DoesWeakHash == 0 && len(c.args) > 0 && weakAlgorithm(c.args[0].v.text) {
		is |= DoesWeakHash
	}
	return is | c.receiver.hashing
}

func weakAlgorithm(s string) bool {
	switch strings.ToLower(s) {
	case "md5", "sha1", "sha-1", "sha", "rsa-md5", "rsa-sha1":
		return true
	}
	return false
}

// digests notes that what is given to a hash made before is hashed: h.update(x),
// md.digest(x), io.WriteString(h, x).
func (w *walker) digests(c *calling) {
	is := c.receiver.hashing
	switch c.name.leaf {
	case "update", "digest", "write", "sum", "do_final", "add", "hexdigest", "final":
	case "write_string", "fprintf", "fprint", "copy":
		if len(c.args) > 0 {
			is = c.args[0].v.hashing
		}
	default:
		return
	}
	if is&^c.does == 0 {
		return
	}
	w.doing(is &^ c.does)
	c.does |= is
}
