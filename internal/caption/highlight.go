package caption

import "clipd/internal/clip"

// blip is the shortest time a word is coloured where its cue allows more: three
// frames at 25 a second.
const blip = clip.Seconds(0.12)

// highlight makes the spans of a cue's words follow each other without a gap: a
// word counts as spoken until the next one starts, the first from the cue's
// start, the last to its end.
func highlight(c Cue) {
	var words []*Word
	for _, l := range c.Lines {
		for k := range l {
			words = append(words, &l[k])
		}
	}
	n := clip.Seconds(len(words))
	least := min(blip, (c.End-c.Start)/n)
	at := c.Start
	for k, w := range words {
		left := n - clip.Seconds(k)
		if k > 0 {
			at = min(max(w.Start, at+least), c.End-left*least)
		}
		if w.Start = at; k > 0 {
			words[k-1].End = at
		}
	}
	words[len(words)-1].End = c.End
}
