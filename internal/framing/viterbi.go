package framing

import "math"

// absence is what it costs a sample to film a face that is not there.
const absence = 0.5

// standing is the highest sum of rewards of the paths that end in a state.
type standing struct {
	state int
	sum   float64
}

func (s standing) over(t standing) bool {
	return s.sum > t.sum || s.sum == t.sum && s.state < t.state
}

// viterbi is the path through n steps of the highest sum of rewards, where each
// change of the state costs. State k is there in the steps there[k], which are
// in order of their starts; in the others it earns -absence. Ties stay, then
// take the lower state.
//
// All states that are still to come are alike, and of those that are gone only
// the best one matters: time and memory grow with the steps in which states are
// there, not with steps times states.
func viterbi(n int, there []run, cost func(step int) float64, reward func(step, state int) float64) []int {
	var here []standing
	coming, gone := standing{}, standing{len(there), math.Inf(-1)}
	lowest := len(there) // of those gone
	var (
		best     = make([]int, n)             // before each step
		changed  = make([][]bool, len(there)) // of each state, from its start on: the best one changed to it
		toComing = make([]bool, n)            // likewise to those to come
		toGone   = make([]bool, n)            // and to the best one of those gone
	)
	top := func() standing {
		out := gone
		if coming.state < len(there) && coming.over(out) {
			out = coming
		}
		for _, s := range here {
			if s.over(out) {
				out = s
			}
		}
		return out
	}
	for step := range n {
		from := top()
		best[step] = from.state
		jump := from.sum - cost(step)
		if step == 0 {
			jump = math.Inf(-1)
		}
		for coming.state < len(there) && there[coming.state].start <= step {
			here = append(here, coming)
			coming.state++
		}
		if coming.sum < jump {
			coming.sum, toComing[step] = jump, true
		}
		coming.sum -= absence
		if gone.sum < jump && lowest < len(there) {
			gone, toGone[step] = standing{lowest, jump}, true
		}
		gone.sum -= absence
		stay := here[:0]
		for _, s := range here {
			better := s.sum < jump
			if better {
				s.sum = jump
			}
			changed[s.state] = append(changed[s.state], better)
			if step < there[s.state].end {
				s.sum += reward(step, s.state)
				stay = append(stay, s)
				continue
			}
			s.sum -= absence
			lowest = min(lowest, s.state)
			if s.over(gone) {
				gone = s
			}
		}
		here = stay
	}
	state := top().state
	path := make([]int, n)
	for step := n - 1; step >= 0; step-- {
		path[step] = state
		came := toGone[step]
		switch from := there[state].start; {
		case step < from:
			came = toComing[step]
		case step-from < len(changed[state]):
			came = changed[state][step-from]
		}
		if came {
			state = best[step]
		}
	}
	return path
}
