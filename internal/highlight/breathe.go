package highlight

import (
	"math"

	"clipd/internal/clip"
)

// How far a clip opens before its first word and closes after its last, s.
const (
	breathIn  = 0.3
	breathOut = 0.4
)

// Breathe returns what to cut for a moment: it opens up to 0.3 s before the
// first word and closes up to 0.4 s after the last, but never inside a word
// (without words: a sentence) of a neighbour and never outside the source.
// Moments without sentences are cut as they are.
func Breathe(t clip.Transcript, m clip.Moment) clip.Span {
	span := m.Span()
	if m.FirstSentence < 0 || m.LastSentence < 0 {
		return span
	}
	from, to := float64(m.Start)-breathIn, float64(m.End)+breathOut
	for _, s := range t.Sentences {
		words := s.Words
		if len(words) == 0 {
			words = []clip.Word{{Start: s.Start, End: s.End}}
		}
		for _, w := range words {
			start, end := float64(w.Start), float64(w.End)
			// A neighbour's word that reaches into the moment was taken with
			// it; only one that lies beside the moment holds the breath back.
			if start < float64(m.Start) && end > from {
				from = math.Min(end, float64(m.Start))
			}
			if end > float64(m.End) && start < to {
				to = math.Max(start, float64(m.End))
			}
		}
	}
	span.Start, span.End = clip.Seconds(math.Max(0, from)), clip.Seconds(to)
	if t.Duration > 0 {
		span.End = min(span.End, max(t.Duration, m.End))
	}
	return span
}
