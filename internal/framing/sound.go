package framing

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
)

// Sound is measured in frames of 25 ms, 100 a second, as is usual for speech;
// four of them make a sample.
const (
	soundRate   = 16000
	soundFrame  = 400
	soundStep   = 160
	soundFFT    = 512
	frameGroup  = 4
	bands       = 12
	lowestBand  = 100.0 // Hz
	highestBand = 7500.0
	voiceLow    = 200.0 // Hz: between these lies what makes speech loud
	voiceHigh   = 4000.0
)

// sound is what is heard at each sample.
type sound struct {
	level []float64        // dB of full scale, of the voice's band
	bands [][bands]float64 // dB of each band
	// cepstra are four a sample; only for an active speaker model.
	cepstra []cepstrum
}

// hearing makes a sound out of pieces of PCM, 16 kHz, -1 to 1.
type hearing struct {
	window  []float64
	fft     *fourier.FFT
	filters [bands][]float64                  // over the bins of the spectrum
	bank    [melFilters][halfSpectrum]float64 // for cepstra, if wanted
	cepstra bool
	before  float64 // the sample before the rest
	rest    []float64
	group   int // frames in the sample so far
	voice   float64
	sum     [bands]float64
	out     sound
}

// newHearing makes cepstra, too, if they are wanted.
func newHearing(cepstra bool) *hearing {
	h := &hearing{cepstra: cepstra, bank: filterBank(), window: make([]float64, soundFrame), fft: fourier.NewFFT(soundFFT)}
	for i := range h.window {
		h.window[i] = 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/(soundFrame-1))
	}
	mel := func(hz float64) float64 { return 2595 * math.Log10(1+hz/700) }
	edge := func(i int) float64 { // of the filters, in bins
		m := mel(lowestBand) + (mel(highestBand)-mel(lowestBand))*float64(i)/(bands+1)
		return 700 * (math.Pow(10, m/2595) - 1) / soundRate * soundFFT
	}
	for b := range h.filters {
		h.filters[b] = make([]float64, soundFFT/2+1)
		lo, mid, hi := edge(b), edge(b+1), edge(b+2)
		for i := range h.filters[b] {
			x := float64(i)
			h.filters[b][i] = max(0, min((x-lo)/(mid-lo), (hi-x)/(hi-mid)))
		}
	}
	return h
}

// hear takes the next samples.
func (h *hearing) hear(pcm []float32) {
	for _, v := range pcm {
		h.rest = append(h.rest, float64(v))
	}
	at := 0
	for ; len(h.rest)-at >= soundFrame; at += soundStep {
		frame := h.rest[at : at+soundFrame]
		h.frame(frame)
		if h.cepstra {
			h.out.cepstra = append(h.out.cepstra, h.cepstrumOf(frame, h.before))
		}
		h.before = h.rest[at+soundStep-1]
	}
	h.rest = append(h.rest[:0], h.rest[at:]...)
}

func (h *hearing) frame(pcm []float64) {
	var in [soundFFT]float64
	for i, v := range pcm {
		in[i] = v * h.window[i]
	}
	spectrum := h.fft.Coefficients(nil, in[:])
	power := make([]float64, len(spectrum))
	for i, c := range spectrum {
		power[i] = real(c)*real(c) + imag(c)*imag(c)
		if hz := float64(i) * soundRate / soundFFT; hz >= voiceLow && hz <= voiceHigh {
			h.voice += power[i]
		}
	}
	for b, filter := range h.filters {
		sum := 0.0
		for i, w := range filter {
			if w > 0 {
				sum += w * power[i]
			}
		}
		h.sum[b] += 10 * math.Log10(sum+1e-7)
	}
	if h.group++; h.group < frameGroup {
		return
	}
	// What the squares of the window and the longer transform make of the mean
	// square of the samples.
	const full = soundFrame * soundFFT * 3.0 / 16
	h.out.level = append(h.out.level, 10*math.Log10(h.voice/frameGroup/full+1e-10))
	for b := range h.sum {
		h.sum[b] /= frameGroup
	}
	h.out.bands = append(h.out.bands, h.sum)
	h.group, h.voice, h.sum = 0, 0, [bands]float64{}
}

const (
	voicedRange = 22.0  // dB under the loud parts: what is louder is voiced
	silence     = -55.0 // dB: what is softer never is
	bandRange   = 30.0  // dB under the loud parts of a band: what is softer is alike
	loud        = 0.95  // quantile
)

// voiced tells for each sample whether somebody speaks; nil without a sound.
func (s sound) voiced() []bool {
	if len(s.level) == 0 {
		return nil
	}
	out := make([]bool, len(s.level))
	least := max(quantile(s.level, loud)-voicedRange, silence)
	for i := range out {
		out[i] = s.level[i] > least
	}
	return out
}

// loudness is the level at each of n samples, dB; what is soft is alike.
func (s sound) loudness(n int) []float64 {
	out := make([]float64, n)
	if len(s.level) == 0 {
		return out
	}
	floor := quantile(s.level, loud) - bandRange
	for i := range out {
		out[i] = max(s.level[min(i, len(s.level)-1)], floor)
	}
	return out
}

// flux is how much the spectrum changes at each of n samples, mean dB of the
// bands: the mouth makes it.
func (s sound) flux(n int) []float64 {
	out := make([]float64, n)
	for b := range bands {
		band := make([]float64, len(s.bands))
		for i := range band {
			band[i] = s.bands[i][b]
		}
		if len(band) == 0 {
			break
		}
		floor := quantile(band, loud) - bandRange
		for i := 1; i < min(n, len(band)); i++ {
			out[i] += math.Abs(max(band[i], floor)-max(band[i-1], floor)) / bands
		}
	}
	return out
}
