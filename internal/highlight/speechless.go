package highlight

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"clipd/internal/clip"
)

// unspokenScore is the score of a moment that was not chosen by anything: low,
// because nothing is known of it.
const unspokenScore = 0.1

// speechless chooses moments of a recording in which nothing is said: by what
// was measured of it, or spread evenly, inside the times of the instruction.
func speechless(r *recording, w wish, a Activity, k int) (moments []clip.Moment, warnings []string) {
	b := r.bounds
	whole := []clip.Span{{End: clip.Seconds(r.length)}}
	parts := slices.DeleteFunc(w.stretches(r.length), func(s clip.Span) bool { return float64(s.Length()) < b.shortest })
	if len(parts) == 0 {
		parts = whole
		if r.length >= b.shortest {
			warnings = append(warnings, fmt.Sprintf("the times that the instruction names leave no room for a clip of %s: chosen from all of the source", b))
		}
	}
	by := a.measured()
	moments = a.moments(parts, b, k)
	if len(moments) == 0 {
		longest := slices.MaxFunc(parts, func(a, b clip.Span) int { return cmp.Compare(a.Length(), b.Length()) })
		parts = []clip.Span{longest}
		moments, by = evenly(longest, b, k), ""
	}
	place := "source"
	if !slices.Equal(parts, whole) {
		place = "source that the instruction names"
	}
	return moments, append(warnings, unspokenWarning(b, moments, k, totalLength(parts), place, by))
}

// stretches are the parts of a recording that the times of an instruction leave,
// in order.
func (w wish) stretches(length float64) []clip.Span {
	without := slices.Clone(w.without)
	if w.noIntro {
		without = append(without, intro(length))
	}
	if w.noOutro {
		without = append(without, outro(length))
	}
	edges := []float64{0, length}
	for _, p := range slices.Concat(w.within, without) {
		from, to := p.span(length)
		edges = append(edges, min(from, length), max(to, 0))
	}
	slices.Sort(edges)
	var parts []clip.Span
	for i := range edges[1:] {
		c := candidate{start: edges[i], end: edges[i+1]}
		if !(c.length() > 0) || !inside(c, w.within, length) || touches(c, without, length) {
			continue
		}
		part := clip.Span{Start: clip.Seconds(c.start), End: clip.Seconds(c.end)}
		if last := len(parts) - 1; last >= 0 && parts[last].End == part.Start {
			parts[last].End = part.End
		} else {
			parts = append(parts, part)
		}
	}
	return parts
}

func totalLength(parts []clip.Span) float64 {
	total := clip.Seconds(0)
	for _, p := range parts {
		total += p.Length()
	}
	return float64(total)
}

// evenly spreads at most k moments over a part of a recording. One that is
// shorter than a clip gives one moment, the whole of it.
func evenly(part clip.Span, b bounds, k int) []clip.Moment {
	from, length := float64(part.Start), float64(part.Length())
	if !(length > 0) || k < 1 {
		return nil
	}
	if length < b.shortest {
		return []clip.Moment{unspoken(from, from+length)}
	}
	k = min(k, int(length/b.shortest))
	share := length / float64(k)
	long := unspokenLength(length, b, k)
	var moments []clip.Moment
	for i := range k {
		start := float64(i)*share + (share-long)/2
		moments = append(moments, unspoken(from+start, from+math.Min(start+long, length)))
	}
	return moments
}

// unspokenLength is the length of each of k moments, s: the wanted one, or as
// much of it as there is room for.
func unspokenLength(length float64, b bounds, k int) float64 {
	return math.Max(b.shortest, math.Min(b.around(), length/float64(k)))
}

func unspoken(start, end float64) clip.Moment {
	return clip.Moment{
		Start: clip.Seconds(start), End: clip.Seconds(end), Score: unspokenScore,
		Label: timeLabel(start), Reason: "Nothing is said here: chosen by its place in the recording",
		FirstSentence: -1, LastSentence: -1,
	}
}

// unspokenWarning says what moments without speech were chosen by, "" for
// nothing but their place, and why they are fewer than the k that were asked for
// where they are. length is that of the place they were chosen in.
func unspokenWarning(b bounds, moments []clip.Moment, k int, length float64, place, by string) string {
	how := "are spread evenly over the %.1f s of the " + place + ", whatever is seen in it"
	if by != "" {
		how = "were chosen in the %.1f s of the " + place + " by " + by
	}
	how = fmt.Sprintf(how, length)
	switch {
	case len(moments) == 0:
		return "the transcript has no duration and no sentences: there is nothing to choose from"
	case length < b.shortest:
		return fmt.Sprintf("no speech was found, and the source is only %.1f s long (clips are normally %s): the whole of it is one moment", length, b)
	case len(moments) < k:
		return fmt.Sprintf("no speech was found: the %s of %d asked for that fit %s (clips are normally %s)", plural(len(moments), "moment"), k, how, b)
	}
	return "no speech was found: the moments " + how
}
