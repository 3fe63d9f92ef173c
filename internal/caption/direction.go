package caption

import (
	"golang.org/x/text/unicode/bidi"
)

const (
	leftToRightMark = "\u200e"
	rightToLeftMark = "\u200f"
)

// directionMark is the invisible character that begins each line of a cue with
// letters of a right-to-left script, so that a line which happens to begin with
// a word of the other direction still runs in the direction of the whole.
func (w *assWriter) directionMark(lines []Line) string {
	for _, l := range lines {
		if right, _ := directions(l.String()); right > 0 {
			if w.rightToLeft {
				return rightToLeftMark
			}
			return leftToRightMark
		}
	}
	return ""
}

// mostlyRightToLeft tells whether most letters of the cues run right to left.
func mostlyRightToLeft(cues []Cue) bool {
	right, left := 0, 0
	for _, c := range cues {
		r, l := directions(c.String())
		right, left = right+r, left+l
	}
	return right > left
}

// directions counts the letters of either direction.
func directions(s string) (right, left int) {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.R, bidi.AL:
			right++
		case bidi.L:
			left++
		}
	}
	return right, left
}
