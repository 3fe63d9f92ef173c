package highlight

import (
	"math"
	"math/rand/v2"
	"testing"
)

// exhaustive finds the best choice by trying all: the most clips, at most k,
// and then the largest sum.
func exhaustive(cands []candidate, k int) (count int, sum float64) {
	sum = math.Inf(-1)
	for set := range 1 << len(cands) {
		n, total, ok := 0, 0.0, true
		for i := range cands {
			if set>>i&1 == 0 {
				continue
			}
			n++
			total += cands[i].utility
			for j := range i {
				if set>>j&1 == 1 && cands[i].start < cands[j].end && cands[j].start < cands[i].end {
					ok = false
				}
			}
		}
		if ok && n <= k && (n > count || n == count && total > sum) {
			count, sum = n, total
		}
	}
	return count, sum
}

func TestScheduleIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		cands := make([]candidate, 1+rng.IntN(11))
		for i := range cands {
			start := float64(rng.IntN(60))
			cands[i] = candidate{start: start, end: start + 1 + float64(rng.IntN(25)), utility: float64(rng.IntN(200)-100) / 8}
		}
		k := 1 + rng.IntN(5)
		taken := schedule(cands, k)
		count, sum := exhaustive(cands, k)
		got, until := 0.0, -1.0
		for _, i := range taken {
			if cands[i].start < until {
				t.Fatalf("%v: %v overlap", cands, taken)
			}
			until = cands[i].end
			got += cands[i].utility
		}
		if len(taken) != count || math.Abs(got-sum) > 1e-9 {
			t.Fatalf("%v, k %d: took %v with %v, want %d with %v", cands, k, taken, got, count, sum)
		}
	}
}

func TestScheduleOfNothing(t *testing.T) {
	if got := schedule(nil, 5); got != nil {
		t.Errorf("schedule of nothing = %v", got)
	}
	if got := schedule([]candidate{{start: 0, end: 1}}, 0); got != nil {
		t.Errorf("schedule of no clips = %v", got)
	}
}
