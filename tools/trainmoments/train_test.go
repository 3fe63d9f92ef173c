package main

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestFitFindsWhatIsGood(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var samples []sample
	for range 20 {
		var s sample
		for range 100 {
			x := []float64{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
			s.features = append(s.features, x)
			s.good = append(s.good, 1+2*x[0]-x[1]+0.5*rng.NormFloat64())
		}
		samples = append(samples, s)
	}
	w := fit(samples)
	if w[0] < 0.5 || w[1] > -0.25 || math.Abs(w[2]) > 0.1 {
		t.Errorf("weights %v", w)
	}
	if r := crossValidated(samples); r < 0.9 {
		t.Errorf("cross-validated rank correlation %v", r)
	}
	if c := calibrate(samples, w); c.Slope <= 0 {
		t.Errorf("calibration %+v", c)
	}
}
