package caption

import (
	"math"
	"slices"

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
	limit := max(r.Style.lineWidth(r.Width, r.Height), 2*em)
	tokens := hyphenate(spoken(r, withoutEmoji), ts, limit)
	if len(tokens) == 0 {
		return nil
	}
	width := func(text string) float64 { return ts.set(text).width }
	b := burner{
		flow: newFlow(tokens, lexiconOf(r.Language), limit, ts.space(), width),
		most: float64(r.Style.Words),
		low:  lowRooms(r.Rooms, r.Style.block(r.Width, r.Height)),
	}
	var cues []Cue
	start := 0
	for _, end := range partition(len(tokens), 4*max(r.Style.Words, 1), b.cost) {
		cues = append(cues, b.cue(start, end))
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
	flow
	most float64 // words in a cue
	low  []Room  // where two lines would have to be shrunk much
}

// readableScale is how much two lines may be shrunk to stand in a room; rather
// than more, there is one.
const readableScale = 0.85

// lowRooms are those in which two lines, which want block px, are too small.
func lowRooms(rooms []Room, block float64) (low []Room) {
	for _, r := range rooms {
		if float64(r.Bottom-r.Top) < readableScale*block {
			low = append(low, r)
		}
	}
	return low
}

// inLow tells whether a part of the cue of tokens [i, j) stands in a low room.
func (b burner) inLow(i, j int) bool {
	return slices.ContainsFunc(b.low, func(r Room) bool {
		return r.Start < b.tokens[j-1].end && b.tokens[i].start < r.End
	})
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
	lay := b.wrap(i, j)
	cost := 2*math.Abs(n-3) + b.after(j) + 0.4*lay.cost
	if lay.at < j {
		cost += 1.5
		if b.inLow(i, j) {
			cost += 60
		}
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
