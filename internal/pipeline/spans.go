package pipeline

import (
	"slices"

	"clipd/internal/clip"
	"clipd/internal/highlight"
)

// union returns the spans in order, those that overlap or touch joined.
func union(spans []clip.Span) []clip.Span {
	var out []clip.Span
	for _, s := range slices.SortedFunc(slices.Values(spans), func(a, b clip.Span) int {
		switch {
		case a.Start < b.Start:
			return -1
		case a.Start > b.Start:
			return 1
		}
		return 0
	}) {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// shorten takes from the breath around a moment what would make the clip longer
// than it may be, at the end first.
func shorten(breathing clip.Span, m clip.Moment, longest clip.Seconds) clip.Span {
	over := breathing.Length() - longest
	if over <= 0 {
		return breathing
	}
	tail := min(over, max(0, breathing.End-m.End))
	breathing.End -= tail
	breathing.Start += min(over-tail, max(0, m.Start-breathing.Start))
	return breathing
}

// breathing opens the moments to what is cut of them, none longer than it may
// be. Two that are near share the pause between them.
func breathing(t clip.Transcript, moments []clip.Moment, longest clip.Seconds) []clip.Moment {
	out := slices.Clone(moments)
	for i, m := range moments {
		span := shorten(highlight.Breathe(t, m), m, longest)
		for k, other := range moments {
			if k == i {
				continue
			}
			if other.End <= m.Start {
				span.Start = max(span.Start, (other.End+m.Start)/2)
			}
			if other.Start >= m.End {
				span.End = min(span.End, (m.End+other.Start)/2)
			}
		}
		out[i].Start, out[i].End = span.Start.Round(), span.End.Round()
	}
	return out
}
