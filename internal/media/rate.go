package media

import (
	"math"
	"slices"
)

// broadcast are the rates that recordings are made at.
var broadcast = []Rational{
	{24000, 1001}, {24, 1}, {25, 1}, {30000, 1001}, {30, 1}, {48, 1}, {50, 1}, {60000, 1001}, {60, 1},
}

const (
	maxRate = 60   // frames a second; faster tracks are thinned evenly
	minRate = 23.9 // slower tracks show each frame several times, so that captions can move
)

// constantRate decides how many frames a second a track has when made constant
// and whether it varies. real is the lowest rate that can tell all time stamps
// (r_frame_rate), avg the average; steps are the times between the first
// frames, in order, in seconds; interlaced tracks may count fields in real.
func constantRate(real, avg Rational, steps []float64, interlaced bool) (rate Rational, variable bool) {
	if interlaced && near(real.Float(), 2*avg.Float(), 0.01) {
		real = avg
	}
	switch {
	case real.Num == 0 && avg.Num == 0:
		return Rational{25, 1}, true
	case real.Num == 0:
		real = avg
	case avg.Num == 0:
		avg = real
	}
	if near(real.Float(), avg.Float(), 0.01) && even(steps) {
		return bound(standard(real)), false
	}
	usual := avg.Float()
	if len(steps) > 0 {
		sorted := slices.Sorted(slices.Values(steps))
		if m := sorted[len(sorted)/2]; m > 0 {
			usual = math.Max(usual, 1/m)
		}
	}
	for _, r := range []Rational{{24, 1}, {25, 1}, {30, 1}, {50, 1}} {
		if r.Float() >= 0.99*usual {
			return r, true
		}
	}
	return Rational{60, 1}, true
}

// even tells whether the steps are equal but for the rounding of time stamps to
// milliseconds.
func even(steps []float64) bool {
	if len(steps) == 0 {
		return true
	}
	return slices.Max(steps)-slices.Min(steps) < 0.0025
}

func standard(r Rational) Rational {
	for _, b := range broadcast {
		if near(r.Float(), b.Float(), 0.0004) {
			return b
		}
	}
	return r
}

// bound brings a constant rate into [minRate, maxRate] by a whole factor.
func bound(r Rational) Rational {
	if f := r.Float(); f > maxRate*1.001 {
		r.Den *= int(math.Ceil(f / (maxRate * 1.001)))
	} else if f < minRate {
		r.Num *= int(math.Ceil(minRate / f))
	}
	return r
}

func near(a, b, part float64) bool { return math.Abs(a-b) <= part*math.Max(a, b) }
