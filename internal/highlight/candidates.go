package highlight

import (
	"math"
	"sort"
)

// candidate is a span that could be a clip: the units first to last, whole.
type candidate struct {
	start, end  float64 // s
	first, last int     // indexes of units, both inclusive
	content     float64 // how good what is said in it is; comparable in one recording
	utility     float64 // what the schedule adds up: content, length and edges
}

func (c candidate) length() float64 { return c.end - c.start }

// bounds are the lengths that a clip may have, s.
type bounds struct {
	shortest, longest float64
	wanted            float64 // the length to come near to
	wish              bool    // wanted was asked for, not assumed
}

// naturalLength is the median length of clips that people published, s; see
// the length prior.
const naturalLength = 36

// around is the wanted length, inside the bounds.
func (b bounds) around() float64 {
	return math.Min(math.Max(b.wanted, b.shortest), b.longest)
}

// prior is the logarithm of how usual a length is: log-normal around the
// wanted one. Published clips have 5/25/50/75/95 % at 17/25/36/51/76 s, a
// standard deviation of .46 of the logarithm; a length that was asked for is
// kept to more closely.
func (b bounds) prior(length float64) float64 {
	spread := 0.46
	if b.wish {
		spread = 0.2
	}
	off := math.Log(length / b.around())
	return -off * off / (2 * spread * spread)
}

// endsPerStart limits how many ends are tried from one start; a transcript of
// thousands of one-word sentences has more, and nothing to gain from them.
const endsPerStart = 96

// spansOf returns the spans of whole units whose length is within the bounds,
// by start and then by length. A span ends where the last of its voices ends:
// people talk at the same time.
func spansOf(units []unit, b bounds) []candidate {
	var spans []candidate
	for i := range units {
		from := len(spans)
		end := 0.0
		for j := i; j < len(units) && units[j].start-units[i].start < b.longest; j++ {
			end = math.Max(end, units[j].end)
			if l := end - units[i].start; l > b.longest {
				break
			} else if l >= b.shortest {
				spans = append(spans, candidate{start: units[i].start, end: end, first: i, last: j})
			}
		}
		spans = spans[:from+sparse(spans[from:])]
	}
	return spans
}

// sparse leaves at most endsPerStart of spans, evenly spread, and returns how
// many; the shortest stays.
func sparse(spans []candidate) int {
	step := (len(spans) + endsPerStart - 1) / endsPerStart
	if step <= 1 {
		return len(spans)
	}
	n := 0
	for i := 0; i < len(spans); i += step {
		spans[n] = spans[i]
		n++
	}
	return n
}

// references are the spans that a recording is measured by: for each start the
// one of spans nearest the wanted length. Means, deviations and frequencies
// are taken over them, so that they do not hang on how many ends a start has.
func references(spans []candidate, b bounds) []candidate {
	var refs []candidate
	for _, s := range spans {
		n := len(refs)
		switch {
		case n == 0 || refs[n-1].first != s.first:
			refs = append(refs, s)
		case math.Abs(s.length()-b.around()) < math.Abs(refs[n-1].length()-b.around()):
			refs[n-1] = s
		}
	}
	return refs
}

// thin keeps, for each start, the best spans and the shortest one, so that the
// schedule stays small and yet can fit as many clips as the recording has.
// spans are ordered by start; so is the result.
func thin(spans []candidate, each int) []candidate {
	var kept []candidate
	for i := 0; i < len(spans); {
		j := i
		for j < len(spans) && spans[j].first == spans[i].first {
			j++
		}
		group := spans[i:j]
		order := make([]int, len(group))
		for k := range order {
			order[k] = k
		}
		sort.SliceStable(order, func(a, b int) bool { return group[order[a]].utility > group[order[b]].utility })
		order = order[:min(each, len(order))]
		sort.Ints(order)
		if order[0] != 0 {
			kept = append(kept, group[0])
		}
		for _, k := range order {
			kept = append(kept, group[k])
		}
		i = j
	}
	return kept
}
