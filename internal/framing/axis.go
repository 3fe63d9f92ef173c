package framing

import (
	"math"
	"slices"
)

// axis is one direction of the camera's aim, frame by frame, px.
type axis struct {
	want   []float64 // where the crop's middle should be
	lo, hi []float64 // what should be inside
}

// Composition: a head stands in the middle across, with its eyes at two fifths
// of the height, and room for hair above the box, which begins at the forehead.
const (
	eyeLine  = 0.4  // of the crop's height, from its top
	hair     = 0.25 // of the face's height
	besides  = 0.05 // of the face's width, at each side
	moving   = 0.12 // of the crop: a face that moves less is filmed still
	closeUp  = 0.6  // of the crop: a wider face is filmed still
	brief    = 1.0  // s: in a shorter stay there is no time to move
	settled  = 0.98 // of frames: a still crop that holds the face so often is good
	outliers = 0.02 // of frames at each end left out of how far the face moves
)

// aim is what the camera needs to know of a stay's face: across and down.
func aim(s stay, cropH int) (x, y axis) {
	for n := s.start; n < s.end; n++ {
		f := s.on.face(n)
		x.want = append(x.want, f.centre().x)
		x.lo = append(x.lo, f.x-besides*f.w)
		x.hi = append(x.hi, f.x+(1+besides)*f.w)
		y.want = append(y.want, f.y+s.on.eyes*f.h+(0.5-eyeLine)*float64(cropH))
		y.lo = append(y.lo, f.y-hair*f.h)
		y.hi = append(y.hi, f.y+f.h)
	}
	return x, y
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

// still is the one place that holds the face in the most frames, as near as
// possible to where the face is in the middle.
func (a axis) still(crop, total float64) float64 {
	most := max(0, total-crop)
	wanted := clamp(median(a.want)-crop/2, 0, most)
	if a.held(wanted, crop) >= int(settled*float64(len(a.want))) {
		return wanted
	}
	// The number of frames held changes only where a face touches an edge.
	candidates := []float64{wanted}
	for i := range a.want {
		candidates = append(candidates, clamp(a.lo[i], 0, most), clamp(a.hi[i]-crop, 0, most))
	}
	slices.Sort(candidates)
	candidates = slices.Compact(candidates)
	best, held := wanted, a.held(wanted, crop)
	for _, p := range thinned(candidates, 200) {
		h := a.held(p, crop)
		if h > held || h == held && math.Abs(p-wanted) < math.Abs(best-wanted) {
			best, held = p, h
		}
	}
	return best
}

// held is in how many frames a crop that begins at p holds the face.
func (a axis) held(p, crop float64) int {
	n := 0
	for i := range a.want {
		if a.lo[i] >= p-0.5 && a.hi[i] <= p+crop+0.5 {
			n++
		}
	}
	return n
}

// thinned is every k-th value, so that about n are left.
func thinned(v []float64, n int) []float64 {
	step := max(1, len(v)/n)
	out := make([]float64, 0, n+1)
	for i := 0; i < len(v); i += step {
		out = append(out, v[i])
	}
	return out
}
