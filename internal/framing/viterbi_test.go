package framing

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Every state has a sum at every step here, as in the textbook.
func textbookViterbi(n int, there []run, cost func(step int) float64, reward func(step, state int) float64) []int {
	sum := make([]float64, len(there))
	from := make([][]int, n)
	for step := range n {
		best := 0
		for k, v := range sum {
			if v > sum[best] {
				best = k
			}
		}
		jump := sum[best] - cost(step)
		for k := range sum {
			prev := k
			if step > 0 && sum[k] < jump {
				prev, sum[k] = best, jump
			}
			from[step] = append(from[step], prev)
			if step >= there[k].start && step < there[k].end {
				sum[k] += reward(step, k)
			} else {
				sum[k] += -absence
			}
		}
	}
	path := make([]int, n)
	state := slices.Index(sum, slices.Max(sum))
	for step := n - 1; step >= 0; step-- {
		path[step] = state
		state = from[step][state]
	}
	return path
}

func TestViterbiAgainstTextbook(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		n, states := 1+r.IntN(60), 1+r.IntN(8)
		there := make([]run, states)
		for k := range there {
			there[k].start = r.IntN(n + 1)
			there[k].end = there[k].start + r.IntN(n+1-there[k].start)
		}
		slices.SortFunc(there, func(a, b run) int { return cmp.Compare(a.start, b.start) })
		costs, rewards := make([]float64, n), make([]float64, n*states)
		for i := range costs {
			costs[i] = 4 * r.Float64()
		}
		low := 2 * r.Float64() // so low that it is better where nobody is
		for i := range rewards {
			rewards[i] = 2*r.Float64() - low
		}
		cost := func(step int) float64 { return costs[step] }
		reward := func(step, k int) float64 { return rewards[step*states+k] }
		got, want := viterbi(n, there, cost, reward), textbookViterbi(n, there, cost, reward)
		if !slices.Equal(got, want) {
			t.Fatalf("%d steps, states in %v: path\n%v, want\n%v", n, there, got, want)
		}
	}
}

func TestViterbiAgainstAllPaths(t *testing.T) {
	const n, states = 7, 3
	there := []run{{0, n}, {0, 5}, {2, n}}
	rewards := [n][states]float64{{1, 0, 2}, {1, 3, 0}, {0, 3, 1}, {2, 1, 1}, {2, 0, 4}, {0, 1, 4}, {1, 1, 0}}
	for _, cost := range []float64{0, 0.5, 1.5, 4, 20} {
		value := func(path []int) float64 {
			sum := 0.0
			for i, s := range path {
				if i >= there[s].start && i < there[s].end {
					sum += rewards[i][s]
				} else {
					sum -= absence
				}
				if i > 0 && path[i-1] != s {
					sum -= cost
				}
			}
			return sum
		}
		best := math.Inf(-1)
		path := make([]int, n)
		for code := range int(math.Pow(states, n)) {
			for i := range path {
				path[i] = code / int(math.Pow(states, float64(i))) % states
			}
			best = max(best, value(path))
		}
		got := viterbi(n, there, func(int) float64 { return cost }, func(i, s int) float64 { return rewards[i][s] })
		if v := value(got); math.Abs(v-best) > 1e-9 {
			t.Errorf("cost %v: path %v of value %v, best is %v", cost, got, v, best)
		}
	}
}

// The states are asked only where they are there.
func TestViterbiAsksForThoseWhoAreThere(t *testing.T) {
	const n, length = 10000, 100
	var there []run
	for start := 0; start < n; start += length {
		there = append(there, run{start, start + length})
	}
	asked := 0
	viterbi(n, there, func(int) float64 { return 1 }, func(int, int) float64 { asked++; return 1 })
	if asked != n {
		t.Errorf("%d rewards asked for, want %d", asked, n)
	}
}
