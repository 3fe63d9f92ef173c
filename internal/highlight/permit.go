package highlight

import "fmt"

// The parts that "not the intro" and "not the outro" leave out.
const (
	introShare, introMost = 0.1, 120 // of the recording, at most s
	outroShare, outroMost = 0.07, 90
)

// onlyShare is how much of the words "only the guest" must have said.
const onlyShare = 0.8

// permit returns what the instruction's times and plain exclusions allow.
func permit(r *recording, j *judge) func(candidate) bool {
	w := j.wish
	without := w.without
	if w.noIntro {
		without = append(without, period{to: min(introShare*r.length, introMost)})
	}
	if w.noOutro {
		without = append(without, period{from: -min(outroShare*r.length, outroMost)})
	}
	return func(c candidate) bool {
		return inside(c, w.within, r.length) && !touches(c, without, r.length) && !(w.noAds && r.sells(c)) &&
			!(w.voice.only && j.spoken != nil && j.spokenShare(c) < onlyShare)
	}
}

// poolOf returns the spans that may be scheduled, valued. When the instruction
// allows none of them it is set aside, with a warning.
func poolOf(r *recording, j *judge) ([]candidate, string) {
	pool := valued(r, j, permit(r, j))
	if len(pool) > 0 {
		return pool, ""
	}
	return valued(r, j, func(candidate) bool { return true }), fmt.Sprintf(
		"no whole sentences of a clip's length lie in the part that the instruction names (the source is %.0f s long): chosen from all of it", r.length)
}

func valued(r *recording, j *judge, allowed func(candidate) bool) []candidate {
	var pool []candidate
	for spans := range r.spans {
		n := 0
		for _, c := range spans {
			if allowed(c) {
				c.content = j.content(c)
				c.utility = j.utility(c)
				spans[n] = c
				n++
			}
		}
		if n > 0 {
			pool = append(pool, thin(spans[:n], spansPerStart)...)
		}
	}
	return pool
}

func inside(c candidate, periods []period, length float64) bool {
	for _, p := range periods {
		// Half a second of grace: a sentence that begins on the stroke is in.
		if from, to := p.span(length); c.start >= from-0.5 && c.end <= to+0.5 {
			return true
		}
	}
	return len(periods) == 0
}

func touches(c candidate, periods []period, length float64) bool {
	for _, p := range periods {
		if from, to := p.span(length); c.start < to-0.5 && c.end > from+0.5 {
			return true
		}
	}
	return false
}

func (r *recording) sells(c candidate) bool {
	sponsor, _ := r.chores.shares(c)
	return sponsor > 0
}
