package caption

import (
	"strings"
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

// phrases cuts text at the breaks that UAX 14 allows. Chinese is cut at each;
// Japanese, which kana tell, at those where a phrase is likely to begin (see
// [phraseStarts]), and at the latest after longest graphemes.
func phrases(text string) []string {
	const longest = 9
	japanese := strings.ContainsFunc(text, kana)
	var out []string
	var current string
	state := -1
	for rest := text; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		starts := !japanese || phraseStarts(current, segment+rest) ||
			uniseg.GraphemeClusterCount(current)+uniseg.GraphemeClusterCount(segment) > longest
		if current != "" && starts {
			out = append(out, current)
			current = ""
		}
		current += segment
	}
	return append(out, current)
}

// phraseStarts tells whether a phrase of Japanese is likely to begin between
// two texts: after punctuation, at kanji or katakana after hiragana, in which
// particles and endings are written, and at the honorific before kanji.
func phraseStarts(before, after string) bool {
	if before == "" || after == "" {
		return false
	}
	last, first := lastRune(before), firstRune(after)
	if unicode.IsPunct(last) {
		return true
	}
	if honorific := first == 'お' || first == 'ご'; honorific {
		return unicode.Is(unicode.Han, firstRune(after[len("お"):]))
	}
	return unicode.Is(unicode.Hiragana, last) && !unicode.Is(unicode.Hiragana, first) &&
		!(strings.HasSuffix(before, "お") || strings.HasSuffix(before, "ご"))
}

func kana(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }
