package highlight

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// schedule returns the indexes of the candidates to take: as many as fit, at
// most k, no two overlapping, with the largest sum of utilities among all such
// choices. It is exact: weighted interval scheduling with a count, O(n log n +
// n k). Among equal choices the one that ends earlier wins, so the result
// depends on nothing but its input.
func schedule(cands []candidate, k int) []int {
	if len(cands) == 0 || k < 1 {
		return nil
	}
	order := make([]int, len(cands))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(cands[a].end, cands[b].end), cmp.Compare(cands[a].start, cands[b].start))
	})
	before := predecessors(cands, order)

	// best[m][i]: the best sum of exactly m of the first i candidates.
	best := make([][]float64, k+1)
	best[0] = make([]float64, len(order)+1)
	for m := 1; m <= k; m++ {
		row := make([]float64, len(order)+1)
		row[0] = math.Inf(-1)
		for i, c := range order {
			row[i+1] = math.Max(row[i], best[m-1][before[i]]+cands[c].utility)
		}
		best[m] = row
	}
	m := k
	for math.IsInf(best[m][len(order)], -1) {
		m--
	}
	return backtrack(best, order, before, m)
}

// predecessors tells, for each place in order, how many of the candidates
// before it end by its start.
func predecessors(cands []candidate, order []int) []int {
	before := make([]int, len(order))
	for i, c := range order {
		start := cands[c].start
		before[i] = sort.Search(i, func(j int) bool { return cands[order[j]].end > start })
	}
	return before
}

func backtrack(best [][]float64, order, before []int, m int) []int {
	var taken []int
	for i := len(order); m > 0; {
		if best[m][i] == best[m][i-1] {
			i--
			continue
		}
		taken = append(taken, order[i-1])
		i = before[i-1]
		m--
	}
	slices.Reverse(taken)
	return taken
}
