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

// constantRate decides how many frames a second a track has when made constant,
// where frame 0 of that grid lies, and whether the track's own rate varies. real
// is the lowest rate that can tell all time stamps (r_frame_rate), avg the
// average; times are those of the first frames, in order, in seconds from the
// start of the source; interlaced tracks may count fields in real.
func constantRate(real, avg Rational, times []float64, interlaced bool) (rate Rational, phase float64, variable bool) {
	if interlaced && near(real.Float(), 2*avg.Float(), 0.01) {
		real = avg
	}
	switch {
	case real.Num == 0 && avg.Num == 0:
		return Rational{25, 1}, 0, true
	case real.Num == 0:
		real = avg
	case avg.Num == 0:
		avg = real
	}
	real = standard(real)
	aligned := onGrid(times, real)
	variable = !aligned || !near(real.Float(), avg.Float(), 0.01)
	switch {
	case !variable:
		rate = bound(real)
	case aligned && real.Float() >= minRate && real.Float() <= maxRate*1.001:
		rate = real
	default:
		return usualRate(avg, times), 0, true
	}
	if len(times) > 0 {
		phase = math.Mod(math.Max(0, times[0]), 1/rate.Float())
		if 1/rate.Float()-phase < 1e-4 {
			phase = 0
		}
	}
	return rate, phase, variable
}

// usualRate is the common rate that loses few frames of a track without a
// regular one.
func usualRate(avg Rational, times []float64) Rational {
	usual := avg.Float()
	var steps []float64
	for i := 1; i < len(times); i++ {
		steps = append(steps, times[i]-times[i-1])
	}
	if slices.Sort(steps); len(steps) > 0 && steps[len(steps)/2] > 0 {
		usual = math.Max(usual, 1/steps[len(steps)/2])
	}
	for _, r := range []Rational{{24, 1}, {25, 1}, {30, 1}, {50, 1}} {
		if r.Float() >= 0.99*usual {
			return r
		}
	}
	return Rational{60, 1}
}

// onGrid tells whether all times are the first one plus a whole number of
// frames, but for the rounding of time stamps to milliseconds.
func onGrid(times []float64, r Rational) bool {
	const rounding = 0.0015
	for _, t := range times {
		if off := math.Abs(math.Remainder(t-times[0], 1/r.Float())); off > rounding {
			return false
		}
	}
	return true
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
