package highlight

import (
	"math"
	"sort"
)

// smooth returns the Gaussian mean of values around each of the rising times,
// cut at two and a half sigma.
func smooth(times, values []float64, sigma float64) []float64 {
	out := make([]float64, len(times))
	from := 0
	for i, t := range times {
		for times[from] < t-2.5*sigma {
			from++
		}
		sum, weight := 0.0, 0.0
		for j := from; j < len(times) && times[j] <= t+2.5*sigma; j++ {
			d := (times[j] - t) / sigma
			w := math.Exp(-d * d / 2)
			sum += w * values[j]
			weight += w
		}
		out[i] = sum / weight
	}
	return out
}

// toUnit divides by the largest value, if that is over 0.
func toUnit(values []float64) []float64 {
	top := 0.0
	for _, v := range values {
		top = math.Max(top, v)
	}
	if top > 0 {
		for i := range values {
			values[i] /= top
		}
	}
	return values
}

// at reads a smoothed curve at the middle of a span.
func (r *retrieval) at(curve []float64, c candidate) float64 {
	t := (c.start + c.end) / 2
	i := sort.SearchFloat64s(r.middles, t)
	switch {
	case i == 0:
		return curve[0]
	case i == len(curve):
		return curve[i-1]
	}
	gap := r.middles[i] - r.middles[i-1]
	if gap <= 0 {
		return curve[i]
	}
	share := (t - r.middles[i-1]) / gap
	return curve[i-1]*(1-share) + curve[i]*share
}
