package caption

import "clipd/internal/clip"

// hold gives burned cues, which come with the times of their words, the time
// they are shown: through short pauses, a little into long ones, and long
// enough to be read.
func hold(cues []Cue, length clip.Seconds) []Cue {
	for i := range cues {
		c := &cues[i]
		next, nextEnd := length, length
		if i+1 < len(cues) {
			next = max(cues[i+1].Start, c.Start)
			nextEnd = max(cues[i+1].End, next)
		}
		if c.End = min(max(c.End, c.Start), length); i+1 < len(cues) && next-c.End <= blink {
			c.End = next
		} else {
			c.End = min(c.End+linger, next)
		}
		if c.End-c.Start < shortest {
			c.End = min(c.Start+shortest, next)
		}
		before := clip.Seconds(0)
		if i > 0 {
			before = cues[i-1].End
		}
		if c.End-c.Start < shortest {
			c.Start = max(before, c.End-shortest)
		}
		if late := min(c.Start+shortest-c.End, borrow); late > 0 && i+1 < len(cues) && nextEnd-(c.End+late) >= shortest {
			c.End += late
			cues[i+1].Start = c.End
		}
	}
	closeGaps(cues)
	return shownOnly(cues)
}

// closeGaps keeps a cue on the screen when the next one follows so soon that the
// text would blink.
func closeGaps(cues []Cue) {
	const flash = clip.Seconds(0.2)
	for i := 1; i < len(cues); i++ {
		if gap := cues[i].Start - cues[i-1].End; gap < flash {
			cues[i-1].End = cues[i].Start
		}
	}
}

// borrow is how much later than its first word a cue may come so that the one
// before can be read.
const borrow = clip.Seconds(0.2)

// shownOnly leaves out cues that have no time at all.
func shownOnly(cues []Cue) []Cue {
	out := cues[:0]
	for _, c := range cues {
		if c.End > c.Start {
			out = append(out, c)
		}
	}
	return out
}
