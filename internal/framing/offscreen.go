package framing

import "math"

// A voice that belongs to none of several people who are seen shows the whole picture.
const (
	leastOffScreen = 3.0 // s: for a shorter time the camera stays
	offScreenGap   = 1.0 // s: the longest pause inside of that
)

// offScreen are the frames of the setting in which several people are seen and
// a voice is heard for long that is that of none of them.
func (s setting) offScreen(v voices, rate float64) []run {
	frameOf := func(i int) int {
		return min(max(int(math.Round(float64(i)*rate/sampleRate)), s.start), s.end)
	}
	var runs []run
	for i := sampleAt(s.start, rate); i < min(sampleAt(s.end, rate), len(v.said)); i++ {
		u := v.said[i]
		switch {
		case u.voice < 0 || !s.ties.away[u.voice]:
			continue
		case len(runs) == 0 || float64(i-runs[len(runs)-1].end) > offScreenGap*sampleRate || v.heardIn(runs[len(runs)-1].end, i):
			runs = append(runs, run{i, i})
		}
		runs[len(runs)-1].end = i + 1
	}
	var out []run
	for _, r := range runs {
		in := run{frameOf(r.start), frameOf(r.end)}
		if float64(r.end-r.start) >= leastOffScreen*sampleRate && s.present((in.start+in.end)/2) > 1 {
			out = append(out, in)
		}
	}
	return out
}

// heardIn tells whether anybody speaks in the samples [from, to).
func (v voices) heardIn(from, to int) bool {
	for _, u := range v.said[from:to] {
		if u.voice >= 0 {
			return true
		}
	}
	return false
}

// present is how many faces are seen at frame n.
func (s setting) present(n int) int {
	faces := 0
	for i := range s.traces {
		if s.traces[i].present(n) {
			faces++
		}
	}
	return faces
}
