package framing

import "math"

// sampleRate is how many times a second mouths and sound are compared. Each
// sample is of the frame nearest to it.
const sampleRate = 25.0

// samplesOf are the samples [from, to) that frame n shows.
func samplesOf(n int, rate float64) (from, to int) {
	at := func(n float64) int { return max(0, int(math.Ceil(n*sampleRate/rate-1e-9))) }
	return at(float64(n) - 0.5), at(float64(n) + 0.5)
}

// sampleAt is the sample nearest to frame n.
func sampleAt(n int, rate float64) int { return int(math.Round(float64(n) * sampleRate / rate)) }
