package media

import "math"

// phase is the time of frame 0 of the grid, in [0, 1/Rate): a constant-rate
// track whose first frame does not lie on a multiple of the frame time keeps
// its own frame times. Tracks of varying rate have none to keep.
func phase(v Video) float64 {
	if v.Variable {
		return 0
	}
	step := 1 / v.Rate.Float()
	p := math.Mod(v.Start, step)
	if step-p < 1e-4 {
		return 0
	}
	return p
}

// FrameTime returns the time of frame n of the constant-rate grid, in seconds.
func FrameTime(v Video, n int) float64 { return phase(v) + float64(n)/v.Rate.Float() }

// FrameAt returns the number of the first frame of the grid at or after t. A
// time that names a frame after rounding to microseconds counts as that frame's.
func FrameAt(v Video, t float64) int {
	n := math.Ceil((t-phase(v))*v.Rate.Float() - 1e-3)
	return int(math.Max(0, n))
}
