package caption

import (
	"strings"

	"clipd/internal/clip"
)

// Request is what is to be captioned.
type Request struct {
	// Sentences lie on the source's time line. Those outside Span are ignored,
	// so a whole transcript may be given.
	Sentences []clip.Sentence
	Span      clip.Span   // the clip, on the source's time line
	Aspect    clip.Aspect // of the clip's picture
	// Width and Height are those of the clip's picture, px. 0 stands for
	// the usual size of Aspect.
	Width, Height int
	Language      string // ISO 639-1; "" breaks phrases by punctuation and pauses only
	// Style is how burned captions look; one without a size stands for
	// [DefaultStyle] of Aspect. Subtitles do not use it.
	Style Style
	// Rooms are where burned captions will stand: in one too low for two lines
	// they have one, so that their size stays the same.
	Rooms []Room
}

// normal fills in what was left out.
func (r Request) normal() Request {
	if r.Width <= 0 || r.Height <= 0 {
		r.Width, r.Height = usualSize(r.Aspect)
	}
	if r.Style.Size <= 0 {
		r.Style = DefaultStyle(r.Aspect)
	}
	return r
}

// Cue is one caption: what is on the screen in [Start, End) of the clip's time,
// which begins at 0. It has one or two lines.
type Cue struct {
	Start clip.Seconds `json:"start"`
	End   clip.Seconds `json:"end"`
	// Speaker says all of it; "" where nobody knows who.
	Speaker string `json:"speaker,omitempty"`
	Lines   []Line `json:"lines"`
}

// Line is the words of one line in the order they are said.
type Line []Word

// Word is one word of a line, with its punctuation.
type Word struct {
	Text string `json:"text"`
	// Start and End are when the word counts as spoken, in the clip's time. In
	// a burned cue these spans follow each other without a gap from the cue's
	// start to its end.
	Start clip.Seconds `json:"start"`
	End   clip.Seconds `json:"end"`
	// Space tells that a space stands between the word and the one before it
	// in its line.
	Space bool `json:"space,omitempty"`
}

// String returns the line as it is read.
func (l Line) String() string {
	var b strings.Builder
	for i, w := range l {
		if i > 0 && w.Space {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// String returns the cue's lines joined by newlines.
func (c Cue) String() string {
	lines := make([]string, len(c.Lines))
	for i, l := range c.Lines {
		lines[i] = l.String()
	}
	return strings.Join(lines, "\n")
}
