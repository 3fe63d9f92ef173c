package transcribe

import (
	"reflect"
	"slices"
	"testing"
)

// probabilities repeats each value so many times.
func probabilities(runs ...float64) []float32 {
	var out []float32
	for i := 0; i < len(runs); i += 2 {
		out = append(out, slices.Repeat([]float32{float32(runs[i+1])}, int(runs[i]))...)
	}
	return out
}

func TestVoiceDetector(t *testing.T) {
	for name, c := range map[string]struct {
		p    []float32
		want []stretch // in steps
	}{
		"silence":                  {probabilities(100, 0.1), nil},
		"speech":                   {probabilities(10, 0.1, 20, 0.9, 10, 0.1), []stretch{{10, 30}}},
		"to the end":               {probabilities(10, 0.1, 20, 0.9), []stretch{{10, 30}}},
		"between the thresholds":   {probabilities(10, 0.1, 10, 0.9, 20, 0.4, 20, 0.1), []stretch{{10, 40}}},
		"never over the first":     {probabilities(50, 0.45), nil},
		"a click":                  {probabilities(10, 0.1, 5, 0.9, 20, 0.1), nil},
		"a stop inside":            {probabilities(20, 0.9, 5, 0.1, 20, 0.9, 20, 0.1), []stretch{{0, 45}}},
		"a pause":                  {probabilities(20, 0.9, 8, 0.1, 20, 0.9, 20, 0.1), []stretch{{0, 20}, {28, 48}}},
		"on and on":                {probabilities(600, 0.9, 1, 0.4, 600, 0.9), []stretch{{0, 600}, {600, 1201}}},
		"on and on without a hint": {probabilities(1000, 0.9), []stretch{{0, 437}, {437, 874}, {874, 1000}}},
	} {
		var d voiceDetector
		var got []stretch
		for _, p := range c.p {
			if s, ok := d.push(p); ok {
				got = append(got, s)
			}
			if e := d.earliest(); e > d.at || (d.speaking && e > d.start) {
				t.Fatalf("%s: earliest %d at %d", name, e, d.at)
			}
		}
		if s, ok := d.finish(); ok {
			got = append(got, s)
		}
		var steps []stretch
		for _, s := range got {
			steps = append(steps, stretch{s.start / voiceStep, s.end / voiceStep})
			if s.length() > voiceMaxSpeech+voiceStep {
				t.Errorf("%s: a stretch of %d samples", name, s.length())
			}
		}
		if name == "on and on without a hint" {
			continue // where it is cut is of no matter
		}
		if !reflect.DeepEqual(steps, c.want) {
			t.Errorf("%s: %v, not %v", name, steps, c.want)
		}
	}
}
