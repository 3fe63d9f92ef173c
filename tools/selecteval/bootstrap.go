package main

import (
	"math/rand/v2"
	"slices"
)

// difference is how much better one method is than another over the same
// queries: the mean, and between what 95 % of resamplings find it.
type difference struct{ mean, low, high float64 }

// resamplings of the paired bootstrap (Efron and Tibshirani, 1993).
const resamplings = 2000

// paired compares two methods query by query. The same input gives the same
// result.
func paired(a, b []float64) difference {
	n := len(a)
	if n == 0 {
		return difference{}
	}
	gains := make([]float64, n)
	var d difference
	for i := range gains {
		gains[i] = a[i] - b[i]
		d.mean += gains[i] / float64(n)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	means := make([]float64, resamplings)
	for k := range means {
		for range n {
			means[k] += gains[rng.IntN(n)] / float64(n)
		}
	}
	slices.Sort(means)
	d.low, d.high = means[resamplings*25/1000], means[resamplings*975/1000]
	return d
}
