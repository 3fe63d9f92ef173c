package transcribe

import (
	"math"
	"slices"
)

// An encoder frame is 20 ms of sound.
const (
	encoderFrame = 2 * hop // samples
	medianWidth  = 7       // encoder frames
)

// attention is what the alignment heads looked at while a text was decoded: one
// row of heads x frames for each position, the first for the position that
// predicts the first token.
type attention struct {
	heads, frames int
	rows          [][]float32 // each [heads, frames], softmaxed over all the encoder's frames
}

// add keeps the first frames of one position's attention [heads, stride].
func (a *attention) add(position []float32, stride int) {
	row := make([]float32, a.heads*a.frames)
	for h := range a.heads {
		copy(row[h*a.frames:(h+1)*a.frames], position[h*stride:])
	}
	a.rows = append(a.rows, row)
}

// tokenStarts returns the encoder frame at which each position's sound begins:
// entry i is where token i begins, and the last entry where the last token ends.
// The attention is renormalised over the frames that hold sound, standardised
// over the positions, smoothed by a median over time, averaged over the heads
// and warped.
func (a *attention) tokenStarts() []int {
	rows := len(a.rows)
	if rows == 0 || a.frames == 0 {
		return nil
	}
	cost := make([]float32, rows*a.frames)
	plane := make([]float32, rows*a.frames)
	for h := range a.heads {
		for r, row := range a.rows {
			normalise(plane[r*a.frames:(r+1)*a.frames], row[h*a.frames:(h+1)*a.frames])
		}
		standardise(plane, rows, a.frames)
		for r := range rows {
			addMedian(cost[r*a.frames:(r+1)*a.frames], plane[r*a.frames:(r+1)*a.frames], -1/float32(a.heads))
		}
	}
	return warp(cost, rows, a.frames)
}

// normalise writes src, divided by its sum, to dst.
func normalise(dst, src []float32) {
	sum := float32(0)
	for _, v := range src {
		sum += v
	}
	scale := 1 / max(sum, 1e-9)
	for i, v := range src {
		dst[i] = v * scale
	}
}

// standardise brings each column to mean 0 and deviation 1.
func standardise(m []float32, rows, cols int) {
	for c := range cols {
		var sum, squares float64
		for r := range rows {
			v := float64(m[r*cols+c])
			sum += v
			squares += v * v
		}
		mean := sum / float64(rows)
		deviation := math.Sqrt(max(0, squares/float64(rows)-mean*mean)) + 1e-9
		for r := range rows {
			m[r*cols+c] = float32((float64(m[r*cols+c]) - mean) / deviation)
		}
	}
}

// addMedian adds the running median of src, times scale, to dst. The ends are
// mirrored.
func addMedian(dst, src []float32, scale float32) {
	const half = medianWidth / 2
	var near [medianWidth]float32
	n := len(src)
	for i := range src {
		for k := range near {
			at := i + k - half
			if at < 0 {
				at = -at
			}
			if at >= n {
				at = 2*(n-1) - at
			}
			near[k] = src[min(max(at, 0), n-1)]
		}
		slices.Sort(near[:])
		dst[i] += near[half] * scale
	}
}
