package charset

// centralEurope says whether text in a single-byte code page is windows-1250
// (Polish, Czech, Slovak, Hungarian, Slovene, Croatian) rather than
// windows-1252. It looks for bytes within words that are letters in the one and
// signs, or letters hardly used, in the other.
func centralEurope(pieces [][]byte) bool {
	var count [256]int
	letters := 0
	for _, p := range pieces {
		for i, c := range p {
			cubic := c == 0xb3 && i > 0 && p[i-1]|0x20 == 'm' // m³
			if c >= 0x80 && i > 0 && word(p[i-1]) && !cubic {
				count[c]++
				letters++
			}
		}
	}
	slavic := 0
	for _, c := range []byte("\xb9\xb3\xbf\xbe\x9f\x9d\x8d\x8f\xa5\xaf\xbc\x9e\x9a\x8e\x8a") {
		slavic += count[c]
	}
	if slavic > 0 && slavic*10 >= letters {
		return true
	}
	// Hungarian: long ö and ü stand where õ and û would be, with á and é, and
	// without the ã, à, ê and ç of the languages that have õ or û.
	long := count[0xf5] + count[0xfb] + count[0xd5] + count[0xdb]
	return long > 0 && long*20 >= letters && count[0xe1] > 0 &&
		count[0xe3]+count[0xe0]+count[0xea]+count[0xe7]+count[0xe4] == 0
}

// word says whether a byte is part of a word in both code pages.
func word(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0xc0
}
