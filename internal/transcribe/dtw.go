package transcribe

import "math"

// warp finds the monotone path of least cost through the matrix cost [rows,
// cols], row-major, by dynamic time warping (Sakoe and Chiba 1978) with steps to
// the right, down and diagonally. It returns, for each row, the column at which
// the path enters it. Rows and cols must be at least 1.
func warp(cost []float32, rows, cols int) []int {
	const (
		diagonal = iota
		down
		right
	)
	step := make([]uint8, rows*cols)
	previous, current := make([]float32, cols), make([]float32, cols)
	infinity := float32(math.Inf(1))
	for r := range rows {
		for c := range cols {
			up, left, corner := infinity, infinity, infinity
			if r > 0 {
				up = previous[c]
				if c > 0 {
					corner = previous[c-1]
				}
			}
			if c > 0 {
				left = current[c-1]
			}
			best, from := left, uint8(right)
			if up < best {
				best, from = up, down
			}
			if corner <= best && corner < infinity {
				best, from = corner, diagonal
			}
			if r == 0 && c == 0 {
				best = 0
			}
			current[c] = best + cost[r*cols+c]
			step[r*cols+c] = from
		}
		previous, current = current, previous
	}
	enter := make([]int, rows)
	r, c := rows-1, cols-1
	for r > 0 || c > 0 {
		enter[r] = c
		switch step[r*cols+c] {
		case diagonal:
			r, c = r-1, c-1
		case down:
			r--
		default:
			c--
		}
	}
	enter[0] = 0
	return enter
}
