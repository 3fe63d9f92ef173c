package caption

import (
	"fmt"

	"clipd/internal/clip"
)

// Style is how burned captions look. Lengths are relative, so that a style
// holds for every output size.
type Style struct {
	Size    float64 // em of the text, as a part of the picture's shorter side
	Outline float64 // width of the outline around each letter, em
	// The soft shadow under the text: how far it lies below it and how far it
	// fades, em, and how dark it is, 0-1.
	ShadowDrop, ShadowBlur, ShadowOpacity float64
	Text, Spoken, Edge                    Colour // the words, the word being spoken, the outline
	// Speakers are the colours of the words of some speakers, by name; the
	// others have Text.
	Speakers map[string]Colour
	// Placement is where the middle of the text stands, as a part of the
	// picture's height from the top. Text that would leave [FreeArea] is moved
	// inside.
	Placement float64
	// Width is the widest a line may be, as a part of the free area's width.
	Width float64
	Words int // the most words in a cue
}

// Colour is an opaque sRGB colour.
type Colour struct{ R, G, B uint8 }

// DefaultStyle is heavy white text with a black outline, the spoken word yellow,
// in the lower third of the free area.
func DefaultStyle(a clip.Aspect) Style {
	s := Style{
		Size: 0.089, Outline: 0.075,
		ShadowDrop: 0.05, ShadowBlur: 0.11, ShadowOpacity: 0.7,
		Text: Colour{255, 255, 255}, Spoken: Colour{255, 222, 33}, Edge: Colour{0, 0, 0},
		Placement: 0.70, Width: 1, Words: 4,
	}
	switch a {
	case clip.Square:
		s.Size, s.Placement, s.Width = 0.078, 0.80, 0.86
	case clip.Wide:
		s.Size, s.Placement, s.Width = 0.076, 0.82, 0.6
	}
	return s
}

// SpeakerColours gives each of the names a colour of its own, the first that of
// usual text; from the seventh on they come again. None is that of the spoken
// word.
func SpeakerColours(names []string) map[string]Colour {
	colours := [...]Colour{{255, 255, 255}, {125, 222, 255}, {160, 245, 160}, {255, 170, 205}, {205, 180, 255}, {255, 176, 128}}
	of := make(map[string]Colour, len(names))
	for i, name := range names {
		of[name] = colours[i%len(colours)]
	}
	return of
}

// words is the colour of what a speaker says.
func (s Style) words(speaker string) Colour {
	if c, ok := s.Speakers[speaker]; ok {
		return c
	}
	return s.Text
}

// ass writes c for an override tag: blue first.
func (c Colour) ass() string { return fmt.Sprintf("&H%02X%02X%02X&", c.B, c.G, c.R) }

// em is the size of the text in a picture of this size, px.
func (s Style) em(width, height int) float64 { return s.Size * float64(min(width, height)) }

// block is the height that two lines want, px.
func (s Style) block(width, height int) float64 {
	return (2*plainLine + 2*s.Outline) * s.em(width, height)
}

// lineWidth is the room for a line's letters, px.
func (s Style) lineWidth(width, height int) float64 {
	return float64(FreeArea(width, height).Dx())*s.Width - 2*s.Outline*s.em(width, height)
}

// style writes c for a style line.
func (c Colour) style() string { return fmt.Sprintf("&H00%02X%02X%02X", c.B, c.G, c.R) }
