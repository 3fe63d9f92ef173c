package transcribe

import (
	"slices"

	"clipd/internal/clip"
)

// regionMargin is heard on both sides of a span, so that words at its edges are
// whole when they are recognised.
const regionMargin clip.Seconds = 1

// region is a part of the source that is listened to, and the part of it whose
// words count.
type region struct {
	read, keep clip.Span
}

// regions are what to listen to for the wanted spans of a recording: all of it
// for nil. Spans that overlap are joined.
func regions(wanted []clip.Span, duration clip.Seconds) []region {
	all := clip.Span{Start: 0, End: duration}
	if wanted == nil {
		return []region{{all, all}}
	}
	spans := slices.Clone(wanted)
	slices.SortFunc(spans, func(a, b clip.Span) int {
		if a.Start < b.Start {
			return -1
		}
		return 1
	})
	var out []region
	for _, s := range spans {
		s.Start, s.End = max(s.Start, 0), min(s.End, duration)
		if s.Length() <= 0 {
			continue
		}
		if n := len(out); n > 0 && s.Start <= out[n-1].keep.End {
			out[n-1].keep.End = max(out[n-1].keep.End, s.End)
			continue
		}
		out = append(out, region{keep: s})
	}
	for i := range out {
		k := out[i].keep
		out[i].read = clip.Span{Start: max(0, k.Start-regionMargin), End: min(duration, k.End+regionMargin)}
	}
	return out
}

// keeps tells whether a word counts: the middle of it lies in the region.
func (r region) keeps(w clip.Word) bool {
	return r.keep.Contains((w.Start + w.End) / 2)
}
