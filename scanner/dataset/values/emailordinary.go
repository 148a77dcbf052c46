package values

import "bytes"

// The classes of byte in an ordinary address, in lower-case ASCII.
const (
	otherByte uint8 = iota // in no ordinary address
	letterByte
	digitByte
	dotByte
	dashByte
	localOnly // "_" and "+": before the @ only
	atByte
	byteClasses = 8
)

// The states of the machine that reads an ordinary address. stateEnd is the one
// that a whole address ends in: a last label of two bytes or more, with a
// letter, not ending in a dash.
const (
	stateNo        uint8 = iota
	stateLocal0          // nothing, or a dot, before
	stateLocal           // within the local part
	stateFirst0          // first label: nothing yet
	stateFirst           // first label: ends in a letter or digit
	stateFirstDash       // first label: ends in a dash
	stateLabel0          // later label: nothing yet
	stateDigit           // later label: digits only
	stateLetter1         // later label: one letter
	stateEnd
	stateDash       // later label: ends in a dash, no letter so far
	stateLetterDash // later label: ends in a dash, with a letter
	addressStates   = 16
)

// ordinaryLimit is the length of the longest address taken for ordinary; a
// label or local part cannot be too long within it.
const ordinaryLimit = 64

// addressMachine gives the next state by state and class of byte.
type addressMachine struct {
	class [256]uint8
	next  [addressStates * byteClasses]uint8
}

// ordinaryMachine is made once and only read.
var ordinaryMachine = newAddressMachine()

func newAddressMachine() *addressMachine {
	m := &addressMachine{}
	for b := byte('a'); b <= 'z'; b++ {
		m.class[b] = letterByte
	}
	for b := byte('0'); b <= '9'; b++ {
		m.class[b] = digitByte
	}
	m.class['.'], m.class['-'], m.class['@'] = dotByte, dashByte, atByte
	m.class['_'], m.class['+'] = localOnly, localOnly
	for _, t := range [][3]uint8{
		{stateLocal0, letterByte, stateLocal}, {stateLocal0, digitByte, stateLocal}, {stateLocal0, dashByte, stateLocal}, {stateLocal0, localOnly, stateLocal},
		{stateLocal, letterByte, stateLocal}, {stateLocal, digitByte, stateLocal}, {stateLocal, dashByte, stateLocal}, {stateLocal, localOnly, stateLocal},
		{stateLocal, dotByte, stateLocal0}, {stateLocal, atByte, stateFirst0},
		{stateFirst0, letterByte, stateFirst}, {stateFirst0, digitByte, stateFirst},
		{stateFirst, letterByte, stateFirst}, {stateFirst, digitByte, stateFirst}, {stateFirst, dashByte, stateFirstDash}, {stateFirst, dotByte, stateLabel0},
		{stateFirstDash, letterByte, stateFirst}, {stateFirstDash, digitByte, stateFirst}, {stateFirstDash, dashByte, stateFirstDash},
		{stateLabel0, letterByte, stateLetter1}, {stateLabel0, digitByte, stateDigit},
		{stateDigit, letterByte, stateEnd}, {stateDigit, digitByte, stateDigit}, {stateDigit, dashByte, stateDash}, {stateDigit, dotByte, stateLabel0},
		{stateLetter1, letterByte, stateEnd}, {stateLetter1, digitByte, stateEnd}, {stateLetter1, dashByte, stateLetterDash}, {stateLetter1, dotByte, stateLabel0},
		{stateEnd, letterByte, stateEnd}, {stateEnd, digitByte, stateEnd}, {stateEnd, dashByte, stateLetterDash}, {stateEnd, dotByte, stateLabel0},
		{stateDash, letterByte, stateEnd}, {stateDash, digitByte, stateDigit}, {stateDash, dashByte, stateDash},
		{stateLetterDash, letterByte, stateEnd}, {stateLetterDash, digitByte, stateEnd}, {stateLetterDash, dashByte, stateLetterDash},
	} {
		m.next[t[0]*byteClasses+t[1]] = t[2]
	}
	return m
}

// ordinary gives the position of the @ in a cell that is nothing but a
// well-formed address in lower-case ASCII, as nearly all are, and -1 for every
// other cell, well-formed or not. A test holds it to bareAddress and shape.
func ordinary(cell []byte) int {
	if len(cell) > ordinaryLimit {
		return -1
	}
	m := ordinaryMachine
	state := stateLocal0
	for _, b := range cell {
		state = m.next[(state*byteClasses+m.class[b])&(addressStates*byteClasses-1)]
	}
	if state != stateEnd {
		return -1
	}
	return bytes.IndexByte(cell, '@')
}
