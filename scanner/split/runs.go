package split

// Runs says whether a spreadsheet program would run a cell of these contents rather than
// show it, so that an apostrophe has to stand before it: cells that begin with "=", "@", a
// tab or a carriage return, or with "+" or "-" and anything but a number.
func Runs(cell []byte) bool { return runs(cell) }
