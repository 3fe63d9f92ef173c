package caption

import (
	"math"

	"clipd/internal/clip"
)

// Timing of burned cues.
const (
	// blink is the longest pause through which a cue stays on the screen.
	blink = clip.Seconds(0.6)
	// linger is how long a cue stays after its last word when a longer pause
	// follows.
	linger = clip.Seconds(0.35)
	// shortest is the least time a cue is shown, where its neighbours leave it.
	shortest = clip.Seconds(0.5)
)

// Burned lays the words out for burning in: two to four at a time, at most two
// lines that fit [FreeArea] in the request's style, never across the end of a
// sentence or a pause that is seen, and not ending on an article or a single
// last word where that can be avoided. Cues are in order and do not overlap. A
// cue follows the one before without a gap unless the pause is longer than
// 0.6 s. The words' spans tell which is the spoken one at each time. Emoji are
// left out: libass cannot draw them.
func Burned(r Request) []Cue {
	r = r.normal()
	em := r.Style.em(r.Width, r.Height)
	ts := newTypesetter(em, hanFamily(nil))
	limit := r.Style.lineWidth(r.Width, r.Height)
	tokens := hyphenate(spoken(r, withoutEmoji), ts, limit)
	if len(tokens) == 0 {
		return nil
	}
	b := burner{tokens: tokens, ts: ts, limit: limit, words: lexiconOf(r.Language), most: float64(r.Style.Words)}
	ends := partition(len(tokens), 4*max(r.Style.Words, 1), b.cost)
	cues := make([]Cue, 0, len(ends))
	start := 0
	for _, end := range ends {
		group := tokens[start:end]
		cues = append(cues, Cue{
			Start: group[0].start, End: group[len(group)-1].end,
			Lines: wrap(group, limit, b.width, b.words).lines(group),
		})
		start = end
	}
	cues = hold(cues, r.Span.Length())
	for _, c := range cues {
		highlight(c)
	}
	return cues
}

// burner weighs groups of tokens as burned cues.
type burner struct {
	tokens []token
	ts     *typesetter
	limit  float64 // of a line, px
	words  lexicon
	most   float64 // words in a cue
}

func (b burner) width(group []token) float64 {
	w := 0.0
	for i, t := range group {
		if i > 0 && t.space {
			w += b.ts.space()
		}
		w += b.ts.set(t.text).width
	}
	return w
}

// cost is what the cue of tokens [i, j) costs.
func (b burner) cost(i, j int) float64 {
	group := b.tokens[i:j]
	n := 0.0
	for k, t := range group {
		n += wordsIn(t)
		if k > 0 && seenApart(group[k-1], t) {
			return math.Inf(1)
		}
	}
	if len(group) > 1 && n > b.most+0.01 {
		return math.Inf(1)
	}
	lay := wrap(group, b.limit, b.width, b.words)
	if len(group) > 1 && math.IsInf(lay.cost, 1) {
		return math.Inf(1)
	}
	cost := 2 * math.Abs(n-3)
	if lay.at < len(group) {
		cost += 1.5 + 0.4*lay.cost
	}
	if j < len(b.tokens) {
		cost += breakCost(group[len(group)-1], b.tokens[j], b.words)
	}
	alone := n <= 1 && !(group[0].first && group[len(group)-1].last)
	if alone && group[len(group)-1].last {
		cost += 25
	} else if alone && group[0].size() < 10 {
		cost += 8
	}
	if d := b.shown(i, j); d < shortest {
		cost += 30 * float64(shortest-d)
	}
	return cost
}

// wordsIn is how many words a token counts for: in scripts without spaces three
// characters are taken for one.
func wordsIn(t token) float64 {
	if unspaced(firstRune(t.text)) {
		return float64(t.size()) / 3
	}
	return 1
}

// seenApart tells whether no burned cue may hold both a and b, its neighbour.
func seenApart(a, b token) bool { return a.last || b.start-a.end > blink }

// shown is how long the cue of tokens [i, j) can stay.
func (b burner) shown(i, j int) clip.Seconds {
	until := b.tokens[j-1].end + linger
	if j < len(b.tokens) {
		until = min(max(until, b.tokens[j-1].end+blink), b.tokens[j].start)
	}
	return until - b.tokens[i].start
}
