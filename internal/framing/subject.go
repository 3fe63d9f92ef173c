package framing

import (
	"math"
	"sort"
)

// stay is a run of frames, [start, end), in which the camera is on one face.
type stay struct {
	start, end int
	on         *trace
	odds       float64 // the log odds that it speaks, summed over its samples
}

// speaker is whom the camera is on where that one is taken to speak.
func (s stay) speaker() *trace {
	if s.odds > 0 {
		return s.on
	}
	return nil
}

const (
	// switchCost is how much evidence, in log odds, a change of the speaker
	// needs; less in a pause, where speakers change.
	switchCost = 12.0
	pauseCost  = 0.6 * switchCost
	// preference is what it is worth a sample to film the most important face;
	// unheard where there is no sound that could tell who speaks.
	preference = 0.05
	unheard    = 0.5
	// offCentre is how much importance a face at the picture's edge loses.
	offCentre = 0.25
	// leastWorth is what it is worth to show any face rather than none, where
	// the most important one is 1.
	leastWorth = 0.1
	// leastPresence is the share of a shot below which its faces do not make
	// it a shot of people.
	leastPresence = 0.2
)

// stays divides the shot between its faces: the camera is on the one that
// speaks; where nothing tells who does, on the one that is largest for longest.
// nil for a shot without faces, or with faces for too short. w x h is the
// picture's size.
func stays(s setting, o observation, w, h int, rate float64) []stay {
	traces, heard := s.traces, o.heard
	if len(traces) == 0 {
		return nil
	}
	first := sampleAt(s.start, rate)
	n := max(1, sampleAt(s.end, rate)-first)
	frameOf := func(i int) int { return min(s.start+int(math.Round(float64(i)*rate/sampleRate)), s.end) }
	worth := importance(s.shot, traces, w, h)
	said := make([]evidence, len(traces))
	there := make([]run, len(traces))
	for k, t := range traces {
		said[k] = evidenceOf(t.motions, heard)
		there[k] = run{
			sort.Search(n, func(i int) bool { return frameOf(i) >= t.start }),
			sort.Search(n, func(i int) bool { return frameOf(i) >= t.end() }),
		}
	}
	odds := func(i, k int) float64 { return said[k].at(first+i) + s.favour(o.voices, first+i, k) }
	prefer := preference
	if len(heard.voiced) == 0 {
		prefer = unheard
	}
	voiced := make([]bool, n)
	for i := range voiced {
		voiced[i] = heard.voicedAt(first + i)
	}
	path := viterbi(n, there, func(i int) float64 {
		if voiced[i] {
			return switchCost
		}
		return pauseCost
	}, func(i, k int) float64 {
		return odds(i, k) + prefer*(leastWorth+(1-leastWorth)*worth[k])
	})
	settleTurns(path, voiced)
	var all []stay
	shown := 0
	for i, k := range path {
		t := &traces[k]
		if len(all) == 0 || all[len(all)-1].on != t {
			all = append(all, stay{start: frameOf(i), on: t})
		}
		last := &all[len(all)-1]
		last.end = frameOf(i + 1)
		last.odds += odds(i, k)
		if t.alive(frameOf(i)) {
			shown++
		}
	}
	all[len(all)-1].end = s.end
	if float64(shown) < leastPresence*float64(n) {
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
