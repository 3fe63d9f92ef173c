package caption

import "math"

// layout is where a group of tokens is broken into lines.
type layout struct {
	at   int // the first token of the second line; the group's end for one line
	cost float64
}

// wrap lays tokens [i, j) out in one line if they fit, else in two: at the break
// that disturbs least, the second line not shorter than the first where that is
// free to choose. A word alone in its line fits however long it is. The cost is
// infinite when the group does not fit.
func (f flow) wrap(i, j int) layout {
	if f.width(i, j) <= f.limit {
		return layout{at: j}
	}
	if j-i == 1 {
		return layout{at: j, cost: f.overflow(i, j)}
	}
	best := layout{at: j, cost: math.Inf(1)}
	for k := i + 1; k < j; k++ {
		top, bottom := f.width(i, k), f.width(k, j)
		if k-i > 1 && top > f.limit || j-k > 1 && bottom > f.limit {
			continue
		}
		cost := f.breaks[k] + imbalance(top/f.limit, bottom/f.limit) + f.overflow(i, k) + f.overflow(k, j)
		if cost < best.cost {
			best = layout{k, cost}
		}
	}
	return best
}

// overflow is what a line costs that is longer than the longest.
func (f flow) overflow(i, j int) float64 { return 20 * max(0, f.width(i, j)/f.limit-1) }

// imbalance is what two lines of these lengths cost: nothing when equal, more
// when the top is the longer.
func imbalance(top, bottom float64) float64 {
	if top > bottom {
		return 14 * (top - bottom)
	}
	return 8 * (bottom - top)
}
