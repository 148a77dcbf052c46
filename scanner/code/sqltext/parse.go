package sqltext

func looks(string) bool        { return false }
func parse([]byte) []Statement { return nil }
