package transcribe

import (
	"math"

	"clipd/internal/mel"
)

// The front end of Whisper: 25 ms frames every 10 ms at 16 kHz.
const (
	sampleRate = mel.SampleRate // Hz
	frameSize  = mel.FrameSize  // samples
	hop        = mel.Hop        // samples
)

// melExtractor computes Whisper's log-mel spectrogram: log10 of the power in mel
// bands, limited to 8 below the maximum, scaled to about -1..1. It is not safe
// for concurrent use.
type melExtractor struct {
	bank  *mel.Bank
	bands []float64
}

func newMelExtractor(bins int) *melExtractor {
	return &melExtractor{bank: mel.NewBank(bins), bands: make([]float64, bins)}
}

// extract computes the given number of frames [bins, frames], row-major, of the
// samples followed by silence. Frame i is centred on sample i*hop; before the
// first sample the sound is mirrored.
func (m *melExtractor) extract(samples []float32, frames int) []float32 {
	out := make([]float32, len(m.bands)*frames)
	// Frames beyond the sound hold digital silence, whose logarithm is -10.
	loudest := float32(-10)
	heard := min(frames, (len(samples)+frameSize/2+hop-1)/hop)
	for i := range out {
		out[i] = -10
	}
	for f := range heard {
		m.bank.Powers(m.bands, func(i int) float32 { return at(samples, f*hop-frameSize/2+i) })
		for b, power := range m.bands {
			v := float32(math.Log10(max(power, 1e-10)))
			out[b*frames+f] = v
			loudest = max(loudest, v)
		}
	}
	for i, v := range out {
		out[i] = (max(v, loudest-8) + 4) / 4
	}
	return out
}

// at is sample i of the sound, mirrored before its beginning and followed by
// silence.
func at(samples []float32, i int) float32 {
	if i < 0 {
		i = -i
	}
	if i < len(samples) {
		return samples[i]
	}
	return 0
}
