package charset

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

func encode(t testing.TB, m *charmap.Charmap, text string) []byte {
	t.Helper()
	out, err := m.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDetect(t *testing.T) {
	west, east := charmap.Windows1252, charmap.Windows1250
	tests := []struct {
		name string
		in   []byte
		want string
		mark int
	}{
		{"empty", nil, "UTF-8", 0},
		{"ASCII", []byte("a,b"), "UTF-8", 0},
		{"UTF-8", []byte("é,ł,漢"), "UTF-8", 0},
		{"UTF-8 with mark", []byte("\xef\xbb\xbfa"), "UTF-8", 3},
		{"UTF-8 cut within a character", []byte("abcdé\xc3"), "UTF-8", 0},
		{"UTF-8 with one bad byte", []byte(strings.Repeat("é", 20) + "\xff"), "UTF-8", 0},
		{"UTF-16LE with mark", []byte("\xff\xfea\x00"), "UTF-16LE", 2},
		{"UTF-16BE with mark", []byte("\xfe\xff\x00a"), "UTF-16BE", 2},
		{"UTF-16LE", []byte("n\x00a\x00m\x00e\x00\n\x00"), "UTF-16LE", 0},
		{"UTF-16BE", []byte("\x00n\x00a\x00m\x00e\x00\n"), "UTF-16BE", 0},
		{"UTF-32LE with mark", []byte("\xff\xfe\x00\x00a\x00\x00\x00"), "UTF-32LE", 4},
		{"French", encode(t, west, "Société Générale de l’Électricité, Besançon, cœur à l'œuvre, où"), "windows-1252", 0},
		{"German", encode(t, west, "Müller, Größe, Straße, Köln, Äpfel"), "windows-1252", 0},
		{"Spanish", encode(t, west, "¿Qué tal, señor Núñez? 25 m³, España"), "windows-1252", 0},
		{"Portuguese", encode(t, west, "São Paulo, Lisboa, Conceição, Simões, João, às"), "windows-1252", 0},
		{"Danish", encode(t, west, "Søren Kærgård, København, Ærø"), "windows-1252", 0},
		{"Polish", encode(t, east, "Paweł Michał Łódź Gdańsk Żółć świętej"), "windows-1250", 0},
		{"Czech", encode(t, east, "Dvořák, Tomáš, Němec, Jiří, Černý, Žižkov"), "windows-1250", 0},
		{"Hungarian", encode(t, east, "Győr, Szűcs, László, Erdős, Kovács"), "windows-1250", 0},
		{"one accent", []byte("Andr\xe9\n"), "windows-1252", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Detect(tt.in); got.Name != tt.want || got.Mark != tt.mark {
				t.Errorf("got %s with a mark of %d, want %s with %d", got.Name, got.Mark, tt.want, tt.mark)
			}
		})
	}
}

func TestDetectLooksFurtherOn(t *testing.T) {
	if got := Detect([]byte("ascii only"), []byte("Ren\xe9, Andr\xe9")); got.Name != "windows-1252" {
		t.Errorf("got %s, want windows-1252", got.Name)
	}
	if got := Detect([]byte("ascii only"), []byte("\xa9t\xc3\xa9, \xc3")); got.Name != "UTF-8" {
		t.Errorf("a piece cut at both ends: got %s, want UTF-8", got.Name)
	}
}

func TestReaderOfCodePage(t *testing.T) {
	text := strings.Repeat("Besançon, cœur, plain ASCII text; €\n", 1000)
	raw := encode(t, charmap.Windows1252, text)
	set := Detect(raw)
	for name, r := range map[string]io.Reader{
		"whole": bytes.NewReader(raw), "bytes": iotest.OneByteReader(bytes.NewReader(raw)), "error with data": iotest.DataErrReader(bytes.NewReader(raw)),
	} {
		if got, err := io.ReadAll(set.Reader(r)); err != nil || string(got) != text {
			t.Errorf("%s: got %d bytes, %v; want %d", name, len(got), err, len(text))
		}
	}
	if got, err := io.ReadAll(iotest.OneByteReader(set.Reader(bytes.NewReader(raw)))); err != nil || string(got) != text {
		t.Errorf("read by bytes: got %d bytes, %v; want %d", len(got), err, len(text))
	}
	if got := set.Decode(raw); string(got) != text {
		t.Errorf("decode: got %d bytes, want %d", len(got), len(text))
	}
}

func FuzzCodePage(f *testing.F) {
	f.Add([]byte("abc\xe9\x80\x81defghijklmn\xff"), 3)
	f.Fuzz(func(t *testing.T, raw []byte, size int) {
		want, err := charmap.Windows1250.NewDecoder().Bytes(raw)
		if err != nil {
			t.Skip()
		}
		r := newCodePage(bytes.NewReader(raw), charmap.Windows1250)
		var got []byte
		p := make([]byte, max(1, size&0x3f))
		for {
			n, err := r.Read(p)
			got = append(got, p[:n]...)
			if err != nil {
				break
			}
		}
		if !bytes.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func FuzzWide(f *testing.F) {
	f.Add([]byte("a\x00\xe9\x00\x3d\xd8\x00\xde\x3d\xd8b\x00\x00"), 3, false)
	f.Add([]byte("\x00a\xd8\x3d\xde\x00\xd8\x3d"), 1, true)
	f.Fuzz(func(t *testing.T, raw []byte, size int, bigEndian bool) {
		order := binary.ByteOrder(binary.LittleEndian)
		if bigEndian {
			order = binary.BigEndian
		}
		var units []uint16
		for i := 0; i+1 < len(raw); i += 2 {
			units = append(units, order.Uint16(raw[i:]))
		}
		want := []byte(string(utf16.Decode(units)))
		if len(raw)%2 == 1 {
			want = append(want, "\ufffd"...)
		}
		for _, src := range []io.Reader{bytes.NewReader(raw), iotest.OneByteReader(bytes.NewReader(raw)), iotest.DataErrReader(bytes.NewReader(raw))} {
			r := newWide(src, bigEndian)
			var got []byte
			p := make([]byte, max(1, size&0x3f))
			for {
				n, err := r.Read(p)
				got = append(got, p[:n]...)
				if err != nil {
					break
				}
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%q: got %q, want %q", raw, got, want)
			}
		}
	})
}

func BenchmarkCodePage(b *testing.B) {
	raw := encode(b, charmap.Windows1252, strings.Repeat("Atelier du Nord;Besançon;René Müller;rene.muller@atelier.example;2024-01-02\n", 5000))
	p := make([]byte, 1<<20)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		r := newCodePage(bytes.NewReader(raw), charmap.Windows1252)
		for {
			if _, err := r.Read(p); err != nil {
				break
			}
		}
	}
}
