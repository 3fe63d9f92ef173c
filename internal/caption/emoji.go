package caption

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// withoutEmoji leaves emoji out of text that libass draws: it has no colour
// fonts, so an emoji comes out as an empty box or as nothing, depending on the
// fonts installed. Subtitles keep them, players draw them.
func withoutEmoji(s string) string {
	var b strings.Builder
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if isEmoji(g.Runes()) {
			continue
		}
		for _, r := range g.Runes() {
			if !unicode.Is(unicode.Variation_Selector, r) {
				b.WriteRune(r)
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func isEmoji(cluster []rune) bool {
	const emojiStyle = 0xFE0F
	for _, r := range cluster {
		if r == emojiStyle || r >= 0x1F000 && r <= 0x1FAFF {
			return true
		}
	}
	return false
}
