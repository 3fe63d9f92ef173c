package transcribe

import (
	"math"
	"slices"
)

// Word times from attention are a little early and do not know silence.
const (
	attentionLead   = sampleRate * 80 / 1000  // that words begin and end later than the attention says
	snapSilence     = sampleRate * 150 / 1000 // shorter silences lie inside words (stops)
	minWord         = sampleRate * 60 / 1000
	envelopeStep    = hop
	envelopeFloor   = 6.0  // dB over the quiet part that count as sound
	envelopeRange   = 35.0 // dB under the loud part that count as sound
	quietPercentile = 0.10
	loudPercentile  = 0.95
)

// silences finds the parts of at least snapSilence whose level is near the quiet
// part of the samples.
func silences(samples []float32) []stretch {
	n := len(samples) / envelopeStep
	if n < 3 {
		return nil
	}
	level := make([]float64, n) // dB
	for i := range level {
		sum := 0.0
		for _, v := range samples[i*envelopeStep : (i+1)*envelopeStep] {
			sum += float64(v) * float64(v)
		}
		level[i] = 10 * math.Log10(sum/envelopeStep+1e-10)
	}
	sorted := slices.Sorted(slices.Values(level))
	quiet, loud := sorted[int(quietPercentile*float64(n))], sorted[int(loudPercentile*float64(n))]
	threshold := max(quiet+envelopeFloor, loud-envelopeRange)
	sounds := func(i int) int {
		if i >= 0 && i < n && level[i] > threshold {
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
			if s := (stretch{begin * envelopeStep, i * envelopeStep}); s.length() >= snapSilence {
				out = append(out, s)
			}
			begin = -1
		}
	}
	return out
}

// snap shifts the words by the attention's lead and clips them to the silences:
// of a word that a silence cuts, the longer side stays. Words keep their order,
// do not overlap and last at least minWord where there is room.
func snap(words []spoken, quiet []stretch, length int) {
	for i := range words {
		w := &words[i]
		w.start, w.end = min(w.start+attentionLead, length), min(w.end+attentionLead, length)
		for _, s := range quiet {
			if s.start >= w.end || s.end <= w.start {
				continue
			}
			before, after := s.start-w.start, w.end-s.end
			switch {
			case before <= 0 && after <= 0:
			case before >= after:
				w.end = s.start
			default:
				w.start = s.end
			}
		}
	}
	for i := range words {
		w := &words[i]
		if i > 0 {
			w.start = max(w.start, words[i-1].end)
		}
		w.end = max(w.end, w.start)
		if w.length() < minWord {
			limit := length
			if i+1 < len(words) {
				limit = max(w.end, words[i+1].start)
			}
			w.end = min(w.start+minWord, limit)
		}
	}
}
