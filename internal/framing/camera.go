package framing

import (
	"cmp"
	"slices"

	"clipd/internal/clip"
)

// shotCamera is the camera in one shot, one entry for each of its frames.
type shotCamera struct {
	layout clip.Layout
	crops  []clip.Box
}

// film decides what is shown of a shot.
func film(s shot, traces []trace, v view, rate float64) shotCamera {
	n := s.end - s.start
	if v.whole() {
		return shotCamera{clip.Track, slices.Repeat([]clip.Box{v.centred()}, n)}
	}
	all := stays(s, traces, v.totalW, v.totalH, rate)
	if len(all) == 0 || slices.ContainsFunc(all, func(s stay) bool { return !v.holds(s.on) }) {
		return shotCamera{clip.Fit, slices.Repeat([]clip.Box{v.picture()}, n)}
	}
	out := shotCamera{layout: clip.Track}
	for _, s := range all {
		x, y := aim(s, v.h)
		xs := x.follow(float64(v.w), float64(v.totalW), rate)
		ys := y.follow(float64(v.h), float64(v.totalH), rate)
		for i := range xs {
			out.crops = append(out.crops, v.at(xs[i], ys[i]))
		}
	}
	return out
}

// shoot makes the frames of the camera out of what was observed, n of them; the
// first one is at frame number first of the source's grid.
func shoot(o observation, n int, v view, rate float64, timeOf func(n int) float64) (frames []clip.Frame, cuts []int) {
	cuts = []int{}
	all := shots(o.changes, rate)
	if len(all) > 0 {
		all[len(all)-1].end = n
	}
	for _, s := range all {
		if s.start > 0 {
			cuts = append(cuts, s.start)
		}
		var traces []trace
		for _, t := range joinFaces(o.looks, s, min(v.totalW, v.totalH), rate) {
			traces = append(traces, newTrace(t, s, rate))
		}
		c := film(s, traces, v, rate)
		for i := range c.crops {
			f := s.start + i
			frames = append(frames, clip.Frame{
				Frame:  f,
				Time:   clip.Seconds(timeOf(f)),
				Layout: c.layout,
				Crops:  c.crops[i : i+1 : i+1],
				Faces:  facesAt(f, traces, v),
			})
		}
	}
	return frames, cuts
}

// facesAt are the boxes of the faces seen at frame n, the largest first.
func facesAt(n int, traces []trace, v view) []clip.Box {
	var boxes []clip.Box
	for i := range traces {
		if !traces[i].present(n) {
			continue
		}
		if b := traces[i].face(n).box(v.totalW, v.totalH); b.W > 0 && b.H > 0 {
			boxes = append(boxes, b)
		}
	}
	slices.SortStableFunc(boxes, func(a, b clip.Box) int { return cmp.Compare(b.W*b.H, a.W*a.H) })
	return boxes
}
