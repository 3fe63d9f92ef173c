package framing

import "math"

// Cepstra as python_speech_features makes them by default, with which LR-ASD was
// trained: 13 a frame of 25 ms, 100 a second, of a sound of 16 bits.
const (
	cepstra      = 13
	melFilters   = 26
	lifter       = 22
	emphasis     = 0.97
	fullScale    = 32768
	leastEnergy  = 2.220446049250313e-16
	halfSpectrum = soundFFT/2 + 1
)

// cepstrum are the coefficients of one frame.
type cepstrum [cepstra]float32

// filterBank are the triangles over the bins of the spectrum; their corners lie
// on whole bins.
func filterBank() [melFilters][halfSpectrum]float64 {
	top := 2595 * math.Log10(1+soundRate/2/700.0)
	corner := func(i int) int {
		return int(math.Floor((soundFFT + 1) * 700 * (math.Pow(10, top*float64(i)/(melFilters+1)/2595) - 1) / soundRate))
	}
	var bank [melFilters][halfSpectrum]float64
	for f := range bank {
		lo, mid, hi := corner(f), corner(f+1), corner(f+2)
		for i := lo; i < mid; i++ {
			bank[f][i] = float64(i-lo) / float64(mid-lo)
		}
		for i := mid; i < hi; i++ {
			bank[f][i] = float64(hi-i) / float64(hi-mid)
		}
	}
	return bank
}

// cepstrumOf is that of a frame of samples; before is the sample before it.
func (h *hearing) cepstrumOf(pcm []float64, before float64) cepstrum {
	var in [soundFFT]float64
	for i, v := range pcm {
		in[i] = fullScale * (v - emphasis*before)
		before = v
	}
	spectrum := h.fft.Coefficients(nil, in[:])
	energy := 0.0
	power := make([]float64, len(spectrum))
	for i, c := range spectrum {
		power[i] = (real(c)*real(c) + imag(c)*imag(c)) / soundFFT
		energy += power[i]
	}
	var logs [melFilters]float64
	for f := range h.bank {
		sum := 0.0
		for i, w := range h.bank[f] {
			sum += w * power[i]
		}
		logs[f] = math.Log(max(sum, leastEnergy))
	}
	var out cepstrum
	out[0] = float32(math.Log(max(energy, leastEnergy)))
	for k := 1; k < cepstra; k++ {
		sum := 0.0
		for f, v := range logs {
			sum += v * math.Cos(math.Pi*float64(k)*(2*float64(f)+1)/(2*melFilters))
		}
		lift := 1 + lifter/2.0*math.Sin(math.Pi*float64(k)/lifter)
		out[k] = float32(sum * math.Sqrt(2.0/melFilters) * lift)
	}
	return out
}
