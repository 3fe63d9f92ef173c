package caption

import (
	"math"

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
	// wideColumns is how many columns a Chinese or Japanese character counts
	// for: 16 of them fill a line that holds 42 Latin letters.
	wideColumns = 2.6
)

// lineColumns is the longest line of a subtitle, in columns of one letter.
func lineColumns(a clip.Aspect) float64 {
	switch a {
	case clip.Wide:
		return 42
	case clip.Square:
		return 32
	}
	return 20
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
	s := subtitler{tokens: tokens, limit: lineColumns(r.Aspect), words: lexiconOf(r.Language), length: r.Span.Length()}
	ends := partition(len(tokens), 24, s.cost)
	cues := make([]Cue, 0, len(ends))
	start := 0
	for _, end := range ends {
		group := tokens[start:end]
		cues = append(cues, Cue{
			Start: group[0].start, End: group[len(group)-1].end,
			Lines: wrap(group, s.limit, columns, s.words).lines(group),
		})
		start = end
	}
	return readable(cues, r.Span.Length())
}

// subtitler weighs groups of tokens as subtitles.
type subtitler struct {
	tokens []token
	limit  float64 // columns in a line
	words  lexicon
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
	lay := wrap(group, s.limit, columns, s.words)
	if len(group) > 1 && (math.IsInf(lay.cost, 1) || last.end-group[0].start > longestCue) {
		return math.Inf(1)
	}
	if lay.at < len(group) {
		cost += 2 + 0.5*lay.cost
	}
	if j < len(s.tokens) {
		cost += 1.5 * breakCost(last, s.tokens[j], s.words)
	}
	if last.last && !group[0].first && len(group) == 1 {
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
	if need := clip.Seconds(columns(s.tokens[i:j]) / readingSpeed); shown < need {
		cost += 12 * float64((need-max(shown, 0))/need)
	}
	return cost
}

// columns is the length of tokens in a line, in columns of one letter.
func columns(group []token) float64 {
	n := 0.0
	for i, t := range group {
		if i > 0 && t.space {
			n++
		}
		n += textColumns(t.text)
	}
	return n
}

func textColumns(s string) float64 {
	n := 0.0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if ideographic(g.Runes()[0]) {
			n += wideColumns
		} else {
			n++
		}
	}
	return n
}
