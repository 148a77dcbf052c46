package message

import (
	"math"
	"strconv"
	"strings"
)

// colour reads a colour as rrggbb; "" when it is not written as a number or as one
// of the names that hide text.
func colour(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "white", "snow":
		return "ffffff"
	case "black":
		return "000000"
	}
	if inside, ok := strings.CutPrefix(s, "rgb("); ok {
		return channels(strings.TrimSuffix(inside, ")"))
	}
	hex, ok := strings.CutPrefix(s, "#")
	if !ok {
		return ""
	}
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	if _, err := strconv.ParseUint(hex, 16, 32); err != nil || len(hex) != 6 {
		return ""
	}
	return hex
}

func channels(s string) string {
	out := ""
	for part := range strings.SplitSeq(s, ",") {
		n, err := strconv.ParseUint(strings.TrimSpace(part), 10, 8)
		if err != nil {
			return ""
		}
		if n < 16 {
			out += "0"
		}
		out += strconv.FormatUint(n, 16)
	}
	if len(out) != 6 {
		return ""
	}
	return out
}

// contrast is the ratio of two colours' luminances as WCAG 2.2 defines it, from 1
// to 21.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			return 0
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}
