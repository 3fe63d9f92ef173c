package highlight

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"clipd/internal/clip"
)

// Where a reaction has to lie for a span to have earned it: what made people
// laugh was said in the seconds before, and the laugh may begin just after the
// last word.
const (
	buildUp  = 4.0 // s from the span's start to the first reaction that counts
	lateness = 0.8 // s after the span's end
	// reactionWeight is what a deviation more of reactions is worth in the
	// units of the linear model: where an audience is heard it knows best.
	reactionWeight = 0.7
)

// audience is when a room laughed or clapped.
type audience struct {
	starts    []float64
	total     []float64 // running total of the reactions' weights
	kinds     []clip.EventKind
	mean, dev float64
}

// listen lays out the reactions and how much of them a reference span holds.
func listen(events []clip.Event, refs []candidate) audience {
	var sorted []clip.Event
	for _, e := range events {
		if e.Start >= 0 && e.End > e.Start && !math.IsInf(float64(e.End), 0) {
			sorted = append(sorted, e)
		}
	}
	slices.SortStableFunc(sorted, func(a, b clip.Event) int { return cmp.Compare(a.Start, b.Start) })
	a := audience{total: []float64{0}}
	for i, e := range sorted {
		weight := 0.5 + math.Min(float64(e.End-e.Start), 4)/4
		a.starts = append(a.starts, float64(e.Start))
		a.kinds = append(a.kinds, e.Kind)
		a.total = append(a.total, a.total[i]+weight)
	}
	n := math.Max(1, float64(len(refs)))
	for _, c := range refs {
		a.mean += a.heard(c) / n
	}
	for _, c := range refs {
		d := a.heard(c) - a.mean
		a.dev += d * d / n
	}
	a.dev = math.Sqrt(a.dev)
	return a
}

// within returns the reactions from index i up to j that a span has earned.
func (a audience) within(c candidate) (i, j int) {
	i = sort.SearchFloat64s(a.starts, c.start+buildUp)
	j = sort.SearchFloat64s(a.starts, c.end+lateness)
	return i, max(i, j)
}

func (a audience) heard(c candidate) float64 {
	i, j := a.within(c)
	return a.total[j] - a.total[i]
}

// score is how many deviations more of reactions a span holds than usual, past
// two deviations on a logarithmic scale; 0 without any reactions.
func (a audience) score(c candidate) float64 {
	if a.dev == 0 {
		return 0
	}
	z := (a.heard(c) - a.mean) / a.dev
	if z > 2 {
		z = 2 + 2*math.Log(z/2)
	}
	return math.Max(-3, z)
}

// count tells how often a span's audience laughed and clapped.
func (a audience) count(c candidate) (laughs, applause int) {
	i, j := a.within(c)
	for _, k := range a.kinds[i:j] {
		if k == clip.Laughter {
			laughs++
		} else {
			applause++
		}
	}
	return laughs, applause
}
