package caption

import (
	"math"
	"slices"
)

// partition cuts n things into consecutive groups of 1 to longest so that the
// sum of cost(i, j), the cost of the group [i, j), is least. It returns the
// groups' ends. An infinite cost forbids a group; groups of one must be
// allowed. Of equal sums the one with the longer last groups wins.
func partition(n, longest int, cost func(i, j int) float64) []int {
	best := make([]float64, n+1)
	from := make([]int, n+1)
	for j := 1; j <= n; j++ {
		best[j] = math.Inf(1)
		for i := max(0, j-longest); i < j; i++ {
			if c := best[i] + cost(i, j); c < best[j] {
				best[j], from[j] = c, i
			}
		}
	}
	var ends []int
	for j := n; j > 0; j = from[j] {
		ends = append(ends, j)
	}
	slices.Reverse(ends)
	return ends
}
