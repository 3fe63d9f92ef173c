package highlight

import (
	"cmp"
	"math"
	"slices"
)

// The constants of BM25, and how wide relevance spreads over time: people stay
// with a topic for minutes, so a span is judged by its surroundings too, near
// and far.
const (
	saturation   = 0.9 // k1
	lengthNorm   = 0.4 // b
	nearSigma    = 60  // s
	farSigma     = 240 // s
	farWeight    = 0.5
	densityShare = 0.1
)

// retrieval ranks the spans of one recording by what an instruction asks for.
type retrieval struct {
	topics    []topic
	counts    [][]float64 // [term][unit]: how often it was said before the unit
	content   []float64   // [unit]: how many content words were said before it
	idf       []float64   // weighted
	meanTerms float64     // content words of a reference span

	best             float64 // the largest BM25 of a reference span
	middles          []float64
	near, far        []float64 // smoothed BM25 at the middles, of their own maximum 1
	density, deviate float64   // mean and deviation of content words a second
	mean, answered   float64   // see confidence
}

// retrieve prepares the ranking by these topics. refs are the recording's
// reference spans.
func retrieve(units []unit, refs []candidate, asked []topic) *retrieval {
	r := &retrieval{content: make([]float64, len(units)+1)}
	index := map[string]int{}
	r.topics = nil
	for _, t := range asked {
		if _, known := index[root(t.term)]; known {
			continue
		}
		index[root(t.term)] = len(r.topics)
		r.topics = append(r.topics, t)
		r.counts = append(r.counts, make([]float64, len(units)+1))
	}
	for i, u := range units {
		for t := range r.counts {
			r.counts[t][i+1] = r.counts[t][i]
		}
		for _, t := range u.terms {
			if k, ok := index[root(t)]; ok {
				r.counts[k][i+1]++
			}
		}
		r.content[i+1] = r.content[i] + float64(len(u.terms))
	}
	r.measure(refs)
	return r
}

// rootLength is how many letters of a search term are compared: "decide" finds
// "decision". Five serve English best (McNamee and Mayfield, "Character n-gram
// tokenization for European language text retrieval", 2004), and help over what
// a recogniser mishears at the end of a word.
const rootLength = 5

func root(term string) string {
	n := 0
	for i := range term {
		if n == rootLength {
			return term[:i]
		}
		n++
	}
	return term
}

func (r *retrieval) measure(refs []candidate) {
	n := math.Max(1, float64(len(refs)))
	for t := range r.topics {
		spans := 0.0
		for _, c := range refs {
			if r.said(t, c) > 0 {
				spans++
			}
		}
		r.idf = append(r.idf, r.topics[t].weight*math.Log(1+(n-spans+0.5)/(spans+0.5)))
	}
	square := 0.0
	for _, c := range refs {
		d := r.dense(c)
		r.meanTerms += r.length(c) / n
		r.density += d / n
		square += d * d / n
	}
	r.deviate = math.Sqrt(math.Max(0, square-r.density*r.density))

	byMiddle := slices.Clone(refs)
	slices.SortStableFunc(byMiddle, func(a, b candidate) int { return cmp.Compare(a.start+a.end, b.start+b.end) })
	plain := make([]float64, len(refs))
	for i, c := range byMiddle {
		plain[i] = r.bm25(c)
		r.best = math.Max(r.best, plain[i])
		r.middles = append(r.middles, (c.start+c.end)/2)
	}
	r.near = toUnit(smooth(r.middles, plain, nearSigma))
	r.far = toUnit(smooth(r.middles, plain, farSigma))
	r.settle(refs)
}

func (r *retrieval) said(term int, c candidate) float64 {
	return r.counts[term][c.last+1] - r.counts[term][c.first]
}

func (r *retrieval) length(c candidate) float64 { return r.content[c.last+1] - r.content[c.first] }

func (r *retrieval) dense(c candidate) float64 { return r.length(c) / c.length() }

// bm25 is the relevance of what is said in a span.
func (r *retrieval) bm25(c candidate) float64 {
	norm := saturation * (1 - lengthNorm + lengthNorm*r.length(c)/math.Max(1, r.meanTerms))
	total := 0.0
	for t := range r.topics {
		if tf := r.said(t, c); tf > 0 {
			total += r.idf[t] * tf * (saturation + 1) / (tf + norm)
		}
	}
	return total
}

// found tells whether any of the terms is said at all.
func (r *retrieval) found() bool { return r.best > 0 }

// score is the relevance of a span with its surroundings, about 0 to 2.5 and 0
// where nothing is found.
func (r *retrieval) score(c candidate) float64 {
	if !r.found() {
		return 0
	}
	around := r.at(r.near, c) + farWeight*r.at(r.far, c)
	z := (r.dense(c) - r.density) / (r.deviate + 1e-9)
	return r.bm25(c)/r.best + around + densityShare*math.Max(-3, math.Min(3, z))
}
