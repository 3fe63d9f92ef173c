package transcribe

import (
	"math"
	"slices"
)

// What counts as silence.
const (
	envelopeStep    = hop                     // samples
	silenceMin      = sampleRate * 150 / 1000 // shorter ones lie inside words (stops)
	soundFloor      = 6.0                     // dB over the quiet part of the window
	soundRange      = 35.0                    // dB under its loud part, at most
	silenceDepth    = 15.0                    // dB under it, at least
	quietPercentile = 0.10
	loudPercentile  = 0.95
)

// envelope is the level of a window's sound in dB, every envelopeStep samples.
type envelope struct {
	level     []float64
	threshold float64 // over it there is sound
}

func newEnvelope(samples []float32) envelope {
	e := envelope{level: make([]float64, len(samples)/envelopeStep)}
	for i := range e.level {
		sum := 0.0
		for _, v := range samples[i*envelopeStep : (i+1)*envelopeStep] {
			sum += float64(v) * float64(v)
		}
		e.level[i] = 10 * math.Log10(sum/envelopeStep+1e-10)
	}
	if n := float64(len(e.level)); n > 0 {
		sorted := slices.Sorted(slices.Values(e.level))
		quiet, loud := sorted[int(quietPercentile*n)], sorted[int(loudPercentile*n)]
		e.threshold = min(max(quiet+soundFloor, loud-soundRange), loud-silenceDepth)
	}
	return e
}

// silences are the parts of at least silenceMin in which most steps are under
// the threshold.
func (e envelope) silences() []stretch {
	n := len(e.level)
	sounds := func(i int) int {
		if i >= 0 && i < n && e.level[i] > e.threshold {
			return 1
		}
		return 0
	}
	var out []stretch
	begin := -1
	for i := range n + 1 {
		silent := i < n && sounds(i-1)+sounds(i)+sounds(i+1) < 2
		switch {
		case silent && begin < 0:
			begin = i
		case !silent && begin >= 0:
			if s := (stretch{begin * envelopeStep, i * envelopeStep}); s.length() >= silenceMin {
				out = append(out, s)
			}
			begin = -1
		}
	}
	return out
}

// around is the mean level of the five steps about the sample.
func (e envelope) around(sample int) float64 {
	at := sample / envelopeStep
	sum, n := 0.0, 0
	for i := max(0, at-2); i <= at+2 && i < len(e.level); i++ {
		sum += e.level[i]
		n++
	}
	return sum / float64(max(n, 1))
}
