package speakers

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// said makes windows of people: person i says so many, spread around a direction
// of its own.
func said(spread float64, windows ...int) []heard {
	random := rand.New(rand.NewPCG(1, 2))
	var all []heard
	for person, n := range windows {
		for i := range n {
			h := heard{sentence: len(all), frames: windowFrames, at: stretch{0, windowFrames}}
			for k := range h.voice {
				h.voice[k] = float32(math.Abs(random.NormFloat64()) * spread / math.Sqrt(voiceSize))
			}
			h.voice[person] += 1
			if i%7 == 0 {
				h.frames = coreFrames - 8
			}
			unit(h.voice[:])
			all = append(all, h)
		}
	}
	return all
}

func TestCountsPeople(t *testing.T) {
	for _, tt := range []struct {
		name    string
		windows []int
		count   int
		want    int
	}{
		{"one", []int{40}, 0, 1},
		{"one, little", []int{2}, 0, 1},
		{"three", []int{60, 20, 30}, 0, 3},
		{"a cough is nobody", []int{60, 40, 2}, 0, 2},
		{"given", []int{60, 40, 30}, 2, 2},
		{"given, one says little", []int{200, 4}, 2, 2},
		{"seven are not believed", []int{20, 20, 20, 20, 20, 20, 20}, 0, 6},
		{"seven are given", []int{20, 20, 20, 20, 20, 20, 20}, 7, 7},
		{"more than windows", []int{3}, 10, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all := said(0.7, tt.windows...)
			if got := len(centroids(all, tt.count, float64(len(all))*0.4)); got != tt.want {
				t.Errorf("%d people, want %d", got, tt.want)
			}
		})
	}
	if got := centroids(nil, 0, 0); len(got) > 0 {
		t.Errorf("%d people in silence", len(got))
	}
}

// TestLinkIsAverageLinkage compares the chains with the definition.
func TestLinkIsAverageLinkage(t *testing.T) {
	all := said(3, 12, 9, 10)
	var leaves []leaf
	for _, h := range all {
		leaves = append(leaves, leaf{h.voice[:], 1})
	}
	joins := link(leaves)
	clusters := make([][]int, len(leaves))
	for i := range clusters {
		clusters[i] = []int{i}
	}
	for k, j := range joins {
		best, first, second := -2.0, 0, 0
		for a := range clusters {
			for b := range a {
				sum := 0.0
				for _, x := range clusters[a] {
					for _, y := range clusters[b] {
						sum += float64(dot(leaves[x].sum, leaves[y].sum))
					}
				}
				if mean := sum / float64(len(clusters[a])*len(clusters[b])); mean > best {
					best, first, second = mean, b, a
				}
			}
		}
		if math.Abs(best-float64(j.similarity)) > 1e-4 {
			t.Fatalf("join %d at %v, want %v", k, j.similarity, best)
		}
		clusters[first] = append(clusters[first], clusters[second]...)
		clusters = slices.Delete(clusters, second, second+1)
		if _, count := groups(len(leaves), joins[:k+1]); count != len(clusters) {
			t.Fatalf("%d clusters after join %d, want %d", count, k, len(clusters))
		}
	}
}
