// Package mel computes the power of sound in bands of the mel scale, as voice
// models take it: frames of 25 ms at 16 kHz under a periodic Hann window, the
// power spectrum, and triangular filters on the scale of Slaney ("Auditory
// Toolbox", 1998, as in librosa) normalised by their area.
//
// It does not cut sound into frames, pad it or take logarithms: models differ
// there.
package mel

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
)

// The front end.
const (
	SampleRate = 16000 // Hz
	FrameSize  = 400   // samples
	Hop        = 160   // samples, the step that models take between frames

	fftBins = FrameSize/2 + 1
)

// Bank computes the bands of one frame at a time. It is not safe for concurrent
// use.
type Bank struct {
	fft     *fourier.FFT
	window  []float64
	filters []filter

	frame  []float64
	coeffs []complex128
	power  []float64
}

// filter is one triangle: weights of the FFT bins from first on.
type filter struct {
	first   int
	weights []float64
}

// NewBank returns a bank of so many bands from 0 Hz to half the sample rate.
func NewBank(bands int) *Bank {
	b := &Bank{
		fft:     fourier.NewFFT(FrameSize),
		window:  make([]float64, FrameSize),
		filters: filters(bands),
		frame:   make([]float64, FrameSize),
		coeffs:  make([]complex128, fftBins),
		power:   make([]float64, fftBins),
	}
	for i := range b.window {
		b.window[i] = 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/FrameSize)
	}
	return b
}

// Powers computes the power of each band into dst, of a frame whose sample i is
// sample(i).
func (b *Bank) Powers(dst []float64, sample func(i int) float32) {
	for i, w := range b.window {
		b.frame[i] = w * float64(sample(i))
	}
	b.coeffs = b.fft.Coefficients(b.coeffs, b.frame)
	for k, c := range b.coeffs {
		b.power[k] = real(c)*real(c) + imag(c)*imag(c)
	}
	for i, f := range b.filters {
		sum := 0.0
		for j, w := range f.weights {
			sum += w * b.power[f.first+j]
		}
		dst[i] = sum
	}
}
