package framing

import "math"

// stay is a run of frames, [start, end), in which the camera is on one face.
type stay struct {
	start, end int
	on         *trace
}

const (
	// switchCost is how long, in seconds, a more important face must be gone
	// before another is worth a cut.
	switchCost = 1.0
	// offCentre is how much importance a face at the picture's edge loses.
	offCentre = 0.25
	// leastWorth is what it is worth to show any face rather than none, where
	// the most important one is 1.
	leastWorth = 0.1
	// leastPresence is the share of a shot below which its faces do not make
	// it a shot of people.
	leastPresence = 0.2
)

// stays divides the shot between its faces: the camera is on the one that is
// largest for longest, and on another only while that one is gone. nil for a
// shot without faces, or with faces for too short. w x h is the picture's size.
func stays(s shot, traces []trace, w, h int, rate float64) []stay {
	if len(traces) == 0 {
		return nil
	}
	worth := importance(s, traces, w, h)
	path := viterbi(s.end-s.start, len(traces), switchCost*rate, func(i, k int) float64 {
		if !traces[k].alive(s.start + i) {
			return 0
		}
		return leastWorth + (1-leastWorth)*worth[k]
	})
	var all []stay
	shown := 0
	for i, k := range path {
		t := &traces[k]
		if len(all) == 0 || all[len(all)-1].on != t {
			all = append(all, stay{s.start + i, s.start + i, t})
		}
		all[len(all)-1].end++
		if t.alive(s.start + i) {
			shown++
		}
	}
	if float64(shown) < leastPresence*float64(s.end-s.start) {
		return nil
	}
	return all
}

// importance is each face's area, times the share of the shot in which it is
// seen, less when it is off the centre; the most important one has 1.
func importance(s shot, traces []trace, w, h int) []float64 {
	worth := make([]float64, len(traces))
	top := 0.0
	for k, t := range traces {
		for i, r := range t.at {
			if !t.seen[i] {
				continue
			}
			off := math.Abs(r.centre().x/float64(w) - 0.5)
			worth[k] += r.area() / float64(w*h) * (1 - 2*offCentre*min(off, 0.5))
		}
		worth[k] /= float64(s.end - s.start)
		top = max(top, worth[k])
	}
	for k := range worth {
		worth[k] /= max(top, 1e-12)
	}
	return worth
}

// viterbi is the path through n steps and the given number of states of the
// highest sum of rewards, where each change of the state costs. Ties stay, then
// take the lower state.
func viterbi(n, states int, cost float64, reward func(step, state int) float64) []int {
	sum := make([]float64, states)
	from := make([]int, n*states)
	for step := range n {
		best := 0
		for k, v := range sum {
			if v > sum[best] {
				best = k
			}
		}
		jump := sum[best] - cost
		for k := range sum {
			prev := k
			if step > 0 && sum[k] < jump {
				prev, sum[k] = best, jump
			}
			from[step*states+k] = prev
			sum[k] += reward(step, k)
		}
	}
	state := 0
	for k, v := range sum {
		if v > sum[state] {
			state = k
		}
	}
	path := make([]int, n)
	for step := n - 1; step >= 0; step-- {
		path[step] = state
		state = from[step*states+state]
	}
	return path
}
