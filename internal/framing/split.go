package framing

import (
	"math"

	"clipd/internal/clip"
)

// A split shows two people who talk in quick turns.
const (
	quickTurn    = 3.0   // s: a shorter turn is quick
	farTurn      = 4.5   // s: likewise between two who are very far apart
	veryFar      = 0.45  // of the picture's width
	quickTurns   = 4     // at least so many follow each other
	leastSplit   = 4.0   // s: how long they last together
	farApart     = 0.2   // of the picture's width: nearer ones are not divided
	splitFace    = 0.045 // of the picture's width: smaller faces are not enlarged
	splitHeight  = 2.6   // face heights of a crop of a split
	splitEnlarge = 2.5   // how much a crop may be smaller than the largest
)

// exchange is some stays that follow each other. between are the two who talk
// in quick turns, the left one first; nil in a usual exchange.
type exchange struct {
	stays   []stay
	between []*trace
}

// exchanges divides the stays of a shot into usual ones and quick ones.
func exchanges(all []stay, v view, rate float64) []exchange {
	var out []exchange
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && quick(all[i:j+1], v, rate) {
			j++
		}
		if n := j - i; n >= quickTurns && float64(all[j-1].end-all[i].start) >= leastSplit*rate {
			a, b := all[i].on, all[i+1].on
			if a.face(all[i].start).centre().x > b.face(all[i].start).centre().x {
				a, b = b, a
			}
			out = append(out, exchange{all[i:j], []*trace{a, b}})
			i = j
			continue
		}
		if len(out) == 0 || out[len(out)-1].between != nil {
			out = append(out, exchange{})
		}
		last := &out[len(out)-1]
		last.stays = append(last.stays, all[i])
		i++
	}
	return out
}

// quick tells whether the last of the stays goes on with a quick exchange
// between two who can be shown apart.
func quick(some []stay, v view, rate float64) bool {
	last := some[len(some)-1]
	width, length := float64(v.totalW), float64(last.end-last.start)/rate
	if length > farTurn || last.on.face(last.start).w < splitFace*width {
		return false
	}
	if len(some) == 1 {
		return true
	}
	before := some[len(some)-2]
	a, b := before.on.face(last.start).centre(), last.on.face(last.start).centre()
	switch apart := math.Abs(a.x-b.x) / width; {
	case apart < farApart:
		return false
	case apart < veryFar && max(length, float64(before.end-before.start)/rate) > quickTurn:
		return false
	}
	return len(some) == 2 || some[len(some)-3].on == last.on
}

// split films both all the time: each in half of the clip, above each other, or
// side by side in a wide clip.
func (e exchange) split(v view, rate float64) []picked {
	start, end := e.stays[0].start, e.stays[len(e.stays)-1].end
	h := 0.0
	for _, t := range e.between {
		h = max(h, splitHeight*t.face(start).h)
	}
	half := v.half(h)
	var crops [2][]clip.Box
	for k, t := range e.between {
		crops[k] = stay{start: start, end: end, on: t}.crops(half, rate)
	}
	out := make([]picked, 0, end-start)
	for _, s := range e.stays {
		for n := s.start; n < s.end; n++ {
			i := n - start
			out = append(out, picked{clip.Split, []clip.Box{crops[0][i], crops[1][i]}, s.speaker()})
		}
	}
	return out
}
