package main

import (
	"fmt"
	"io"

	"clipd/internal/clip"
	"clipd/internal/highlight"
	"clipd/tools/talks"
)

// everyTalk measures one talk in so many.
const everyTalk = 8

// Where a reaction has to lie to count for a clip, s: it was earned by what was
// said before it, and may come just after the end.
const afterStart, afterEnd = 2, 1.5

// reportTalks measures talks with an audience: reactions a second in the clips
// over those of the talk, with the reactions given as events and hidden.
func reportTalks(w io.Writer, dir string) error {
	all, err := talks.Read(dir)
	if err != nil {
		return err
	}
	n, given, hidden := 0.0, 0.0, 0.0
	for i, t := range all {
		if i%everyTalk != 0 {
			continue
		}
		n++
		given += reactionLift(t, t)
		blind := t
		blind.Events = nil
		hidden += reactionLift(t, blind)
	}
	fmt.Fprintf(w, "%-42s %8s %6s %6s\n%-42s %8.0f %6.2f %6.2f\n", "talks with an audience", "talks", "given", "hidden", "reactions a second, over the talk's", n, given/n, hidden/n)
	return nil
}

func reactionLift(truth, shown clip.Transcript) float64 {
	inside, length := 0.0, clip.Seconds(0)
	for _, m := range highlight.Select(highlight.Request{Transcript: shown, Settings: clip.DefaultSettings()}).Moments {
		length += m.End - m.Start
		for _, e := range truth.Events {
			if e.Start >= m.Start+afterStart && e.Start <= m.End+afterEnd {
				inside++
			}
		}
	}
	return inside / float64(length) / (float64(len(truth.Events)) / float64(truth.Duration))
}
