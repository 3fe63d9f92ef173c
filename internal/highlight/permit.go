package highlight

import "fmt"

// The parts that "not the intro" and "not the outro" leave out.
const (
	introShare, introMost = 0.1, 120 // of the recording, at most s
	outroShare, outroMost = 0.07, 90
)

// permit returns the spans that the instruction's times and plain exclusions
// allow. When they allow none they are set aside, with a warning.
func permit(r *recording, w wish) ([]candidate, string) {
	without := w.without
	if w.noIntro {
		without = append(without, period{to: min(introShare*r.length, introMost)})
	}
	if w.noOutro {
		without = append(without, period{from: -min(outroShare*r.length, outroMost)})
	}
	var allowed []candidate
	for _, c := range r.spans {
		if inside(c, w.within, r.length) && !touches(c, without, r.length) && !(w.noAds && r.sells(c)) {
			allowed = append(allowed, c)
		}
	}
	if len(allowed) == 0 {
		return append(allowed, r.spans...), fmt.Sprintf("no whole sentences of a clip's length lie in the part that the instruction names (the source is %.0f s long): chosen from all of it", r.length)
	}
	return allowed, ""
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
