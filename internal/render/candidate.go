package render

import (
	"math"
	"slices"

	"clipd/internal/clip"
)

// candidates tells which frames may become the thumbnail: about three a second,
// away from the clip's ends and from cuts, where encoders have little to give.
func candidates(camera clip.Camera) func(n int) bool {
	step := max(1, int(camera.FPS/3))
	margin := min(step, len(camera.Frames)/4)
	return func(n int) bool {
		if n%step != step/2 || n < margin || n >= len(camera.Frames)-margin {
			return n == len(camera.Frames)/2
		}
		return !slices.ContainsFunc(camera.Cuts, func(cut int) bool { return n >= cut-2 && n < cut+step/2 })
	}
}

// bestFrame chooses the frame for the thumbnail. Of equal ones the first wins.
func bestFrame(pictures []picture, camera clip.Camera) int {
	var sharp []float64
	for _, p := range pictures {
		if p.Sharp > 0 {
			sharp = append(sharp, p.Sharp)
		}
	}
	best, most := len(pictures)/2, -1.0
	if len(sharp) == 0 {
		return best
	}
	slices.Sort(sharp)
	usual := sharp[len(sharp)*3/4]
	for n, p := range pictures {
		if p.Sharp <= 0 || n >= len(camera.Frames) {
			continue
		}
		if s := score(p, usual, faceSeen(camera, camera.Frames[n])); s > most {
			best, most = n, s
		}
	}
	return best
}

// score says how good a thumbnail a picture makes, 0-1: well exposed, as sharp
// as the clip's sharper pictures are, and with a face.
func score(p picture, usual, face float64) float64 {
	exposure := math.Min(ramp(p.Mean, 20, 60), ramp(255-p.Mean, 15, 55))
	return exposure * (0.5*math.Min(1, p.Sharp/usual) + 0.5*face)
}

// ramp is 0 up to low, 1 from high on.
func ramp(v, low, high float64) float64 {
	return math.Max(0, math.Min(1, (v-low)/(high-low)))
}

// faceSeen says how well a face shows in a frame: the part of the best one
// that is inside a crop, less when it is small.
func faceSeen(camera clip.Camera, f clip.Frame) float64 {
	boxes := f.Crops
	if f.Layout == clip.Fit {
		boxes = []clip.Box{{W: camera.Width, H: camera.Height}}
	}
	best := 0.0
	for _, b := range boxes {
		for _, face := range f.Faces {
			if face.W <= 0 || face.H <= 0 || b.W <= 0 || b.H <= 0 {
				continue
			}
			w := max(0, min(face.X+face.W, b.X+b.W)-max(face.X, b.X))
			h := max(0, min(face.Y+face.H, b.Y+b.H)-max(face.Y, b.Y))
			inside := float64(w*h) / float64(face.W*face.H)
			size := ramp(float64(face.H)/float64(b.H), 0, 0.12)
			best = math.Max(best, inside*inside*(0.4+0.6*size))
		}
	}
	return best
}
