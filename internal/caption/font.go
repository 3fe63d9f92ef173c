package caption

import (
	"encoding/binary"

	arabic "eliasnaur.com/font/noto/sans/arabic/black"
	"eliasnaur.com/font/roboto/robotoblack"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Typeface is a font that the program carries.
type Typeface struct {
	Family string // as libass and fontconfig match it
	File   string // a name for it in a folder of fonts
	TTF    []byte
}

// Typefaces are the fonts that [ASS] asks for by name, the main one first.
// They must lie in the folder given to the ass filter's fontsdir.
//
// Roboto Black (Apache License 2.0) has Latin, Greek, Cyrillic and Vietnamese,
// Noto Sans Arabic Black (SIL Open Font License 1.1) Arabic and Persian.
// Other scripts come from the fonts installed.
func Typefaces() []Typeface {
	return []Typeface{
		{"Roboto Black", "Roboto-Black.ttf", robotoblack.TTF},
		{"Noto Sans Arabic Black", "NotoSansArabic-Black.ttf", arabic.TTF},
	}
}

// face is a typeface that can be measured.
type face struct {
	family string
	font   *sfnt.Font
	buf    sfnt.Buffer
	// height is the font's Windows ascent and descent together, em. It is what
	// the size of ASS means.
	height float64
	line   float64 // height of a line, em
}

// faces parses [Typefaces]. It panics when one that is compiled in is broken.
func faces() []*face {
	var out []*face
	for i, t := range Typefaces() {
		f, err := sfnt.Parse(t.TTF)
		if err != nil {
			panic("caption: embedded font " + t.Family + ": " + err.Error())
		}
		line := plainLine
		if i > 0 {
			line = deepLine
		}
		out = append(out, &face{family: t.Family, font: f, height: winHeight(t.TTF) / float64(f.UnitsPerEm()), line: line})
	}
	return out
}

// has tells whether the face draws r.
func (f *face) has(r rune) bool {
	i, err := f.font.GlyphIndex(&f.buf, r)
	return err == nil && i != 0
}

// advance is the width of r, em.
func (f *face) advance(r rune) float64 {
	i, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil {
		return 0
	}
	units := f.font.UnitsPerEm()
	a, err := f.font.GlyphAdvance(&f.buf, i, fixed.I(int(units)), 0)
	if err != nil {
		return 0
	}
	return float64(a) / 64 / float64(units)
}

// winHeight is usWinAscent + usWinDescent of the font's OS/2 table, font units.
// The file has passed sfnt.Parse, so its table directory is sound.
func winHeight(ttf []byte) float64 {
	const directory, entry, winAscent = 12, 16, 74
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		e := ttf[directory+entry*i:]
		if string(e[:4]) == "OS/2" {
			os2 := ttf[binary.BigEndian.Uint32(e[8:]):]
			return float64(binary.BigEndian.Uint16(os2[winAscent:])) + float64(binary.BigEndian.Uint16(os2[winAscent+2:]))
		}
	}
	return 0
}
