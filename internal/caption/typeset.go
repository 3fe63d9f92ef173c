package caption

import (
	"unicode"

	"github.com/rivo/uniseg"
)

// typesetter chooses the font of a word and measures it.
type typesetter struct {
	faces []*face
	em    float64 // of the text, px
	han   string  // the installed family for Chinese characters
	done  map[string]setting
}

// setting is a word set in a font.
type setting struct {
	family string
	size   float64 // as ASS counts it: Windows ascent and descent together, px
	width  float64 // px, without outline
	height float64 // of a line of it, px
}

// Line heights, em: of letters that stand on a line, as Latin, Hebrew and
// Chinese do, and of scripts that reach further up and down.
const (
	plainLine = 1.2
	deepLine  = 1.45
)

func newTypesetter(em float64, han string) *typesetter {
	return &typesetter{faces: faces(), em: em, han: han, done: map[string]setting{}}
}

// set sets text in the first embedded face that has all of it, or in the
// installed family of its script. Kerning and ligatures are not counted; they
// make text narrower.
func (t *typesetter) set(text string) setting {
	if s, ok := t.done[text]; ok {
		return s
	}
	s := t.installed(text)
	for _, f := range t.faces {
		if f.hasAll(text) {
			s = setting{family: f.family, size: t.em * f.height, width: t.em * f.measure(text), height: t.em * f.line}
			break
		}
	}
	t.done[text] = s
	return s
}

// space is the width of a space, px.
func (t *typesetter) space() float64 { return t.em * t.faces[0].advance(' ') }

func (f *face) hasAll(text string) bool {
	for _, r := range text {
		if !invisible(r) && !f.has(r) {
			return false
		}
	}
	return true
}

func (f *face) measure(text string) float64 {
	w := 0.0
	for _, r := range text {
		if !invisible(r) {
			w += f.advance(r)
		}
	}
	return w
}

// installed sets text in a font that cannot be measured, generously: a full em
// for a wide character, three quarters for others.
func (t *typesetter) installed(text string) setting {
	s := setting{family: t.faces[0].family, size: t.em * t.faces[0].height, height: t.em * plainLine}
	for _, r := range text {
		if i, ok := installedFor(r, t.han); ok {
			s.family, s.size, s.height = i.family, t.em*i.height, t.em*i.line
			break
		}
	}
	for g := uniseg.NewGraphemes(text); g.Next(); {
		switch r := g.Runes()[0]; {
		case t.faces[0].has(r):
			s.width += t.em * t.faces[0].advance(r)
		case g.Width() > 1:
			s.width += t.em
		default:
			s.width += t.em * 0.75
		}
	}
	return s
}

// invisible tells whether r takes no room and needs no glyph.
func invisible(r rune) bool { return unicode.Is(unicode.Cf, r) }
