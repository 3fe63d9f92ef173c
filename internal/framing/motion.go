package framing

import "math"

// Parts of a portrait: columns and rows [x0, x1), [y0, y1).
type part struct{ x0, x1, y0, y1 int }

var (
	upperFace = part{8, 56, 8, 46}   // eyes, nose and cheeks: they move with the head
	lowerFace = part{16, 48, 48, 74} // lips and chin
	wholeFace = part{0, portraitW, 4, portraitH - 4}
)

// motion is how a face differs from the sample before, after the movement of
// the head was taken out: mean absolute differences of luma.
type motion struct {
	sample       int
	mouth, upper float64
	contrast     float64 // standard deviation of the portrait, to compare with
	width        float64 // of the face, px of the small picture
	judged       bool    // an active speaker model was asked
	odds         float64 // what it said: log odds that the face speaks
}

// compared takes the motion from portrait a to b, both softened.
func compared(a, b *portrait, sample int) motion {
	moved := a.moved(shiftBetween(a, b))
	return motion{
		sample: sample, contrast: b.deviation(wholeFace),
		mouth: moved.differs(b, lowerFace), upper: moved.differs(b, upperFace),
	}
}

const (
	shiftSteps = 3
	mostShift  = 8.0 // portrait pixels from sample to sample
)

// shiftBetween is how far the upper face moves from a to b: Gauss-Newton steps
// (Lucas and Kanade 1981) in which pixels that do not fit, such as blinking
// eyes, count for less (Cauchy weights).
func shiftBetween(a, b *portrait) point {
	var s point
	for range shiftSteps {
		aw := a.moved(s)
		spread := 1.4*aw.differs(b, upperFace) + 1e-3
		var xx, xy, yy, xr, yr float64
		for r := upperFace.y0; r < upperFace.y1; r++ {
			for c := upperFace.x0; c < upperFace.x1; c++ {
				i := r*portraitW + c
				gx, gy := float64(aw[i+1]-aw[i-1])/2, float64(aw[i+portraitW]-aw[i-portraitW])/2
				rest := float64(b[i] - aw[i])
				q := rest / spread
				w := 1 / (1 + q*q)
				xx, xy, yy = xx+w*gx*gx, xy+w*gx*gy, yy+w*gy*gy
				xr, yr = xr+w*gx*rest, yr+w*gy*rest
			}
		}
		const flat = 1.0 // grey levels squared: without an edge there is no shift
		xx, yy = xx+flat, yy+flat
		det := xx*yy - xy*xy
		s.x = clamp(s.x-(yy*xr-xy*yr)/det, -mostShift, mostShift)
		s.y = clamp(s.y-(xx*yr-xy*xr)/det, -mostShift, mostShift)
	}
	return s
}

// moved is the portrait moved right and down by s, the edges repeated.
func (p *portrait) moved(s point) *portrait {
	if s == (point{}) {
		return p
	}
	out := &portrait{}
	dx, dy := int(math.Floor(-s.x)), int(math.Floor(-s.y))
	fx, fy := float32(-s.x-float64(dx)), float32(-s.y-float64(dy))
	var left, right [portraitW]int
	for c := range portraitW {
		left[c] = min(max(c+dx, 0), portraitW-1)
		right[c] = min(max(c+dx+1, 0), portraitW-1)
	}
	for r := range portraitH {
		top := p[min(max(r+dy, 0), portraitH-1)*portraitW:][:portraitW]
		low := p[min(max(r+dy+1, 0), portraitH-1)*portraitW:][:portraitW]
		row := out[r*portraitW:][:portraitW]
		for c := range row {
			t := top[left[c]] + fx*(top[right[c]]-top[left[c]])
			l := low[left[c]] + fx*(low[right[c]]-low[left[c]])
			row[c] = t + fy*(l-t)
		}
	}
	return out
}

// differs is the mean absolute difference in the part.
func (p *portrait) differs(q *portrait, in part) float64 {
	sum := float32(0)
	for r := in.y0; r < in.y1; r++ {
		a, b := p[r*portraitW+in.x0:r*portraitW+in.x1], q[r*portraitW+in.x0:r*portraitW+in.x1]
		for c, v := range a {
			d := v - b[c]
			if d < 0 {
				d = -d
			}
			sum += d
		}
	}
	return float64(sum) / float64((in.x1-in.x0)*(in.y1-in.y0))
}

// deviation is the standard deviation in the part.
func (p *portrait) deviation(in part) float64 {
	var sum, squares, n float64
	for r := in.y0; r < in.y1; r++ {
		for _, v := range p[r*portraitW+in.x0 : r*portraitW+in.x1] {
			sum, squares, n = sum+float64(v), squares+float64(v)*float64(v), n+1
		}
	}
	return math.Sqrt(max(0, squares/n-sum/n*sum/n))
}

// softened takes away the noise of single pixels: a Gaussian of one pixel.
func (p *portrait) softened() *portrait {
	kernel := [...]float32{0.3990, 0.2420, 0.0540, 0.0045}
	mixed, out := &portrait{}, &portrait{}
	for r := range portraitH {
		row, to := p[r*portraitW:][:portraitW], mixed[r*portraitW:][:portraitW]
		for c := range to {
			sum := kernel[0] * row[c]
			for k := 1; k < len(kernel); k++ {
				sum += kernel[k] * (row[max(c-k, 0)] + row[min(c+k, portraitW-1)])
			}
			to[c] = sum
		}
	}
	for r := range portraitH {
		to := out[r*portraitW:][:portraitW]
		for k := range kernel {
			up, down := mixed[max(r-k, 0)*portraitW:][:portraitW], mixed[min(r+k, portraitH-1)*portraitW:][:portraitW]
			w := kernel[k]
			if k == 0 {
				w /= 2
			}
			for c := range to {
				to[c] += w * (up[c] + down[c])
			}
		}
	}
	return out
}
