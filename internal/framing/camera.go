package framing

import (
	"cmp"
	"fmt"
	"slices"

	"clipd/internal/clip"
)

// picked is what is shown of one frame.
type picked struct {
	layout  clip.Layout
	crops   []clip.Box
	speaker *trace // nil where nobody is known to speak
}

// shoot makes the frames of the camera out of what was observed, n of them; the
// first one is at frame number first of the source's grid.
func shoot(o observation, n int, v view, rate float64, timeOf func(n int) float64) (frames []clip.Frame, cuts []int) {
	cuts = []int{}
	var picks []picked
	faces := make([][]clip.Box, n)
	names := make(map[*trace]string)
	for _, s := range settings(o, n, min(v.totalW, v.totalH), rate) {
		if s.start > 0 {
			cuts = append(cuts, s.start)
		}
		for i := range s.traces {
			names[&s.traces[i]] = fmt.Sprintf("face%d", len(names)+1)
		}
		picks = append(picks, film(s, o, v, rate)...)
		addFaces(faces, s, v)
	}
	holdLayouts(picks, v, rate)
	for i, p := range picks {
		frames = append(frames, clip.Frame{
			Frame: i, Time: clip.Seconds(timeOf(i)),
			Layout: p.layout, Crops: p.crops, Speaker: names[p.speaker], Faces: faces[i],
		})
	}
	return frames, cuts
}

// film decides what is shown of each frame of a shot.
func film(s setting, o observation, v view, rate float64) []picked {
	if v.whole() {
		return slices.Repeat([]picked{{layout: clip.Track, crops: []clip.Box{v.centred()}}}, s.end-s.start)
	}
	all := stays(s, o, v.totalW, v.totalH, rate)
	if inset, ok := presenting(s.shot, all, o.insets); ok && all != nil {
		return screen(all, inset, v)
	}
	if all == nil || isCrowd(s.shot, s.traces, all, rate) || slices.ContainsFunc(all, func(s stay) bool { return !v.holds(s.on) }) {
		return fitted(v, s.end-s.start)
	}
	var out []picked
	for _, e := range exchanges(all, v, rate) {
		if e.between != nil {
			out = append(out, e.split(v, rate)...)
			continue
		}
		for _, s := range e.stays {
			out = append(out, follow(s, v, rate)...)
		}
	}
	for _, r := range s.offScreen(o.voices, rate) {
		copy(out[r.start-s.start:], fitted(v, r.end-r.start))
	}
	return out
}

func fitted(v view, n int) []picked {
	return slices.Repeat([]picked{{layout: clip.Fit, crops: []clip.Box{v.picture()}}}, n)
}

// follow films one stay.
func follow(s stay, v view, rate float64) []picked {
	crops := s.crops(v, rate)
	out := make([]picked, len(crops))
	for i := range out {
		out[i] = picked{clip.Track, crops[i : i+1 : i+1], s.speaker()}
	}
	return out
}

// crops are those of the view in which the stay's face is, one for each frame.
func (s stay) crops(v view, rate float64) []clip.Box {
	x, y := aim(s, v)
	xs := x.follow(float64(v.w), float64(v.totalW), rate)
	ys := y.follow(float64(v.h), float64(v.totalH), rate)
	out := make([]clip.Box, len(xs))
	for i := range xs {
		out[i] = v.at(xs[i], ys[i])
	}
	return out
}

// addFaces adds the boxes of a setting's faces to the frames at which they are
// seen, the largest first.
func addFaces(to [][]clip.Box, s setting, v view) {
	for _, t := range s.traces {
		for i, r := range t.at {
			if b := r.box(v.totalW, v.totalH); t.seen[i] && b.W > 0 && b.H > 0 {
				to[t.start+i] = append(to[t.start+i], b)
			}
		}
	}
	for _, boxes := range to[s.start:s.end] {
		slices.SortStableFunc(boxes, func(a, b clip.Box) int { return cmp.Compare(b.W*b.H, a.W*a.H) })
	}
}
