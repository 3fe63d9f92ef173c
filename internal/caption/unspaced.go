package caption

import (
	"unicode"

	"github.com/rivo/uniseg"
)

// splitUnspaced cuts tokens of Chinese and Japanese, where a recogniser may give
// a whole sentence as one word, into short phrases, and shares their time among
// them by length.
func splitUnspaced(tokens []token) []token {
	var out []token
	for _, t := range tokens {
		parts := []string{t.text}
		if ideographic(firstRune(t.text)) || ideographic(lastRune(t.text)) {
			parts = phrases(t.text)
		}
		for i, span := range spread(parts, t.start, t.end) {
			p := t
			p.text, p.start, p.end = parts[i], span.Start, span.End
			p.space = t.space && i == 0
			out = append(out, p)
		}
	}
	return out
}

// phrases cuts text at the breaks that UAX 14 allows, and of those at the ones
// where a phrase is likely to begin: kanji or katakana after hiragana
// (particles and endings are hiragana), anything after punctuation; at the
// latest after longest graphemes.
func phrases(text string) []string {
	const longest = 6
	var out []string
	var current string
	state := -1
	for rest := text; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if current != "" && (phraseStarts(lastRune(current), firstRune(segment)) ||
			uniseg.GraphemeClusterCount(current)+uniseg.GraphemeClusterCount(segment) > longest) {
			out = append(out, current)
			current = ""
		}
		current += segment
	}
	return append(out, current)
}

func phraseStarts(before, after rune) bool {
	if unicode.IsPunct(before) {
		return true
	}
	return unicode.Is(unicode.Hiragana, before) && !unicode.Is(unicode.Hiragana, after)
}
