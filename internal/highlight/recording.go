package highlight

import (
	"fmt"
	"iter"
	"math"
	"strings"

	"clipd/internal/clip"
)

// recording is what is known of a recording before anything is asked of it.
type recording struct {
	length   float64 // s
	bounds   bounds
	language string
	units    []unit
	lower    []string              // the units' texts in lower case
	spans    iter.Seq[[]candidate] // by start
	refs     []candidate
	sums     sums
	learned  learned
	model    linear
	audience audience
	chores   chores
	edges    edges
	triples  [][]int
	brief    bool // no span is as long as a clip is to be
	warnings []string
}

// study measures a recording for clips within the bounds.
func study(t clip.Transcript, b bounds) *recording {
	r := &recording{length: float64(t.Duration), language: t.Language, bounds: b}
	if !(r.length > 0) || math.IsInf(r.length, 0) {
		r.length = 0
	}
	var split int
	r.units, split = unitsOf(t, b.longest)
	for _, u := range r.units {
		r.length = math.Max(r.length, u.end)
		r.lower = append(r.lower, strings.ToLower(strings.ReplaceAll(u.text, "’", "'")))
	}
	if split > 0 {
		r.warnings = append(r.warnings, fmt.Sprintf("%s longer than a clip may be: cut at pauses inside", plural(split, "sentence")))
	}
	r.spans = spansOf(r.units, b)
	r.refs = references(r.spans, b)
	if len(r.refs) == 0 {
		r.spans = runsOf(r.units, b.longest)
		r.refs = references(r.spans, b)
		if len(r.refs) > 0 {
			r.brief = true
			r.warnings = append(r.warnings, r.tooShort(b))
		}
	}
	r.sums = sumsOf(r.units)
	measured := make([]features, len(r.refs))
	for i, c := range r.refs {
		measured[i] = r.sums.of(c, r.length)
	}
	r.learned = learnedModel()
	r.model = fit(r.learned.weights(conversation(r.units)), measured)
	r.audience = listen(t.Events, r.refs)
	r.chores = choresOf(r.units, r.lower)
	r.edges = edgesOf(r.units)
	r.triples = triplesOf(r.units)
	return r
}

// runsOf yields, for a recording in which no span is long enough, the longest
// span from each start.
func runsOf(units []unit, longest float64) iter.Seq[[]candidate] {
	return func(yield func([]candidate) bool) {
		for i := range units {
			run := candidate{start: units[i].start, first: i, last: -1}
			for j := i; j < len(units); j++ {
				end := math.Max(run.end, units[j].end)
				if end-run.start > longest {
					break
				}
				run.end, run.last = end, j
			}
			if run.last >= 0 && !yield([]candidate{run}) {
				return
			}
		}
	}
}

func (r *recording) tooShort(b bounds) string {
	if r.length < b.shortest {
		return fmt.Sprintf("the source is only %.1f s long; clips are normally %s", r.length, b)
	}
	return fmt.Sprintf("nowhere is enough said without a break for a clip of %s: the clips are shorter", b)
}

// linearScore is the value of a span by the linear model.
func (r *recording) linearScore(c candidate) float64 {
	return r.model.score(r.sums.of(c, r.length))
}

// place names where moments were looked for.
func (r *recording) place(w wish) string {
	if len(w.within)+len(w.without) > 0 {
		return "part asked for"
	}
	return "source"
}
