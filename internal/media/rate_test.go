package media

import (
	"math"
	"testing"
)

// every makes n times, step apart, from a start, rounded to a time base.
func every(step, start float64, n int, timeBase float64) []float64 {
	times := make([]float64, n)
	for i := range times {
		times[i] = math.Round((start+float64(i)*step)/timeBase) * timeBase
	}
	return times
}

func without(times []float64, drop func(i int) bool) []float64 {
	var kept []float64
	for i, t := range times {
		if !drop(i) {
			kept = append(kept, t)
		}
	}
	return kept
}

func TestConstantRate(t *testing.T) {
	const fine, ms = 1.0 / 90000, 0.001
	ntsc := 1001.0 / 30000
	for name, c := range map[string]struct {
		real, avg  Rational
		times      []float64
		interlaced bool
		rate       Rational
		phase      float64
		variable   bool
	}{
		"30":                       {Rational{30, 1}, Rational{30, 1}, every(1./30, 0, 300, fine), false, Rational{30, 1}, 0, false},
		"29.97 in milliseconds":    {Rational{30000, 1001}, Rational{30000, 1001}, every(ntsc, 0.021, 300, ms), false, Rational{30000, 1001}, 0.021, false},
		"2997/100 means 29.97":     {Rational{2997, 100}, Rational{2997, 100}, every(ntsc, 0, 300, ms), false, Rational{30000, 1001}, 0, false},
		"late":                     {Rational{25, 1}, Rational{25, 1}, every(0.04, 0.35, 100, fine), false, Rational{25, 1}, 0.03, false},
		"a whole number of frames": {Rational{30, 1}, Rational{30, 1}, every(1./30, 0.3333328, 100, 1e-7), false, Rational{30, 1}, 0, false},
		"frames left out":          {Rational{30, 1}, Rational{56, 3}, without(every(1./30, 0.033008, 200, fine), func(i int) bool { return i%5 == 1 }), false, Rational{30, 1}, 0.033011, true},
		"telephone":                {Rational{90000, 1}, Rational{2987, 100}, every(1/29.87, 0, 300, fine), false, Rational{30, 1}, 0, true},
		"screen, mostly still":     {Rational{1000, 1}, Rational{6, 1}, without(every(1/59.8, 0, 600, ms), func(i int) bool { return i%100 > 10 }), false, Rational{60, 1}, 0, true},
		"120":                      {Rational{120, 1}, Rational{120, 1}, every(1./120, 0, 300, fine), false, Rational{120, 2}, 0, false},
		"144":                      {Rational{144, 1}, Rational{144, 1}, every(1./144, 0, 300, fine), false, Rational{144, 3}, 0, false},
		"10":                       {Rational{10, 1}, Rational{10, 1}, every(0.1, 0, 100, fine), false, Rational{30, 1}, 0, false},
		"12.5":                     {Rational{25, 2}, Rational{25, 2}, every(0.08, 0, 100, fine), false, Rational{50, 2}, 0, false},
		"1":                        {Rational{1, 1}, Rational{1, 1}, every(1, 0, 100, fine), false, Rational{24, 1}, 0, false},
		"fields counted":           {Rational{50, 1}, Rational{25, 1}, every(0.04, 0, 100, fine), true, Rational{25, 1}, 0, false},
		"nothing known":            {Rational{}, Rational{}, nil, false, Rational{25, 1}, 0, true},
		"average unknown":          {Rational{25, 1}, Rational{}, every(0.04, 0, 50, fine), false, Rational{25, 1}, 0, false},
		"one frame":                {Rational{30, 1}, Rational{30, 1}, []float64{0}, false, Rational{30, 1}, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			rate, phase, variable := constantRate(c.real, c.avg, c.times, c.interlaced)
			if rate != c.rate || math.Abs(phase-c.phase) > 1e-5 || variable != c.variable {
				t.Errorf("got %v, %.6f, %v; want %v, %.6f, %v", rate, phase, variable, c.rate, c.phase, c.variable)
			}
			if f := rate.Float(); f < minRate || f > maxRate {
				t.Errorf("%v is out of bounds", rate)
			}
		})
	}
}

func TestGrid(t *testing.T) {
	for _, v := range []Video{
		{Rate: Rational{30, 1}}, {Rate: Rational{30000, 1001}}, {Rate: Rational{24000, 1001}, Phase: 0.021},
		{Rate: Rational{60, 1}, Phase: 0.0166}, {Rate: Rational{25, 1}, Phase: 0.03},
	} {
		for n := range 300_000 {
			at := FrameTime(v, n)
			// As a JSON document or an option rounds it.
			rounded := math.Round(at*1e6) / 1e6
			if FrameAt(v, at) != n || FrameAt(v, rounded) != n || FrameAt(v, at+1e-4) != n+1 {
				t.Fatalf("%+v: frame %d at %v is found as %d, %d, then %d", v, n, at, FrameAt(v, at), FrameAt(v, rounded), FrameAt(v, at+1e-4))
			}
		}
		if FrameAt(v, 0) != 0 || FrameAt(v, -5) != 0 {
			t.Errorf("%+v: there is nothing before frame 0", v)
		}
	}
}
