package caption

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"clipd/internal/clip"
)

// ASS writes burned cues as an Advanced SubStation Alpha script for a picture of
// width x height px, as libass 0.17 and later draw it. For each word there is
// one event with the whole text and that word coloured: the text is laid out
// alike in all of a cue's events, so nothing moves when the colour does. Under
// them one event holds the cue's soft shadow. Text too wide for the free area is
// shrunk. Cues without time or text are left out.
//
// The fonts of [Typefaces] must be in the filter's fontsdir.
func ASS(cues []Cue, width, height int, style Style) []byte {
	w := assWriter{
		width: width, height: height, style: style, em: style.em(width, height),
		rightToLeft: mostlyRightToLeft(cues),
	}
	w.ts = newTypesetter(w.em, hanFamily(cues))
	w.header()
	for _, c := range cues {
		w.cue(c)
	}
	return w.out.Bytes()
}

type assWriter struct {
	out           bytes.Buffer
	width, height int
	style         Style
	em            float64
	ts            *typesetter
	rightToLeft   bool
}

func (w *assWriter) header() {
	main := w.ts.faces[0]
	s := w.style
	px := func(em float64) float64 { return round1(em * w.em) }
	dark := fmt.Sprintf("&H%02X000000", uint8(math.Round(255*(1-min(max(s.ShadowOpacity, 0), 1)))))
	fmt.Fprintf(&w.out, `[Script Info]
ScriptType: v4.00+
PlayResX: %d
PlayResY: %d
WrapStyle: 2
ScaledBorderAndShadow: yes
Kerning: yes
YCbCr Matrix: None

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
`, w.width, w.height)
	// Bold asks for the bold face of installed fonts; the embedded ones are
	// blacker than bold and are left as they are. Encoding -1 makes libass find
	// the direction of each line and lay it out whole, across colour changes.
	const line = "Style: %s,%s,%v,%s,%s,%s,%s,-1,0,0,0,100,100,0,0,1,%v,%v,5,0,0,0,-1\n"
	size := round1(w.em * main.height)
	fmt.Fprintf(&w.out, line, "Words", main.family, size, s.Text.style(), s.Text.style(), s.Edge.style(), s.Edge.style(), px(s.Outline), 0)
	fmt.Fprintf(&w.out, line, "Shadow", main.family, size, "&HFF000000", "&HFF000000", "&HFF000000", dark, px(s.Outline), px(max(s.ShadowDrop, 0.01)))
	w.out.WriteString("\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n")
}

// cue writes the events of one cue.
func (w *assWriter) cue(c Cue) {
	lines, words := assLines(c)
	if len(words) == 0 || !finite(c.Start) || !finite(c.End) {
		return
	}
	block := w.place(lines)
	blur := fmt.Sprintf("\\blur%v", round1(w.style.ShadowBlur*w.em))
	w.event(0, c.Start, c.End, "Shadow", block.at+blur, w.text(lines, block.scale, nil))
	for k, spoken := range words {
		from, to := spoken.Start, spoken.End
		if k == 0 {
			from = c.Start
		}
		if k == len(words)-1 {
			to = c.End
		}
		w.event(1, from, to, "Words", block.at, w.text(lines, block.scale, spoken))
	}
}

// event writes one event unless it lasts no time.
func (w *assWriter) event(layer int, from, to clip.Seconds, style, tags, text string) {
	if a, b := centiseconds(from), centiseconds(to); a < b {
		fmt.Fprintf(&w.out, "Dialogue: %d,%s,%s,%s,,0,0,0,,{%s}%s\n", layer, assTime(a), assTime(b), style, tags, text)
	}
}

// text writes the lines with the spoken word coloured; without one no word has
// a colour of its own.
func (w *assWriter) text(lines []Line, scale float64, spoken *Word) string {
	var b strings.Builder
	mark := w.directionMark(lines)
	for i, l := range lines {
		if i > 0 {
			b.WriteString(`\N`)
		}
		b.WriteString(mark)
		for k := range l {
			word := &l[k]
			if k > 0 && word.Space {
				b.WriteByte(' ')
			}
			b.WriteString(w.tags(word, scale, spoken))
			b.WriteString(escapeASS(word.Text))
		}
	}
	return b.String()
}

// tags are the overrides before a word: its font, where that is not the main one
// or a word of this cue has another, and its colour.
func (w *assWriter) tags(word *Word, scale float64, spoken *Word) string {
	set := w.ts.set(word.Text)
	tags := fmt.Sprintf(`\fn%s\fs%v`, set.family, round1(set.size*scale))
	if spoken != nil {
		colour := w.style.Text
		if word == spoken {
			colour = w.style.Spoken
		}
		tags += `\1c` + colour.ass()
	}
	return "{" + tags + "}"
}
