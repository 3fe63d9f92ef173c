package media

import "math"

// FrameTime returns the time of frame n of the constant-rate grid, in seconds.
func FrameTime(v Video, n int) float64 { return v.Phase + float64(n)/v.Rate.Float() }

// FrameAt returns the number of the first frame of the grid at or after t. A
// time that names a frame after rounding to microseconds counts as that frame's.
func FrameAt(v Video, t float64) int {
	n := math.Ceil((t-v.Phase)*v.Rate.Float() - 1e-3)
	return int(math.Max(0, n))
}
