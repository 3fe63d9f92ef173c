package framing

import "math"

// A portrait is the middle of a face, turned and scaled so that the eyes and the
// mouth are always at the same places.
const (
	portraitW, portraitH = 64, 80
	portraitEyes         = 24 // row of the middle between the eyes
	portraitMouth        = 56 // row of the mouth's middle
)

// portrait is rows of luma, 0-255.
type portrait [portraitW * portraitH]float32

// posture is where the eyes and the mouth of a face are, in its box: the box's
// middle is 0, 0 and its width is 1.
type posture struct{ eyes, mouth point }

// postureOf is what the detector's marks say.
func postureOf(f face) posture {
	c := f.centre()
	at := func(a, b point) point {
		return point{((a.x+b.x)/2 - c.x) / f.w, ((a.y+b.y)/2 - c.y) / f.w}
	}
	return posture{at(f.marks[0], f.marks[1]), at(f.marks[3], f.marks[4])}
}

// towards is p moved the share of the way to q.
func (p posture) towards(q posture, share float64) posture {
	mix := func(a, b point) point { return point{a.x + share*(b.x-a.x), a.y + share*(b.y-a.y)} }
	return posture{mix(p.eyes, q.eyes), mix(p.mouth, q.mouth)}
}

// newPortrait takes the portrait of the face in the box out of a luma plane.
func newPortrait(luma []byte, w, h int, box rect, p posture) *portrait {
	c := box.centre()
	eyes := point{c.x + p.eyes.x*box.w, c.y + p.eyes.y*box.w}
	mouth := point{c.x + p.mouth.x*box.w, c.y + p.mouth.y*box.w}
	// The step from one row of the portrait to the next, and, at a right angle
	// to it, from one column to the next.
	const apart = portraitMouth - portraitEyes
	row := point{(mouth.x - eyes.x) / apart, (mouth.y - eyes.y) / apart}
	if least := 4.0 / apart; row.y < least {
		row = point{0, least}
	}
	column := point{row.y, -row.x}
	origin := point{
		eyes.x - portraitW/2*column.x - portraitEyes*row.x,
		eyes.y - portraitW/2*column.y - portraitEyes*row.y,
	}
	// Where a step spans several pixels, as many places are averaged.
	n := max(1, int(math.Round(math.Hypot(row.x, row.y))))
	look := at
	if within(origin, row, column, w, h) {
		look = atInside
	}
	out := &portrait{}
	for r := range portraitH {
		for c := range portraitW {
			sum := float32(0)
			for i := range n {
				for k := range n {
					dr := float64(r) + (float64(i)+0.5)/float64(n) - 0.5
					dc := float64(c) + (float64(k)+0.5)/float64(n) - 0.5
					sum += look(luma, w, h, origin.x+dr*row.x+dc*column.x, origin.y+dr*row.y+dc*column.y)
				}
			}
			out[r*portraitW+c] = sum / float32(n*n)
		}
	}
	return out
}

// within tells whether all of a portrait lies in the picture.
func within(origin, row, column point, w, h int) bool {
	for _, r := range []float64{-1, portraitH} {
		for _, c := range []float64{-1, portraitW} {
			x, y := origin.x+r*row.x+c*column.x, origin.y+r*row.y+c*column.y
			if x < 0 || y < 0 || x >= float64(w-1) || y >= float64(h-1) {
				return false
			}
		}
	}
	return true
}

// atInside is [at] for places that are known to lie in the picture.
func atInside(luma []byte, w, _ int, x, y float64) float32 {
	c, r := int(x), int(y)
	fx, fy := float32(x)-float32(c), float32(y)-float32(r)
	upper, lower := luma[r*w+c:r*w+c+2:r*w+c+2], luma[(r+1)*w+c:(r+1)*w+c+2]
	top := float32(upper[0]) + fx*(float32(upper[1])-float32(upper[0]))
	low := float32(lower[0]) + fx*(float32(lower[1])-float32(lower[0]))
	return top + fy*(low-top)
}

// at is the luma at a place between pixels; the edge's outside of the picture.
func at(luma []byte, w, h int, x, y float64) float32 {
	x, y = clamp(x, 0, float64(w-1)), clamp(y, 0, float64(h-1))
	c, r := min(int(x), max(0, w-2)), min(int(y), max(0, h-2))
	fx, fy := float32(x)-float32(c), float32(y)-float32(r)
	i := r*w + c
	right, below := min(1, w-1), min(1, h-1)*w
	top := float32(luma[i]) + fx*(float32(luma[i+right])-float32(luma[i]))
	low := float32(luma[i+below]) + fx*(float32(luma[i+below+right])-float32(luma[i+below]))
	return top + fy*(low-top)
}
