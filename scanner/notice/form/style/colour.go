package style

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
)

//go:embed colours.tsv
var colourTable string

// colours reads the table of named colours.
func colours() map[string]Colour {
	out := map[string]Colour{}
	for line := range strings.Lines(colourTable) {
		name, hex, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		if c, ok := hexColour(hex); ok {
			out[name] = c
		}
	}
	return out
}

// over lays a over an opaque b.
func over(a, b Colour) Colour {
	mix := func(x, y float64) float64 { return x*a.A + y*(1-a.A) }
	return Colour{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 1}
}

// Contrast is the contrast of two opaque colours, from 1 to 21, as WCAG 2 defines
// it.
func Contrast(a, b Colour) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func luminance(c Colour) float64 {
	lin := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

// colour reads a colour; ok is false for what is none or cannot be told here.
func (e *Engine) colour(s string) (Colour, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if c, ok := e.names[s]; ok {
		return c, true
	}
	if s == "transparent" {
		return Colour{}, true
	}
	if strings.HasPrefix(s, "#") {
		return hexColour(s)
	}
	name, args, ok := strings.Cut(s, "(")
	if !ok || !strings.HasSuffix(args, ")") {
		return Colour{}, false
	}
	parts := strings.FieldsFunc(strings.TrimSuffix(args, ")"), func(r rune) bool { return r == ',' || r == '/' || r == ' ' || r == '\t' || r == '\n' })
	if len(parts) != 3 && len(parts) != 4 {
		return Colour{}, false
	}
	switch name {
	case "rgb", "rgba":
		return rgb(parts)
	case "hsl", "hsla":
		return hsl(parts)
	}
	return Colour{}, false
}

func hexColour(s string) (Colour, bool) {
	s = strings.TrimPrefix(s, "#")
	if len(s) == 3 || len(s) == 4 {
		long := make([]byte, 0, 8)
		for i := range len(s) {
			long = append(long, s[i], s[i])
		}
		s = string(long)
	}
	if len(s) == 6 {
		s += "ff"
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if len(s) != 8 || err != nil {
		return Colour{}, false
	}
	part := func(shift uint) float64 { return float64(n>>shift&0xff) / 255 }
	return Colour{part(24), part(16), part(8), part(0)}, true
}

// share reads a number, or a percentage as a part of whole.
func share(s string, whole float64) (float64, bool) {
	t, percent := strings.CutSuffix(s, "%")
	v, err := strconv.ParseFloat(t, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, false
	}
	if percent {
		v = v / 100 * whole
	}
	return v, true
}

func alpha(parts []string) (float64, bool) {
	if len(parts) < 4 {
		return 1, true
	}
	v, ok := share(parts[3], 1)
	return unit(v), ok
}

func unit(v float64) float64 { return min(1, max(0, v)) }

func rgb(parts []string) (Colour, bool) {
	var v [3]float64
	for i := range v {
		var ok bool
		if v[i], ok = share(parts[i], 255); !ok {
			return Colour{}, false
		}
		v[i] = unit(v[i] / 255)
	}
	a, ok := alpha(parts)
	return Colour{v[0], v[1], v[2], a}, ok
}

func hsl(parts []string) (Colour, bool) {
	h, ok1 := share(strings.TrimSuffix(parts[0], "deg"), 360)
	s, ok2 := share(parts[1], 1)
	l, ok3 := share(parts[2], 1)
	a, ok4 := alpha(parts)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return Colour{}, false
	}
	s, l = unit(s), unit(l)
	f := func(n float64) float64 {
		k := math.Mod(math.Mod(n+h/30, 12)+12, 12)
		return l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))
	}
	return Colour{f(0), f(8), f(4), a}, true
}
