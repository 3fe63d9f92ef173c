package caption

import "math"

// layout is where a group of tokens is broken into lines: at is the number of
// tokens in the first line, len(group) for one line.
type layout struct {
	at   int
	cost float64
}

// wrap lays a group of tokens out in one line if it fits, else in two: at the
// break that disturbs least, the second line not shorter than the first where
// that is free to choose. width measures tokens set in one line in units of
// limit. The cost is infinite when the group does not fit.
func wrap(group []token, limit float64, width func([]token) float64, words lexicon) layout {
	if width(group) <= limit {
		return layout{at: len(group)}
	}
	best := layout{at: len(group), cost: math.Inf(1)}
	for k := 1; k < len(group); k++ {
		top, bottom := width(group[:k]), width(group[k:])
		if k > 1 && top > limit || len(group)-k > 1 && bottom > limit {
			continue
		}
		cost := breakCost(group[k-1], group[k], words) + imbalance(top/limit, bottom/limit)
		if cost < best.cost {
			best = layout{k, cost}
		}
	}
	return best
}

// imbalance is what two lines of these lengths cost: nothing when equal, more
// when the top is the longer.
func imbalance(top, bottom float64) float64 {
	if top > bottom {
		return 14 * (top - bottom)
	}
	return 8 * (bottom - top)
}

// lines cuts the group where the layout says, with each word's own span.
func (l layout) lines(group []token) []Line {
	out := []Line{line(group[:l.at])}
	if l.at < len(group) {
		out = append(out, line(group[l.at:]))
	}
	return out
}

func line(tokens []token) Line {
	l := make(Line, len(tokens))
	for i, t := range tokens {
		l[i] = Word{Text: t.text, Start: t.start, End: t.end, Space: i > 0 && t.space}
	}
	return l
}
