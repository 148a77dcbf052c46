package main

import "testing"

func TestParseSize(t *testing.T) {
	good := map[string]int64{"1GiB": 1 << 30, "512MiB": 512 << 20, "4096KiB": 4 << 20, "2097152": 2 << 20, "3 MiB": 3 << 20, "2TiB": 2 << 40}
	for text, want := range good {
		if got, err := parseSize(text); err != nil || got != want {
			t.Errorf("%q: got %d and error %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "GiB", "-1GiB", "0", "10", "512KiB", "1GB", "9999999TiB", "1.5GiB", "99999999999999999999", "9999999999GiB"} {
		if _, err := parseSize(text); err == nil {
			t.Errorf("%q: got no error", text)
		}
	}
}
