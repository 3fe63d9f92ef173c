package main

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// sample is one recording: the features of its spans, and how good each is.
type sample struct {
	features [][]float64
	good     []float64
}

// ridge keeps the weights of features that go together small.
const ridge = 0.02

// fit is the ridge regression of the standardised rank of what is good on the
// features; every recording counts alike.
func fit(samples []sample) []float64 {
	width := len(samples[0].features[0])
	a, b := mat.NewSymDense(width, nil), mat.NewVecDense(width, nil)
	for _, s := range samples {
		target := standardised(ranks(s.good))
		share := 1 / float64(len(samples)*len(s.good))
		for i, x := range s.features {
			v := mat.NewVecDense(width, x)
			a.SymRankOne(a, share, v)
			b.AddScaledVec(b, share*target[i], v)
		}
	}
	for i := range width {
		a.SetSym(i, i, a.At(i, i)+ridge)
	}
	var w mat.VecDense
	if err := w.SolveVec(a, b); err != nil {
		panic(err) // the ridge keeps the matrix regular
	}
	return w.RawVector().Data
}

// folds of the cross-validation; the readings of one meeting, which stand side
// by side, lie in one fold.
const folds = 5

func crossValidated(samples []sample) float64 {
	var all []float64
	for f := range folds {
		var learn, check []sample
		for i, s := range samples {
			if i/2%folds == f {
				check = append(check, s)
			} else {
				learn = append(learn, s)
			}
		}
		w := fit(learn)
		for _, s := range check {
			all = append(all, stat.Correlation(ranks(values(s, w)), ranks(s.good), nil))
		}
	}
	all = slices.DeleteFunc(all, math.IsNaN)
	return stat.Mean(all, nil)
}

func values(s sample, w []float64) []float64 {
	out := make([]float64, len(s.features))
	for i, x := range s.features {
		for f, v := range x {
			out[i] += w[f] * v
		}
	}
	return out
}

// ranks gives ties their mean rank.
func ranks(v []float64) []float64 {
	order := make([]int, len(v))
	sorted := slices.Clone(v)
	for i := range order {
		order[i] = i
	}
	slices.Sort(sorted)
	out := make([]float64, len(v))
	for i, x := range v {
		first, _ := slices.BinarySearch(sorted, x)
		last := first
		for last+1 < len(sorted) && sorted[last+1] == x {
			last++
		}
		out[i] = float64(first+last) / 2
	}
	return out
}

func standardised(v []float64) []float64 {
	mean, deviation := stat.PopMeanStdDev(v, nil)
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = (x - mean) / (deviation + 1e-9)
	}
	return out
}

// worth is a logistic regression of one variable.
type worth struct {
	Slope    float64 `json:"slope"`
	Constant float64 `json:"constant"`
}

// worthShare is from how many times the recording's average on a span is worth
// a clip.
const worthShare = 1.5

// calibrate fits the chance that a span of a value is worth a clip, by Newton's
// method.
func calibrate(samples []sample, w []float64) worth {
	var slope, constant float64
	for range 25 {
		var g0, g1, h00, h01, h11 float64
		for _, s := range samples {
			for i, v := range values(s, w) {
				p := 1 / (1 + math.Exp(-slope*v-constant))
				y := 0.0
				if s.good[i] >= worthShare {
					y = 1
				}
				g0, g1 = g0+y-p, g1+(y-p)*v
				h00, h01, h11 = h00+p*(1-p), h01+p*(1-p)*v, h11+p*(1-p)*v*v
			}
		}
		det := h00*h11 - h01*h01
		constant += (h11*g0 - h01*g1) / det
		slope += (h00*g1 - h01*g0) / det
	}
	return worth{rounded(slope), rounded(constant)}
}

// rounded keeps four digits, and no negative zero.
func rounded(v float64) float64 { return math.Round(v*1e4)/1e4 + 0 }
