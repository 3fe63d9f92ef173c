package caption

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"clipd/internal/clip"
)

// token is the smallest part of the text that a cue is made of: a word with its
// punctuation, or a short phrase of a script written without spaces.
type token struct {
	text       string
	start, end clip.Seconds
	space      bool // a space stands before it
	first      bool // of its sentence
	last       bool // of its sentence
	speaker    string
	word       int // the word that it is, or is a piece of
}

// size is the length of the text in graphemes.
func (t token) size() int { return uniseg.GraphemeClusterCount(t.text) }

// visible tells whether anything of s is to be seen.
func visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsGraphic(r) && !unicode.Is(unicode.M, r) && !unicode.IsSpace(r)
	})
}

// spread gives each text its share of [start, end), by length.
func spread(texts []string, start, end clip.Seconds) []clip.Span {
	total := 0
	for _, t := range texts {
		total += uniseg.GraphemeClusterCount(t)
	}
	spans := make([]clip.Span, len(texts))
	done := 0
	at := func() clip.Seconds { return start + (end-start)*clip.Seconds(done)/clip.Seconds(max(total, 1)) }
	for i, t := range texts {
		spans[i].Start = at()
		done += uniseg.GraphemeClusterCount(t)
		spans[i].End = at()
	}
	return spans
}

// unspaced tells whether r belongs to a script that puts no spaces between
// words.
func unspaced(r rune) bool {
	return ideographic(r) || unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

// ideographic tells whether r is Chinese or Japanese, punctuation included.
// Korean is not: it has spaces.
func ideographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == 'ー'
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
