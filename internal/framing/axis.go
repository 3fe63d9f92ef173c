package framing

import "math"

// axis is one direction of the camera's aim, frame by frame, px.
type axis struct {
	want   []float64 // where the crop's middle should be
	lo, hi []float64 // what should be inside
}

// Composition: a head stands in the middle across, with its eyes at two fifths
// of the height, and room for hair above the box, which begins at the forehead.
const (
	eyeLine    = 0.4  // of the crop's height, from its top
	hair       = 0.25 // of the face's height
	besides    = 0.05 // of the face's width, at each side
	moving     = 0.12 // of the crop: a face that moves less is filmed still
	closeUp    = 0.6  // of the crop: a wider face is filmed still
	turnedAway = 0.25 // of the eyes' distance: a nose farther from their middle looks aside
	lookShare  = 0.12 // of the crop, for a nose as far aside as the eyes are apart
	brief      = 1.0  // s: in a shorter stay there is no time to move
	outliers   = 0.02 // of frames at each end left out of how far the face moves
)

// aim is what the camera needs to know of a stay's face: across and down.
func aim(s stay, v view) (x, y axis) {
	room := s.lookRoom(float64(v.w))
	for n := s.start; n < s.end; n++ {
		f := s.on.face(n)
		x.want = append(x.want, f.centre().x+room)
		x.lo = append(x.lo, f.x-besides*f.w)
		x.hi = append(x.hi, f.x+(1+besides)*f.w)
		y.want = append(y.want, f.y+s.on.eyes*f.h+(0.5-eyeLine)*float64(v.h))
		y.lo = append(y.lo, f.y-hair*f.h)
		y.hi = append(y.hi, f.y+f.h)
	}
	return x, y
}

// lookRoom is how far the middle of the crop is moved to where the face looks,
// so far as the face has room.
func (s stay) lookRoom(crop float64) float64 {
	if max(s.on.turned, -s.on.turned) < turnedAway {
		return 0
	}
	room := max(0, (crop-headRoom*s.on.face(s.start).w)/2)
	return clamp(s.on.turned*lookShare*crop, -room, room)
}

// follow is where the crop of the given length begins at each frame, in a
// picture of the given length.
func (a axis) follow(crop, total, rate float64) []float64 {
	width := make([]float64, len(a.want))
	for i := range width {
		width[i] = a.hi[i] - a.lo[i]
	}
	moved := quantile(a.want, 1-outliers) - quantile(a.want, outliers)
	face := median(width)
	out := make([]float64, len(a.want))
	if total <= crop || float64(len(a.want)) < brief*rate || moved < moving*crop || face > closeUp*crop {
		at := a.still(crop, total)
		for i := range out {
			out[i] = at
		}
		return out
	}
	for i, c := range smoothPath(a.want, crop, face, rate) {
		out[i] = clamp(c-crop/2, 0, total-crop)
	}
	return out
}

// still is the one place that shows most of the face over all frames, as near as
// possible to where the face is in the middle. What it shows less costs what it
// shows less of, and being off the middle costs a little in each frame: so few
// frames cannot pull it.
func (a axis) still(crop, total float64) float64 {
	most := max(0, total-crop)
	wanted := clamp(median(a.want)-crop/2, 0, most)
	cost := func(p float64) float64 {
		sum := outliers * float64(len(a.want)) * math.Abs(p-wanted)
		for i := range a.want {
			sum += max(0, p-a.lo[i]) + max(0, a.hi[i]-p-crop)
		}
		return sum
	}
	// The cost is convex.
	lo, hi := 0.0, most
	for hi-lo > 0.5 {
		third := (hi - lo) / 3
		if cost(lo+third) <= cost(hi-third) {
			hi -= third
		} else {
			lo += third
		}
	}
	if p := (lo + hi) / 2; cost(p) < cost(wanted) {
		return p
	}
	return wanted
}
