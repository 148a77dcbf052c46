package lexicon

// hostTable is known hosts.
type hostTable struct{ kinds map[string]uint64 }

func (l *Lexicon) readHosts() error {
	table, err := rows("hosts.tsv", 2)
	if err != nil {
		return err
	}
	l.hosts.kinds = map[string]uint64{}
	for _, r := range table {
		set, err := members(l.hostBit, r.cells[1])
		if err != nil {
			return r.errorf("%v", err)
		}
		l.hosts.kinds[r.cells[0]] |= set
	}
	return nil
}

// Hosts tells what kinds of hosts the addresses in a text lead to, as bits over the
// order of facts.CodeHosts.
func (l *Lexicon) Hosts(text string) uint64 { return 0 }
