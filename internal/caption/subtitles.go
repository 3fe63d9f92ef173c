package caption

import (
	"math"
	"unicode"

	"github.com/rivo/uniseg"

	"clipd/internal/clip"
)

// The practice that subtitles follow; see the package comment for its sources.
const (
	readingSpeed = 20.0 // columns a second
	shortestCue  = clip.Seconds(5.0 / 6)
	longestCue   = clip.Seconds(7)
	// between is what is left between two cues: two frames at 24 a second.
	between = clip.Seconds(2.0 / 24)
	// chain is the longest gap between cues that is closed down to between.
	chain = clip.Seconds(0.5)
	// tail is how long a cue may outlast its words to be read.
	tail = clip.Seconds(0.5)
	// apart is a pause that no subtitle spans.
	apart = clip.Seconds(1.5)
	// most is the most tokens that one subtitle is tried with.
	most = 32
)

// ruler counts the length of subtitle text in columns of one Latin letter.
type ruler struct {
	line float64 // the longest line
	wide float64 // what a Chinese, Japanese or Korean character counts for
}

// rulerFor gives lines of 42, 32 or 20 letters, or 16, 14 or 10 wide characters.
func rulerFor(a clip.Aspect) ruler {
	switch a {
	case clip.Wide:
		return ruler{42, 42.0 / 16}
	case clip.Square:
		return ruler{32, 32.0 / 14}
	}
	return ruler{20, 2}
}

// Subtitles lays the words out as subtitles: at most two lines of 42 characters
// (32 in a square picture, 20 in an upright one), broken where the phrase
// allows, 5/6 s to 7 s, at most 20 characters a second where the pauses allow,
// two frames apart. A cue ends with its sentence; only a sentence too short to
// be read alone shares a cue with its neighbour, if the same person says it.
// Cues are in order and do not overlap; their words keep the times at which
// they are said. A single word longer than a line stands alone.
func Subtitles(r Request) []Cue {
	r = r.normal()
	tokens := spoken(r, func(s string) string { return s })
	if len(tokens) == 0 {
		return nil
	}
	measure := rulerFor(r.Aspect)
	s := subtitler{
		flow:   newFlow(tokens, lexiconOf(r.Language), measure.line, 1, measure.text),
		length: r.Span.Length(),
	}
	var cues []Cue
	start := 0
	for _, end := range partition(len(tokens), most, s.cost) {
		cues = append(cues, s.cue(start, end))
		start = end
	}
	return readable(cues, measure, s.length)
}

// subtitler weighs groups of tokens as subtitles.
type subtitler struct {
	flow
	length clip.Seconds // of the clip
}

// cost is what the subtitle of tokens [i, j) costs.
func (s subtitler) cost(i, j int) float64 {
	group := s.tokens[i:j]
	last := group[len(group)-1]
	cost := 10.0
	for k := 1; k < len(group); k++ {
		a, b := group[k-1], group[k]
		if b.start-a.end > apart || a.last && a.speaker != b.speaker {
			return math.Inf(1)
		}
		if a.last {
			cost += 30
		}
	}
	if len(group) > 1 && last.end-group[0].start > longestCue {
		return math.Inf(1)
	}
	lay := s.wrap(i, j)
	cost += 1.5*s.after(j) + 0.5*lay.cost
	if lay.at < j {
		cost += 2
	}
	if last.last && !group[0].first && len(group) == 1 && wordsIn(last) <= 1 {
		cost += 25
	}
	return cost + s.haste(i, j)
}

// haste is what a subtitle costs that cannot stay as long as it should.
func (s subtitler) haste(i, j int) float64 {
	until := min(s.tokens[j-1].end+tail, s.length)
	if j < len(s.tokens) {
		until = min(until, s.tokens[j].start-between)
	}
	shown := until - s.tokens[i].start
	cost := 0.0
	if shown < shortestCue {
		cost += 45 * float64((shortestCue-shown)/shortestCue)
	}
	if need := clip.Seconds(s.width(i, j) / readingSpeed); shown < need {
		cost += 12 * float64((need-max(shown, 0))/need)
	}
	return cost
}

// text is the length of a text.
func (r ruler) text(s string) float64 {
	n := 0.0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if c := g.Runes()[0]; ideographic(c) || unicode.Is(unicode.Hangul, c) {
			n += r.wide
		} else {
			n++
		}
	}
	return n
}

// cue is the length of a cue's text.
func (r ruler) cue(c Cue) float64 {
	n := 0.0
	for _, l := range c.Lines {
		n += r.text(l.String())
	}
	return n
}
