package remote

import (
	"clipd/internal/clip"
)

// part is a piece of the recording that is sent at once.
type part struct {
	read   clip.Span   // what is sent
	voiced []clip.Span // where somebody speaks in it, in order; never empty
}

const (
	// partPad is sent before the first voice and after the last, where no other
	// part begins.
	partPad clip.Seconds = 1
	// longSilence is not sent: a part ends before it.
	longSilence clip.Seconds = 20
)

// divide makes parts of at most limit of the voiced spans of a recording. A part
// that would be too long ends in its second half, at the longest pause.
func divide(voiced []clip.Span, limit, duration clip.Seconds) []part {
	inner := limit - 2*partPad
	rest := shorten(voiced, inner)
	var out []part
	for len(rest) > 0 {
		n := fitting(rest, inner)
		if n < len(rest) && rest[n].Start-rest[n-1].End < longSilence {
			n = longestPause(rest[:n+1], inner/2)
		}
		p := part{voiced: rest[:n:n]}
		p.read = clip.Span{Start: max(0, p.voiced[0].Start-partPad), End: min(duration, p.voiced[n-1].End+partPad)}
		if k := len(out); k > 0 {
			before := out[k-1].voiced
			middle := (before[len(before)-1].End + p.voiced[0].Start) / 2
			out[k-1].read.End = min(out[k-1].read.End, middle)
			p.read.Start = max(p.read.Start, middle)
		}
		out = append(out, p)
		rest = rest[n:]
	}
	return out
}

// shorten cuts spans that are longer than the limit.
func shorten(spans []clip.Span, limit clip.Seconds) []clip.Span {
	var out []clip.Span
	for _, s := range spans {
		for s.Length() > limit {
			out = append(out, clip.Span{Start: s.Start, End: s.Start + limit})
			s.Start += limit
		}
		out = append(out, s)
	}
	return out
}

// fitting is how many of the spans, at least one, fit into the limit with no
// long silence between them.
func fitting(spans []clip.Span, limit clip.Seconds) int {
	n := 1
	for n < len(spans) && spans[n].End-spans[0].Start <= limit && spans[n].Start-spans[n-1].End < longSilence {
		n++
	}
	return n
}

// longestPause is the index of the span after the longest pause among those that
// leave at least the given length before it, the last of equals.
func longestPause(spans []clip.Span, least clip.Seconds) int {
	best, longest := len(spans)-1, clip.Seconds(-1)
	for i := 1; i < len(spans); i++ {
		pause := spans[i].Start - spans[i-1].End
		if spans[i-1].End-spans[0].Start >= least && pause >= longest {
			best, longest = i, pause
		}
	}
	return best
}

// common are the parts of the spans that lie in s.
func common(spans []clip.Span, s clip.Span) []clip.Span {
	var out []clip.Span
	for _, v := range spans {
		v.Start, v.End = max(v.Start, s.Start), min(v.End, s.End)
		if v.Length() > 0 {
			out = append(out, v)
		}
	}
	return out
}

// covered is how much of the wanted spans (nil: of all) lies before the time.
func covered(wanted []clip.Span, until clip.Seconds) clip.Seconds {
	if wanted == nil {
		return until
	}
	sum := clip.Seconds(0)
	for _, s := range common(wanted, clip.Span{Start: 0, End: until}) {
		sum += s.Length()
	}
	return sum
}
