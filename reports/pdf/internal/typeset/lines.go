package typeset

import "math"

// Word is text at its place in a line, measured from the line's left.
type Word struct {
	X, Width float64
	Text     string
	Face     Face
	Size     float64
	Colour   Colour
	Href     string
}

// Line is a line of words; Width is what they take.
type Line struct {
	Words []Word
	Width float64
}

// widest is by how many times its width a space may grow where a line is filled to its
// end; a line that would need more stays short.
const widest = 1.5

// Break sets spans in lines of a width, so that they are as even as they can be. Filled
// lines end at the right edge, but for the last. No text gives no line.
func (f *Fonts) Break(spans []Span, width float64, filled bool) []Line {
	pieces := f.pieces(spans, width)
	var lines []Line
	start := 0
	for _, end := range ends(pieces, width) {
		line := f.set(pieces[start:end], spans)
		if filled && end < len(pieces) {
			fill(&line, width)
		}
		if !filled {
			line.Words = merged(line.Words)
		}
		lines = append(lines, line)
		start = end
	}
	return lines
}

// Natural gives the width of spans on one line, and that of the widest part that is not
// broken.
func (f *Fonts) Natural(spans []Span) (whole, least float64) {
	part := 0.0
	for _, p := range f.pieces(spans, math.Inf(1)) {
		whole += p.width + p.space
		part += p.width
		least = max(least, part)
		if p.stop {
			part = 0
		} else {
			part += p.space
		}
	}
	return whole, least
}

// ends gives the index after the last piece of each line, such that the sum of the
// squares of what the lines leave empty is least.
func ends(pieces []piece, width float64) []int {
	n := len(pieces)
	if n == 0 {
		return nil
	}
	cost := make([]float64, n+1)
	next := make([]int, n+1)
	for i := n - 1; i >= 0; i-- {
		cost[i], next[i] = math.Inf(1), n
		wide := 0.0
		for j := i; j < n; j++ {
			wide += pieces[j].width
			if wide > width+0.01 && !math.IsInf(cost[i], 1) {
				break
			}
			if pieces[j].stop || j == n-1 {
				if c := empty(width-wide, width, j == n-1) + cost[j+1]; c < cost[i] {
					cost[i], next[i] = c, j+1
				}
			}
			wide += pieces[j].space
		}
	}
	var out []int
	for i := 0; i < n; i = next[i] {
		out = append(out, next[i])
	}
	return out
}

// empty weighs what a line leaves empty. Each line costs something, so that there is none
// more than needed; a short word alone on the last one costs more.
func empty(rest, width float64, last bool) float64 {
	share := rest / max(width, 1)
	if last && share > 0.93 {
		return 6
	}
	if last {
		return 1
	}
	return 1 + share*share*100
}

// set places the pieces of a line one after another; a space belongs to the word before
// it, so that who takes the text out of the file finds it.
func (f *Fonts) set(pieces []piece, spans []Span) Line {
	var line Line
	x := 0.0
	for i, p := range pieces {
		s := spans[p.span]
		w := Word{X: x, Text: p.text, Width: p.width, Face: s.Face, Size: s.Size, Colour: s.Colour, Href: s.Href}
		x += p.width
		line.Width = x
		if p.space > 0 && i < len(pieces)-1 {
			w.Text += " "
			w.Width += f.Width(s.Face, s.Size, " ")
			x += p.space
		}
		line.Words = append(line.Words, w)
	}
	return line
}

// fill widens the spaces of a line up to the width.
func fill(line *Line, width float64) {
	spaces, sum := 0, 0.0
	for _, w := range line.Words {
		if w.Text[len(w.Text)-1] == ' ' {
			spaces++
			sum += w.Size * 0.25
		}
	}
	rest := width - line.Width
	if spaces == 0 || rest > sum*widest {
		line.Words = merged(line.Words)
		return
	}
	before := 0
	for i := range line.Words {
		line.Words[i].X += rest * float64(before) / float64(spaces)
		if t := line.Words[i].Text; t[len(t)-1] == ' ' {
			before++
		}
	}
	line.Width = width
}

// merged joins neighbours that are set in the same way.
func merged(words []Word) []Word {
	var out []Word
	for _, w := range words {
		if n := len(out) - 1; n >= 0 {
			l := out[n]
			if l.Face == w.Face && l.Size == w.Size && l.Colour == w.Colour && l.Href == w.Href && math.Abs(l.X+l.Width-w.X) < 0.01 {
				out[n].Text += w.Text
				out[n].Width += w.Width
				continue
			}
		}
		out = append(out, w)
	}
	return out
}
