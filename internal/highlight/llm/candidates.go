package llm

import (
	"cmp"
	"slices"

	"clipd/internal/clip"
	"clipd/internal/highlight"
)

// candidate is a moment that the model picked.
type candidate struct {
	first, last   int // indexes of sentences, both inclusive
	rating        int // 1-5
	label, reason string
}

// tooLong is how many times the longest clip a moment may last to be cut down
// to one; what is longer names no moment.
const tooLong = 4

// candidatesOf takes over what names sentences of the part.
func candidatesOf(picked []chosen, p part, sentences []clip.Sentence, longest float64) []candidate {
	var out []candidate
	for _, m := range picked {
		c := candidate{int(*m.First) - 1, int(*m.Last) - 1, min(max(int(m.Rating), 1), 5), m.Label, m.Reason}
		if c.first < p.from || c.last >= p.to || c.first > c.last ||
			float64(sentences[c.last].End-sentences[c.first].Start) > tooLong*longest {
			continue
		}
		out = append(out, c)
	}
	return out
}

// sameShare is from what part of the shorter one two candidates are one.
const sameShare = 0.3

// distinct leaves out those that share more than 30 % of their time with a
// better one, and orders by rating; equals stay in order of time.
func distinct(all []candidate, sentences []clip.Sentence) []candidate {
	span := func(c candidate) clip.Span {
		return clip.Span{Start: sentences[c.first].Start, End: sentences[c.last].End}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.rating, a.rating), cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last))
	})
	var kept []candidate
	for _, c := range all {
		a := span(c)
		if !slices.ContainsFunc(kept, func(o candidate) bool {
			b := span(o)
			shared := min(a.End, b.End) - max(a.Start, b.Start)
			return float64(shared) > sameShare*float64(min(a.Length(), b.Length()))
		}) {
			kept = append(kept, c)
		}
	}
	return kept
}

// inOrder puts candidates in the order that was answered, which counts from 1;
// those that it leaves out follow as they stood.
func inOrder(all []candidate, order []int) []candidate {
	var out []candidate
	taken := make([]bool, len(all))
	for _, n := range order {
		if n >= 1 && n <= len(all) && !taken[n-1] {
			taken[n-1] = true
			out = append(out, all[n-1])
		}
	}
	for i, c := range all {
		if !taken[i] {
			out = append(out, c)
		}
	}
	return out
}

// step is what one place in the order costs at least.
const step = 0.005

// picksOf rates the candidates from 0 to 1: by the rubric, and never more than
// the one before.
func picksOf(ordered []candidate) []highlight.Pick {
	var picks []highlight.Pick
	above := 1.0
	for _, c := range ordered {
		above = max(0, min(above-step, 0.22+0.14*float64(c.rating)))
		picks = append(picks, highlight.Pick{First: c.first, Last: c.last, Rating: above, Label: c.label, Reason: c.reason})
	}
	return picks
}
