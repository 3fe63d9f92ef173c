package highlight

import (
	"cmp"
	"math"
	"slices"
)

// Pick is a part of the recording that another selector chose.
type Pick struct {
	First, Last   int     // indexes of the transcript's sentences, both inclusive
	Rating        float64 // 0-1, the score of its moment
	Label, Reason string  // kept where they are fit to be shown and the first sentence is in the moment
}

// How far a moment may end after what was picked, and what a second of
// difference costs in the units of the linear model. The end is never cut: a
// pick that is too short begins earlier, one that is too long begins later.
const (
	endReach     = 10   // s
	startReach   = 6    // s: how much later than picked a moment may begin
	laterEnd     = 0.08 // a second
	earlierStart = 0.03
	laterStart   = 0.06
	// pickFirst puts the spans of picks before all others in the schedule.
	pickFirst = 1e4
	// pickGreed is what greed is for picks, and ratingWeight what a rating of 1
	// is worth against one of 0.
	pickGreed    = 2
	ratingWeight = 3
)

// picked returns the spans that picks can become, those that are not allowed
// left out. All spans of one pick hold its last sentence, so that it
// gives one moment at most.
func picked(r *recording, j *judge, picks []Pick, allowed func(candidate) bool) []candidate {
	first, last := map[int]int{}, map[int]int{}
	for i, u := range r.units {
		if _, ok := first[u.sentence]; !ok {
			first[u.sentence] = i
		}
		last[u.sentence] = i
	}
	var pool []candidate
	for i := range picks {
		p := &picks[i]
		from, begins := first[p.First]
		to, ends := last[p.Last]
		if !begins || !ends || p.First > p.Last || from > to || !(p.Rating >= 0 && p.Rating <= 1) {
			continue
		}
		start := math.Max(r.units[from].start, r.units[to].end-r.bounds.longest)
		spans := slices.DeleteFunc(r.spansNear(from, to), func(c candidate) bool {
			return c.start > start+startReach || !allowed(c)
		})
		for k := range spans {
			c := &spans[k]
			c.pick = p
			c.content = j.content(*c)
			off := laterEnd * (c.end - r.units[to].end)
			if c.start < start {
				off += earlierStart * (start - c.start)
			} else {
				off += laterStart * (c.start - start)
			}
			c.utility = pickFirst * math.Exp(pickGreed*(ratingWeight*p.Rating-off-r.edges.cost(*c)))
		}
		slices.SortStableFunc(spans, func(a, b candidate) int { return cmp.Compare(b.utility, a.utility) })
		pool = append(pool, spans[:min(len(spans), spansPerStart)]...)
	}
	return pool
}

// spansNear returns the spans within the bounds that hold the unit last and end
// with it or soon after it.
func (r *recording) spansNear(first, last int) []candidate {
	var spans []candidate
	earliest := math.Min(r.units[first].start, r.units[last].end-r.bounds.longest) - endReach
	for i := last; i >= 0 && r.units[i].start >= earliest; i-- {
		end := 0.0
		for j := i; j < len(r.units); j++ {
			end = math.Max(end, r.units[j].end)
			if end > r.units[last].end+endReach && j > last || end-r.units[i].start > r.bounds.longest {
				break
			}
			if j >= last && end-r.units[i].start >= r.bounds.shortest {
				spans = append(spans, candidate{start: r.units[i].start, end: end, first: i, last: j})
			}
		}
	}
	return spans
}
