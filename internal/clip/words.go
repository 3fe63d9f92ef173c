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
	return !(WrittenWithoutSpaces(first) && (unspaced(last) || strings.ContainsRune("。、，！？：；）」』", last)))
}

// WrittenWithoutSpaces tells the letters that begin a word where no space does:
// those of scripts whose words no spaces part.
func WrittenWithoutSpaces(r rune) bool {
	return unspaced(r) && !unicode.In(r, unicode.Mn, unicode.Mc, unicode.Lm)
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
