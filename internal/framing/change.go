package framing

import "math"

// thumb is a picture's luma made small: sums over blocks of pixels, which takes
// away the noise that a difference of single pixels would count.
type thumb struct {
	w, h int
	y    []float32 // rows of 0..255
}

// thumbLongSide is the wanted longer side of a thumb, px.
const thumbLongSide = 160

// newThumb averages the w x h luma plane over square blocks of whole pixels.
// Pixels right of and below the last whole block are left out.
func newThumb(luma []byte, w, h int) thumb {
	block := max(1, int(math.Round(float64(max(w, h))/thumbLongSide)))
	block = min(block, w, h)
	t := thumb{w: w / block, h: h / block}
	t.y = make([]float32, t.w*t.h)
	scale := 1 / float32(block*block)
	for r := range t.h {
		out := t.y[r*t.w : (r+1)*t.w]
		for dy := range block {
			row := luma[(r*block+dy)*w:]
			for c := range out {
				sum := 0
				for _, v := range row[c*block : (c+1)*block] {
					sum += int(v)
				}
				out[c] += float32(sum) * scale
			}
		}
	}
	return t
}

// difference is the mean absolute difference of two thumbs of one size, in
// percent of full scale, the unit of ffmpeg's scdet filter.
func difference(a, b thumb) float64 {
	var sum float32
	for i, v := range a.y {
		d := v - b.y[i]
		if d < 0 {
			d = -d
		}
		sum += d
	}
	return float64(sum) / float64(len(a.y)) * 100 / 256
}

// likeness is Pearson's correlation of two thumbs of one size, -1 to 1. It does
// not see a change of brightness or contrast. Two flat pictures are alike.
func likeness(a, b thumb) float64 {
	n := float64(len(a.y))
	var sa, sb, saa, sbb, sab float64
	for i, v := range a.y {
		x, y := float64(v), float64(b.y[i])
		sa, sb = sa+x, sb+y
		saa, sbb, sab = saa+x*x, sbb+y*y, sab+x*y
	}
	va, vb := saa/n-sa/n*sa/n, sbb/n-sb/n*sb/n
	const flat = 1.0 // grey levels squared
	switch {
	case va < flat && vb < flat:
		return 1
	case va < flat || vb < flat:
		return 0
	}
	return (sab/n - sa/n*sb/n) / math.Sqrt(va*vb)
}

// change tells how a frame differs from those before it.
type change struct {
	diff float64 // from the frame before, see difference
	like float64 // to the frame before, see likeness; 1 where diff is small
	// back[k] is the difference from the frame k+2 before. It is there for a
	// frame that differs much from the one before, and for those that follow.
	back []float64
}

// comparer makes the changes of a run of frames. It holds the last few thumbs
// only.
type comparer struct {
	reach int // how many frames before the last one are compared
	past  []thumb
	alert int // for how many frames more these are compared
}

// next compares a frame with those before it. The first frame equals the
// (absent) one before it.
func (c *comparer) next(t thumb) change {
	ch := change{like: 1}
	last := len(c.past) - 1
	if last >= 0 {
		ch.diff = difference(c.past[last], t)
	}
	c.alert--
	if ch.diff >= darkScore {
		ch.like = likeness(c.past[last], t)
		c.alert = c.reach
	}
	if c.alert >= 0 {
		for k := last - 1; k >= 0; k-- {
			ch.back = append(ch.back, difference(c.past[k], t))
		}
	}
	if len(c.past) > c.reach {
		c.past = c.past[:copy(c.past, c.past[1:])]
	}
	c.past = append(c.past, t)
	return ch
}
