package values

// Empty says whether a cell states nothing: nil, blank, or a mark that exports
// use for a missing value ("null", "N/A", "-", "(empty)", "unknown", "non
// renseigné", "k.A."). "NA" counts as empty, so a column of countries must not
// be asked (there it is Namibia). "none" and "aucun" are left to Meaning: in a
// governance column they are an answer. It allocates nothing.
func Empty(cell []byte) bool {
	cell = trim(cell)
	if len(cell) == 0 {
		return true
	}
	if len(cell) > 24 {
		return false
	}
	if !emptyStart[cell[0]] {
		return onlyMarks(cell)
	}
	var buf [48]byte
	switch string(FoldBytes(buf[:0], cell)) {
	case "", "null", "nil", "n a", "na", "nan", "n d", "n c", "empty", "unknown", "undefined", "not available", "not provided",
		"not specified", "not set", "no data", "no value", "missing", "inconnu", "inconnue", "non renseigne", "non renseignee",
		"non communique", "non disponible", "non precise", "vide", "k a", "keine angabe", "keine angaben", "unbekannt", "nicht angegeben",
		"leer", "desconocido", "desconocida", "no disponible", "sin datos", "no especificado", "vacio", "sconosciuto",
		"non specificato", "non indicato", "vuoto", "onbekend", "leeg", "niet opgegeven", "brak danych", "nieznany", "nieznane",
		"desconhecido", "nao informado", "vazio", "s o", "s d", "tbd", "tbc":
		return true
	}
	return false
}

// emptyStart holds the first bytes that a word of Empty's list may have.
var emptyStart = func() (t [256]bool) {
	for _, c := range "nNeEuUmMiIvVkKlLdDsSoObBtT([<{#\"'\\" {
		t[byte(c)] = true
	}
	return t
}()

// onlyMarks says whether the cell has none but marks of absence. A lone "+" or
// "*" is not one: it may be a tick.
func onlyMarks(cell []byte) bool {
	for i := 0; i < len(cell); i++ {
		switch cell[i] {
		case '-', '?', '.', '_', '/', ' ', ',', ';':
		case 0xe2: // – and —
			if i+2 >= len(cell) || cell[i+1] != 0x80 || (cell[i+2] != 0x93 && cell[i+2] != 0x94) {
				return false
			}
			i += 2
		default:
			return false
		}
	}
	return true
}

// trim cuts white space off both ends, no-break and zero-width spaces too.
func trim(b []byte) []byte {
	for len(b) > 0 {
		switch {
		case b[0] <= ' ':
			b = b[1:]
		case b[0] == 0xc2 && len(b) > 1 && b[1] == 0xa0:
			b = b[2:]
		case b[0] >= 0xe2 && len(b) > 2 && wideSpace(b[0], b[1], b[2]):
			b = b[3:]
		default:
			return trimRight(b)
		}
	}
	return b
}

func trimRight(b []byte) []byte {
	for len(b) > 0 {
		n := len(b)
		switch {
		case b[n-1] <= ' ':
			b = b[:n-1]
		case n > 1 && b[n-2] == 0xc2 && b[n-1] == 0xa0:
			b = b[:n-2]
		case n > 2 && wideSpace(b[n-3], b[n-2], b[n-1]):
			b = b[:n-3]
		default:
			return b
		}
	}
	return b
}

// wideSpace knows U+200B (zero width), U+202F and U+2009 (narrow) and U+FEFF.
func wideSpace(a, b, c byte) bool {
	if a == 0xe2 && b == 0x80 {
		return c == 0x8b || c == 0xaf || c == 0x89
	}
	return a == 0xef && b == 0xbb && c == 0xbf
}
