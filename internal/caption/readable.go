package caption

import "clipd/internal/clip"

// readable gives subtitles, which come with the times of their words, the time
// they are shown. Each starts with its first word; it stays after the last one
// as long as it takes to read, into the pause that follows; short gaps are
// closed.
func readable(cues []Cue, measure ruler, length clip.Seconds) []Cue {
	var free clip.Seconds // the earliest that the next cue may start
	for i := range cues {
		c := &cues[i]
		c.Start = max(c.Start, free)
		room, gap := length, clip.Seconds(0)
		if i+1 < len(cues) {
			slot := max(cues[i+1].Start-c.Start, 0)
			gap = min(between, slot/2)
			room = c.Start + slot - gap
		}
		need := max(clip.Seconds(measure.cue(*c)/readingSpeed), shortestCue)
		end := min(max(c.End, min(c.Start+need, c.End+tail)), c.Start+longestCue)
		end = max(end, c.Start+shortestCue)
		if i+1 < len(cues) && room-end < chain && room <= c.Start+longestCue {
			end = room
		}
		c.End = min(end, room)
		if short := shortestCue - (c.End - c.Start); short > 0 {
			c.Start = max(free, c.Start-min(short, tail))
		}
		free = c.End + gap
	}
	return shownOnly(cues)
}
