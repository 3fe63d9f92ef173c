package main

import (
	"cmp"
	"math"
	"slices"

	"clipd/internal/clip"
)

// inGold is the share of a span that lies inside the gold spans.
func inGold(s clip.Span, gold [][2]float64) float64 {
	sorted := slices.Clone(gold)
	slices.SortFunc(sorted, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	total, until := 0.0, math.Inf(-1)
	for _, g := range sorted {
		from := max(g[0], until, float64(s.Start))
		total += max(0, min(g[1], float64(s.End))-from)
		until = max(until, g[1])
	}
	return total / float64(s.Length())
}

func mean(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total / max(1, float64(len(values)))
}

// spearman is the rank correlation of two series, ties given their mean rank.
func spearman(a, b []float64) float64 {
	x, y := ranks(a), ranks(b)
	middle := float64(len(x)-1) / 2
	var xy, xx, yy float64
	for i := range x {
		dx, dy := x[i]-middle, y[i]-middle
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx*yy)
}

func ranks(v []float64) []float64 {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(v[a], v[b]) })
	out := make([]float64, len(v))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && v[order[j]] == v[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			out[order[k]] = float64(i+j-1) / 2
		}
		i = j
	}
	return out
}

// judged is a score and whether what it was given to was good.
type judged struct {
	score float64
	good  bool
}

// auc is the chance that a good one has the higher score of a pair.
func auc(all []judged) float64 {
	scores := make([]float64, len(all))
	for i, j := range all {
		scores[i] = j.score
	}
	sum, good := 0.0, 0.0
	for i, r := range ranks(scores) {
		if all[i].good {
			sum += r
			good++
		}
	}
	bad := float64(len(all)) - good
	if good == 0 || bad == 0 {
		return 0.5
	}
	return (sum - good*(good-1)/2) / (good * bad)
}
