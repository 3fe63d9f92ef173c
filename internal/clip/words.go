package clip

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// JoinWords writes words one after the other, with spaces where their script has
// them.
func JoinWords(words []Word) string {
	var b strings.Builder
	before := ""
	for i, w := range words {
		text := strings.TrimSpace(w.Text)
		if i > 0 && spaceBetween(before, text) {
			b.WriteByte(' ')
		}
		b.WriteString(text)
		before = text
	}
	return b.String()
}

func spaceBetween(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return !(UnspacedLetter(first) && (Unspaced(last) || strings.ContainsRune("。、，！？：；）」』", last)))
}

// UnspacedLetter tells the letters that begin a word where no space does:
// those of scripts whose words no spaces part.
func UnspacedLetter(r rune) bool {
	return Unspaced(r) && !unicode.In(r, unicode.Mn, unicode.Mc, unicode.Lm)
}

// Unspaced tells whether the rune is of a script written without spaces between
// words.
func Unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
