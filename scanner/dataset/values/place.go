package values

import "bytes"

// FromPlace gives the country of a place written in one cell: "Berlin,
// Germany", "Greater Paris Metropolitan Area". The part after the last comma
// decides. Two letters there count only when they cannot be a state, province
// or Swiss canton ("Wilmington, DE"), and "Georgia" counts for nothing. It is 0
// for a city's bare name.
func (c *Countries) FromPlace(cell []byte) uint8 {
	if len(cell) == 0 {
		return 0
	}
	if code, ok := c.where.get(cell); ok {
		return code
	}
	return c.where.put(cell, c.place(cell))
}

func (c *Countries) place(cell []byte) uint8 {
	cell = trimQuotes(cell)
	parts := bytes.Split(cell, []byte(","))
	last := trim(parts[len(parts)-1])
	if len(last) == 2 || len(last) == 3 && isUpper(last) {
		if len(parts) > 1 && len(parts) < 3 && c.states[string(last)] {
			return 0
		}
		if !isUpper(last) {
			return 0
		}
		return c.Code(last)
	}
	var buf [128]byte
	if len(last) > 100 {
		return 0
	}
	word := FoldBytes(buf[:0], last)
	if code, ok := c.places[string(word)]; ok {
		return code
	}
	if code := c.Code(last); code != 0 {
		return code
	}
	return c.area(word)
}

func isUpper(c []byte) bool {
	for _, b := range c {
		if b-'A' > 25 {
			return false
		}
	}
	return true
}

// area reads "greater x area" and its like.
func (c *Countries) area(word []byte) uint8 {
	cut := false
	for _, p := range [...]string{"greater ", "region de ", "grand ", "grossraum ", "region ", "metropolregion ", "area metropolitana de ", "area metropolitana di ", "ville de ", "gran "} {
		if rest, ok := bytes.CutPrefix(word, []byte(p)); ok {
			word, cut = rest, true
			break
		}
	}
	for _, s := range [...]string{" metropolitan area", " metropolitan region", " metroplex", " region", " area", " et peripherie", " und umgebung", " y alrededores", " e dintorni", " en omgeving"} {
		if rest, ok := bytes.CutSuffix(word, []byte(s)); ok {
			word, cut = rest, true
			break
		}
	}
	if !cut {
		return 0
	}
	return c.areas[string(word)]
}
