package caption

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"clipd/internal/clip"
)

// ASS writes burned cues as an Advanced SubStation Alpha script for a picture of
// width x height px, as libass 0.17 and later draw it. For each word there is
// one event a line with the whole text and that word coloured: the text is laid
// out alike in all of a cue's events, so nothing moves when the colour does.
// Under them lies the cue's soft shadow. Text too wide for the free area is
// shrunk. Cues without time or text are left out. They stand in the rooms, in
// the free area where there is none.
//
// The fonts of [Typefaces] must be in the filter's fontsdir.
func ASS(cues []Cue, width, height int, style Style, rooms []Room) []byte {
	w := assWriter{
		width: width, height: height, style: style, em: style.em(width, height),
		rightToLeft: mostlyRightToLeft(cues),
	}
	w.ts = newTypesetter(w.em, hanFamily(cues))
	w.header()
	for _, c := range cues {
		w.cue(c, rooms)
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
func (w *assWriter) cue(c Cue, rooms []Room) {
	lines, words := assLines(c)
	if len(words) == 0 || !finite(c.Start) || !finite(c.End) {
		return
	}
	words[0].Start, words[len(words)-1].End = c.Start, c.End
	mark := w.directionMark(lines)
	blur := fmt.Sprintf("\\blur%v", round1(w.style.ShadowBlur*w.em))
	for _, room := range w.roomsOf(c, rooms) {
		where := w.place(lines, room)
		for i, l := range lines {
			w.event(0, room.Start, room.End, "Shadow", where.at[i]+blur, mark+w.text(l, where.scale, Colour{}, nil))
		}
		for _, spoken := range words {
			from, to := max(spoken.Start, room.Start), min(spoken.End, room.End)
			for i, l := range lines {
				w.event(1, from, to, "Words", where.at[i], mark+w.text(l, where.scale, w.style.words(c.Speaker), spoken))
			}
		}
	}
}

// roomsOf are the rooms of a cue, which fill its time.
func (w *assWriter) roomsOf(c Cue, rooms []Room) []Room {
	free := FreeArea(w.width, w.height)
	out := []Room{{c.Start, c.End, free.Min.Y, free.Max.Y}}
	for _, r := range rooms {
		r.Start, r.End = max(r.Start, c.Start), min(r.End, c.End)
		if r.Start >= r.End {
			continue
		}
		last := &out[len(out)-1]
		rest := Room{r.End, last.End, free.Min.Y, free.Max.Y}
		last.End = r.Start
		out = append(out, r, rest)
	}
	return slices.DeleteFunc(out, func(r Room) bool { return r.Start >= r.End })
}

// event writes one event unless it lasts no time.
func (w *assWriter) event(layer int, from, to clip.Seconds, style, tags, text string) {
	if a, b := centiseconds(from), centiseconds(to); a < b {
		fmt.Fprintf(&w.out, "Dialogue: %d,%s,%s,%s,,0,0,0,,{%s}%s\n", layer, assTime(a), assTime(b), style, tags, text)
	}
}

// text writes a line in the colour of its words, with the spoken word in that of
// such; spoken may be in another line, or nil for the shadow, whose words have no
// colour.
func (w *assWriter) text(l Line, scale float64, words Colour, spoken *Word) string {
	var b strings.Builder
	current := fontTags(w.ts.faces[0].family, w.em*w.ts.faces[0].height)
	for k := range l {
		word := &l[k]
		if k > 0 && word.Space {
			b.WriteByte(' ')
		}
		tags := ""
		set := w.ts.set(word.Text)
		if font := fontTags(set.family, set.size*scale); font != current {
			tags, current = font, font
		}
		if spoken != nil {
			colour := words
			if word == spoken {
				colour = w.style.Spoken
			}
			tags += `\1c` + colour.ass() + runTag(k)
		}
		if tags != "" {
			tags = "{" + tags + "}"
		}
		b.WriteString(tags + escapeASS(word.Text))
	}
	return b.String()
}

// runTag makes each word a run of its own for libass, whichever is coloured, so
// that all of a cue's events are shaped and rounded to pixels alike. It sets the
// colour that only karaoke shows.
func runTag(k int) string { return fmt.Sprintf(`\2c&H%d&`, k%2) }

func fontTags(family string, size float64) string {
	return fmt.Sprintf(`\fn%s\fs%v`, family, round1(size))
}
