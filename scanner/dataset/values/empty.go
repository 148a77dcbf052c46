package values

import "strings"

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
	if !emptyEnds.may(cell) {
		return false
	}
	var buf [48]byte
	word := FoldBytes(buf[:0], cell)
	if len(word) == 0 {
		return onlyMarks(cell)
	}
	return emptyWords[string(word)]
}

// emptyWords are the marks of a missing value, folded.
var emptyWords = func() map[string]bool {
	words := make(map[string]bool)
	for _, w := range strings.Fields(emptyList) {
		words[strings.ReplaceAll(w, "_", " ")] = true
	}
	return words
}()

// emptyList holds them in en fr de es it nl pl pt, _ for a space.
const emptyList = `
null nil n_a na nan n_d n_c empty unknown undefined not_available not_provided not_specified not_set no_data
no_value missing inconnu inconnue non_renseigne non_renseignee non_communique non_disponible non_precise vide
k_a keine_angabe keine_angaben unbekannt nicht_angegeben leer desconocido desconocida no_disponible sin_datos
no_especificado vacio sconosciuto non_specificato non_indicato vuoto onbekend leeg niet_opgegeven brak_danych
nieznany nieznane desconhecido nao_informado vazio s_o s_d tbd tbc`

// ends is a set of words known by their first and last letter.
type ends struct{ bits [32]uint32 }

// emptyEnds tells most other words by their ends.
var emptyEnds = func() (e ends) {
	for w := range emptyWords {
		e.bits[lexiconASCII[w[0]]&31] |= 1 << (lexiconASCII[w[len(w)-1]] & 31)
	}
	return e
}()

// may says whether a cell that is not empty may, once folded, be one of the
// words. A cell that begins or ends with neither a letter, a digit nor one of
// the marks that stand around such words ("(", "-", "#"…) is none.
func (e *ends) may(cell []byte) bool {
	a, b := cell[0], cell[len(cell)-1]
	first, last := lexiconASCII[a], lexiconASCII[b]
	if first == 0 || last == 0 {
		return a != '+' && a != '@' && a != '*'
	}
	return e.bits[first&31]>>(last&31)&1 != 0
}

// onlyMarks says whether the cell has none but marks of absence. A lone "+" or
// "*" is not one: it may be a tick.
func onlyMarks(cell []byte) bool {
	for i := 0; i < len(cell); i++ {
		switch cell[i] {
		case '-', '?', '.', '_', '/', ' ', ',', ';', '(', ')', '[', ']', '{', '}', '<', '>', '"', '\'', '\\', '#', ':':
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
