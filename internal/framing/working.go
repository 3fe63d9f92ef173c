package framing

import "math"

// workingArea is how many pixels the small pictures have that are decoded.
const workingArea = 640 * 360

// picture is a progressive 4:2:0 picture in BT.709 limited range. Its chroma
// planes have half of the (even) width and height.
type picture struct {
	w, h    int
	y, u, v []byte
}

// newPicture takes the planes out of a raw yuv420p frame.
func newPicture(pix []byte, w, h int) picture {
	n := w * h
	return picture{w, h, pix[:n], pix[n : n+n/4], pix[n+n/4 : n+n/2]}
}

// fitArea is the even size of the shape w x h with at most about the given
// area; never larger than w x h, but for making it even.
func fitArea(w, h int, area float64) (int, int) {
	s := min(1, math.Sqrt(area/(float64(w)*float64(h))))
	return even(float64(w) * s), even(float64(h) * s)
}

// even is the even number nearest to v that is at least 2.
func even(v float64) int { return max(2, 2*int(math.Round(v/2))) }
