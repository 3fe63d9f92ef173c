package highlight

import (
	"cmp"
	"iter"
	"math"
	"slices"
)

// candidate is a span that could be a clip: the units first to last, whole.
type candidate struct {
	start, end  float64 // s
	first, last int     // indexes of units, both inclusive
	content     float64 // how good what is said in it is; comparable in one recording
	utility     float64 // what the schedule adds up: content, length and edges
	pick        *Pick   // what it was made of, nil for a choice of this package
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

// spansOf yields the spans of whole units whose length is within the bounds,
// those of one start at a time, shortest first. What it yields is only good
// until the next. A span ends where the last of its voices ends: people talk
// at the same time.
func spansOf(units []unit, b bounds) iter.Seq[[]candidate] {
	return func(yield func([]candidate) bool) {
		var spans []candidate
		for i := range units {
			spans = spans[:0]
			end := 0.0
			for j := i; j < len(units) && units[j].start-units[i].start < b.longest; j++ {
				end = math.Max(end, units[j].end)
				if l := end - units[i].start; l > b.longest {
					break
				} else if l >= b.shortest {
					spans = append(spans, candidate{start: units[i].start, end: end, first: i, last: j})
				}
			}
			if len(spans) > 0 && !yield(spans[:sparse(spans)]) {
				return
			}
		}
	}
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
// one nearest the wanted length. Means, deviations and frequencies are taken
// over them, so that they do not hang on how many ends a start has.
func references(groups iter.Seq[[]candidate], b bounds) []candidate {
	var refs []candidate
	for spans := range groups {
		nearest := spans[0]
		for _, s := range spans[1:] {
			if math.Abs(s.length()-b.around()) < math.Abs(nearest.length()-b.around()) {
				nearest = s
			}
		}
		refs = append(refs, nearest)
	}
	return refs
}

// thin keeps the best of the spans of one start and the shortest, which is the
// first, so that the schedule stays small and yet can fit as many clips as the
// recording has.
func thin(spans []candidate, most int) []candidate {
	slices.SortStableFunc(spans[1:], func(a, b candidate) int { return cmp.Compare(b.utility, a.utility) })
	return spans[:min(most, len(spans))]
}
