package transcribe

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
)

// The front end of Whisper: 25 ms frames every 10 ms at 16 kHz.
const (
	sampleRate = 16000 // Hz
	frameSize  = 400   // samples
	hop        = 160   // samples
	fftBins    = frameSize/2 + 1
)

// melExtractor computes Whisper's log-mel spectrogram: periodic Hann window,
// power spectrum, Slaney mel filters (Slaney 1998, as in librosa) with area
// normalisation, log10, limited to 8 below the maximum, scaled to about -1..1.
// It is not safe for concurrent use.
type melExtractor struct {
	fft     *fourier.FFT
	window  []float64
	filters []melFilter

	frame  []float64
	coeffs []complex128
	power  []float64
}

// melFilter is one triangular filter: weights of the FFT bins from first on.
type melFilter struct {
	first   int
	weights []float64
}

func newMelExtractor(bins int) *melExtractor {
	m := &melExtractor{
		fft:     fourier.NewFFT(frameSize),
		window:  make([]float64, frameSize),
		filters: slaneyFilters(bins),
		frame:   make([]float64, frameSize),
		coeffs:  make([]complex128, fftBins),
		power:   make([]float64, fftBins),
	}
	for i := range m.window {
		m.window[i] = 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/frameSize)
	}
	return m
}

// extract computes the given number of frames [bins, frames], row-major, of the
// samples followed by silence. Frame i is centred on sample i*hop; before the
// first sample the sound is mirrored.
func (m *melExtractor) extract(samples []float32, frames int) []float32 {
	out := make([]float32, len(m.filters)*frames)
	// Frames beyond the sound hold digital silence, whose logarithm is -10.
	loudest := float32(-10)
	heard := min(frames, (len(samples)+frameSize/2+hop-1)/hop)
	for i := range out {
		out[i] = -10
	}
	for f := range heard {
		m.load(samples, f*hop-frameSize/2)
		m.coeffs = m.fft.Coefficients(m.coeffs, m.frame)
		for k, c := range m.coeffs {
			m.power[k] = real(c)*real(c) + imag(c)*imag(c)
		}
		for b, filter := range m.filters {
			sum := 0.0
			for j, w := range filter.weights {
				sum += w * m.power[filter.first+j]
			}
			v := float32(math.Log10(max(sum, 1e-10)))
			out[b*frames+f] = v
			loudest = max(loudest, v)
		}
	}
	for i, v := range out {
		out[i] = (max(v, loudest-8) + 4) / 4
	}
	return out
}

// load puts the windowed frame that begins at sample start into m.frame.
func (m *melExtractor) load(samples []float32, start int) {
	for i, w := range m.window {
		at := start + i
		if at < 0 {
			at = -at
		}
		if at < len(samples) {
			m.frame[i] = w * float64(samples[at])
		} else {
			m.frame[i] = 0
		}
	}
}

// slaneyFilters are the triangular filters from 0 Hz to half the sample rate.
func slaneyFilters(bins int) []melFilter {
	edges := make([]float64, bins+2) // Hz
	top := hzToMel(sampleRate / 2)
	for i := range edges {
		edges[i] = melToHz(top * float64(i) / float64(bins+1))
	}
	filters := make([]melFilter, bins)
	for b := range filters {
		low, centre, high := edges[b], edges[b+1], edges[b+2]
		area := 2 / (high - low)
		filter := melFilter{first: -1}
		for k := range fftBins {
			hz := float64(k) * sampleRate / frameSize
			w := min((hz-low)/(centre-low), (high-hz)/(high-centre))
			if w <= 0 {
				continue
			}
			if filter.first < 0 {
				filter.first = k
			}
			filter.weights = append(filter.weights, w*area)
		}
		filter.first = max(filter.first, 0)
		filters[b] = filter
	}
	return filters
}

// The Slaney scale is linear up to 1000 Hz (15 mel) and logarithmic above.
const (
	melBreakHz = 1000.0
	melBreak   = 15.0
	hzPerMel   = melBreakHz / melBreak
)

var melLogStep = math.Log(6.4) / 27

func hzToMel(hz float64) float64 {
	if hz < melBreakHz {
		return hz / hzPerMel
	}
	return melBreak + math.Log(hz/melBreakHz)/melLogStep
}

func melToHz(mel float64) float64 {
	if mel < melBreak {
		return mel * hzPerMel
	}
	return melBreakHz * math.Exp(melLogStep*(mel-melBreak))
}
