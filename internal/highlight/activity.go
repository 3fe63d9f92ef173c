package highlight

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"clipd/internal/clip"
)

// Activity is what happens in a recording besides speech, one value for each
// second from its beginning. A list is empty where nothing was measured.
type Activity struct {
	Loudness []float64 // level of the sound, dB to full scale
	Changes  []float64 // how much the picture differs from that of the second before, 0-1
}

// measured names what varies.
func (a Activity) measured() string {
	var by []string
	if varies(a.Loudness) {
		by = append(by, "loudness")
	}
	if varies(a.Changes) {
		by = append(by, "how much the picture changes")
	}
	return strings.Join(by, " and ")
}

// livelyScore is the most that a moment without speech scores: that something
// happens says little.
const livelyScore = 0.3

// livelyGreed makes one lively moment worth more than two fair ones.
const livelyGreed = 2

// moments chooses at most k moments in which most happens inside these parts,
// none where nothing was measured, nothing ever changes or no clip fits.
func (a Activity) moments(parts []clip.Span, b bounds, k int) []clip.Moment {
	room, longest, fit := 0.0, 0.0, 0
	for _, p := range parts {
		length := float64(p.Length())
		room, longest, fit = room+length, max(longest, length), fit+int(length/b.shortest)
	}
	seconds := int(parts[len(parts)-1].End)
	loud, moving := deviations(a.Loudness, seconds), deviations(a.Changes, seconds)
	k = min(k, fit)
	if loud == nil && moving == nil || k < 1 {
		return nil
	}
	long := min(unspokenLength(room, b, k), longest)
	var pool []candidate
	for _, p := range parts {
		for s := float64(p.Start); s+long <= float64(p.End); s++ {
			c := candidate{start: s, end: s + long}
			c.content = meanOf(loud, c) + meanOf(moving, c)
			c.utility = math.Exp(livelyGreed * c.content)
			pool = append(pool, c)
		}
	}
	var out []clip.Moment
	for _, i := range schedule(pool, k) {
		c := pool[i]
		m := unspoken(c.start, c.end)
		m.Score = math.Round(1e4*(unspokenScore+(livelyScore-unspokenScore)*logistic(c.content))) / 1e4
		m.Reason = a.reason(c, meanOf(loud, c), meanOf(moving, c))
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b clip.Moment) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Start, b.Start))
	})
	return out
}

func (a Activity) reason(c candidate, loud, moving float64) string {
	whole := candidate{end: math.Inf(1)}
	switch {
	case loud <= 0 && moving <= 0:
		return "Nothing is said here, and no more happens than elsewhere"
	case loud >= moving:
		return fmt.Sprintf("Nothing is said, but it is louder than usual: %.0f dB on average, against %.0f dB in the recording", meanOf(a.Loudness, c), meanOf(a.Loudness, whole))
	}
	return fmt.Sprintf("Nothing is said, but more is seen: the picture changes %.1f times as much as in the recording", meanOf(a.Changes, c)/math.Max(1e-9, meanOf(a.Changes, whole)))
}

// deviations is how many deviations each second is from the mean, clipped to
// +-3; nil where nothing was measured or nothing varies.
func deviations(values []float64, seconds int) []float64 {
	values = values[:min(len(values), seconds)]
	if !varies(values) {
		return nil
	}
	mean, square := meanOf(values, candidate{end: math.Inf(1)}), 0.0
	for _, v := range values {
		square += (v - mean) * (v - mean)
	}
	deviation := math.Sqrt(square / float64(len(values)))
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = math.Max(-3, math.Min(3, (v-mean)/deviation))
	}
	return out
}

func varies(values []float64) bool {
	return len(values) > 0 && slices.Max(values)-slices.Min(values) > 1e-6
}

// meanOf is the mean of the seconds of a span, 0 where there are none.
func meanOf(values []float64, c candidate) float64 {
	from, to := min(int(c.start), len(values)), len(values)
	if c.end < float64(to) {
		to = max(from, int(c.end))
	}
	total := 0.0
	for _, v := range values[from:to] {
		total += v
	}
	return total / math.Max(1, float64(to-from))
}
