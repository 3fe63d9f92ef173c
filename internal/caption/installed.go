package caption

import (
	"strings"
	"unicode"
)

// installedFamily is a family that Debian's fonts-noto-core or fonts-noto-cjk
// installs. Where it is not, libass asks fontconfig for any font that has the
// characters.
type installedFamily struct {
	script *unicode.RangeTable
	family string
	// height is what the size of ASS must be for text of one em: the Windows
	// ascent and descent of the family's bold face, at most 1.5, because a font
	// that takes its place may be much less tall.
	height float64
	line   float64 // height of a line, em
}

// installedFor returns the family that draws r's script; han draws Chinese
// characters.
func installedFor(r rune, han string) (installedFamily, bool) {
	if ideographic(r) {
		return installedFamily{unicode.Han, han, 1.448, plainLine}, true
	}
	for _, f := range []installedFamily{
		{unicode.Hangul, "Noto Sans CJK KR", 1.448, plainLine},
		{unicode.Hebrew, "Noto Sans Hebrew", 1.36, plainLine},
		{unicode.Arabic, "Noto Sans Arabic", 1.5, deepLine},
		{unicode.Thai, "Noto Sans Thai", 1.5, deepLine},
		{unicode.Devanagari, "Noto Sans Devanagari", 1.304, deepLine},
		{unicode.Bengali, "Noto Sans Bengali", 1.325, deepLine},
		{unicode.Tamil, "Noto Sans Tamil", 1.24, deepLine},
		{unicode.Telugu, "Noto Sans Telugu", 1.352, deepLine},
		{unicode.Gujarati, "Noto Sans Gujarati", 1.304, deepLine},
		{unicode.Kannada, "Noto Sans Kannada", 1.349, deepLine},
		{unicode.Malayalam, "Noto Sans Malayalam", 1.247, deepLine},
		{unicode.Gurmukhi, "Noto Sans Gurmukhi", 1.304, deepLine},
		{unicode.Sinhala, "Noto Sans Sinhala", 1.304, deepLine},
		{unicode.Khmer, "Noto Sans Khmer", 1.362, deepLine},
		{unicode.Lao, "Noto Sans Lao", 1.5, deepLine},
		{unicode.Myanmar, "Noto Sans Myanmar", 1.5, deepLine},
		{unicode.Ethiopic, "Noto Sans Ethiopic", 1.362, plainLine},
		{unicode.Armenian, "Noto Sans Armenian", 1.36, plainLine},
		{unicode.Georgian, "Noto Sans Georgian", 1.36, plainLine},
	} {
		if unicode.Is(f.script, r) {
			return f, true
		}
	}
	return installedFamily{}, false
}

// hanFamily is the family for Chinese characters in these cues: the same
// characters are drawn differently in Japan, which writes kana between them,
// Korea and China.
func hanFamily(cues []Cue) string {
	var text strings.Builder
	for _, c := range cues {
		text.WriteString(c.String())
	}
	for _, lands := range []struct {
		script *unicode.RangeTable
		family string
	}{{unicode.Hiragana, "JP"}, {unicode.Katakana, "JP"}, {unicode.Hangul, "KR"}} {
		if strings.ContainsFunc(text.String(), func(r rune) bool { return unicode.Is(lands.script, r) }) {
			return "Noto Sans CJK " + lands.family
		}
	}
	return "Noto Sans CJK SC"
}
