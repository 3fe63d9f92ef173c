package caption

import (
	"fmt"
	"slices"
	"strings"
)

// MissingGlyphs returns the characters of the cues that none of [Typefaces]
// draws, in order. Whether they are seen in a burned caption depends on the
// fonts installed.
func MissingGlyphs(cues []Cue) []rune {
	fonts := faces()
	seen := map[rune]bool{}
	var missing []rune
	for _, c := range cues {
		for _, r := range c.String() {
			if seen[r] || r == '\n' || invisible(r) {
				continue
			}
			seen[r] = true
			if !slices.ContainsFunc(fonts, func(f *face) bool { return f.has(r) }) {
				missing = append(missing, r)
			}
		}
	}
	slices.Sort(missing)
	return missing
}

// GlyphWarning says to people that the given characters need an installed font;
// "" for none.
func GlyphWarning(missing []rune) string {
	if len(missing) == 0 {
		return ""
	}
	const most = 12
	some := missing[:min(len(missing), most)]
	list := strings.Join(strings.Split(string(some), ""), " ")
	if len(missing) > most {
		list += fmt.Sprintf(" and %d more", len(missing)-most)
	}
	return "the captions use characters that the built-in fonts lack (" + list +
		"); they are drawn with installed fonts, and as boxes where none has them: install fonts-noto-core, for Chinese, Japanese and Korean fonts-noto-cjk"
}
