package framing

import "slices"

// trace is one face at every frame from start on.
type trace struct {
	start int
	at    []rect
	seen  []bool // false where the face was lost for long
	// eyes is how far below the box's top the eyes are, of its height.
	eyes    float64
	turned  float64     // how far the nose is right of the eyes' middle, in eye distances
	motions []*motion   // of its mouth, in order of samples
	looks   *appearance // nil where it is not known
}

func (t *trace) end() int { return t.start + len(t.at) }

// face returns the face at frame n, the nearest one outside of its frames.
func (t *trace) face(n int) rect { return t.at[min(max(n-t.start, 0), len(t.at)-1)] }

// alive tells whether frame n lies between the first and the last look at the
// face, seen or lost.
func (t *trace) alive(n int) bool { return n >= t.start && n < t.end() }

// present tells whether the face is seen at frame n.
func (t *trace) present(n int) bool { return t.alive(n) && t.seen[n-t.start] }

const (
	edge        = 0.5  // s: a face seen this near to a shot's edge was there from or to it
	smoothOver  = 0.23 // s: the mean that takes the corners off the interpolation
	boxMedian   = 5    // looks over whose median the size is taken
	placeMedian = 3    // likewise the place
)

// newTrace fills in the frames between a track's looks: medians against single
// bad boxes, straight lines between the looks, a short mean over the corners.
func newTrace(t track, s shot, rate float64) trace {
	n := len(t.frames)
	var x, y, w, h, eyes, turned []float64
	var motions []*motion
	for _, f := range t.faces {
		motions = append(motions, f.motions...)
		c := f.centre()
		x, y, w, h = append(x, c.x), append(y, c.y), append(w, f.w), append(h, f.h)
		middle := (f.marks[0].x + f.marks[1].x) / 2
		turned = append(turned, (f.marks[2].x-middle)/max(f.marks[1].x-f.marks[0].x, 0.1*f.w))
		eyes = append(eyes, ((f.marks[0].y+f.marks[1].y)/2-f.y)/f.h)
	}
	x, y = runningMedian(x, placeMedian), runningMedian(y, placeMedian)
	w, h = runningMedian(w, boxMedian), runningMedian(h, boxMedian)

	first, last := t.frames[0], t.frames[n-1]+1
	near := frames(edge, rate)
	if first-s.start <= near {
		first = s.start
	}
	if s.end-last <= near {
		last = s.end
	}
	out := trace{start: first, at: make([]rect, last-first), seen: make([]bool, last-first), eyes: median(eyes), turned: clamp(median(turned), -1, 1), motions: motions, looks: meanAppearance(t.faces)}
	window := frames(smoothOver, rate) | 1
	dense := func(v []float64) []float64 {
		return runningMean(interpolate(t.frames, v, first, last), window)
	}
	xs, ys, ws, hs := dense(x), dense(y), dense(w), dense(h)
	lost := frames(bridge, rate)
	k := 0
	for i := range out.at {
		out.at[i] = around(point{xs[i], ys[i]}, ws[i], hs[i])
		for k < n-1 && t.frames[k+1] <= first+i {
			k++
		}
		out.seen[i] = k == n-1 || first+i < t.frames[0] || t.frames[k+1]-t.frames[k] <= lost
	}
	return out
}

// interpolate is v, given at the frames, at each frame of [first, last): linear
// between, constant outside.
func interpolate(frames []int, v []float64, first, last int) []float64 {
	out := make([]float64, last-first)
	k := 0
	for i := range out {
		n := first + i
		for k < len(frames)-1 && frames[k+1] <= n {
			k++
		}
		out[i] = v[k]
		if n > frames[k] && k < len(frames)-1 {
			f := float64(n-frames[k]) / float64(frames[k+1]-frames[k])
			out[i] += f * (v[k+1] - v[k])
		}
	}
	return out
}

// runningMedian is the median over a window of odd size, the ends repeated.
func runningMedian(v []float64, window int) []float64 {
	out := make([]float64, len(v))
	around := make([]float64, window)
	for i := range v {
		for k := range around {
			around[k] = v[min(max(i+k-window/2, 0), len(v)-1)]
		}
		out[i] = median(around)
	}
	return out
}

// runningMean is the mean over a window of odd size, the ends repeated.
func runningMean(v []float64, window int) []float64 {
	out := make([]float64, len(v))
	for i := range v {
		sum := 0.0
		for k := range window {
			sum += v[min(max(i+k-window/2, 0), len(v)-1)]
		}
		out[i] = sum / float64(window)
	}
	return out
}

// median is the middle of v, the lower one of two. v must not be empty.
func median(v []float64) float64 { return quantile(v, 0.5) }

// quantile is the q-quantile of v, without interpolation.
func quantile(v []float64, q float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return s[int(q*float64(len(s)-1))]
}
