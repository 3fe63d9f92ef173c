package mel

import "math"

// filters are the triangles from 0 Hz to half the sample rate.
func filters(bands int) []filter {
	edges := make([]float64, bands+2) // Hz
	top := hzToMel(SampleRate / 2)
	for i := range edges {
		edges[i] = melToHz(top * float64(i) / float64(bands+1))
	}
	bank := make([]filter, bands)
	for b := range bank {
		low, centre, high := edges[b], edges[b+1], edges[b+2]
		area := 2 / (high - low)
		f := filter{first: -1}
		for k := range fftBins {
			hz := float64(k) * SampleRate / FrameSize
			w := min((hz-low)/(centre-low), (high-hz)/(high-centre))
			if w <= 0 {
				continue
			}
			if f.first < 0 {
				f.first = k
			}
			f.weights = append(f.weights, w*area)
		}
		f.first = max(f.first, 0)
		bank[b] = f
	}
	return bank
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
