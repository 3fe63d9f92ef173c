package caption

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is the most combining marks that one letter keeps: no orthography
// needs more, and piles of them cover the picture.
const maxMarks = 4

// cleanText makes what was said safe to show: valid NFC, one line, single
// spaces, no control characters, no bidirectional overrides or isolates, no
// private or unassigned code points.
func cleanText(s string) string {
	var b strings.Builder
	marks := 0
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "")) {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Z, r):
			r = ' '
		case !showable(r):
			continue
		}
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		b.WriteRune(r)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// showable tells whether r may reach a caption. Of the invisible format
// characters only the two joiners may: Persian, Indic scripts and emoji need
// them.
func showable(r rune) bool {
	const zeroWidthNonJoiner, zeroWidthJoiner = 0x200C, 0x200D
	switch {
	case r == zeroWidthNonJoiner || r == zeroWidthJoiner:
		return true
	case r == unicode.ReplacementChar || r == 0xFFFC:
		return false
	case unicode.Is(unicode.Variation_Selector, r):
		return true
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return false
	}
	return unicode.IsGraphic(r)
}
