package framing

// A recorded presentation is slides with the presenter in an inset. Slides stand
// still and are flat between their letters, as no camera's picture is; the
// inset is what is neither, around a face, and it fills a rectangle.
const (
	insetTile   = 4    // px: what is nearer together than this is one
	flatStep    = 2.0  // grey levels between neighbours of a flat area
	stillSpread = 3.0  // grey levels: standard deviation of what stands still
	tallest     = 0.5  // of the picture's height: a higher inset is no inset
	mostFace    = 0.35 // likewise of a face in one
	insetFace   = 0.2  // of the inset's height
	leastBorder = 0.7  // of each side: so much of the rectangle's is touched
	leastFlat   = 0.5  // of the picture beside the inset
	mostFlat    = 0.98 // likewise: more is a wall, not a slide
	mostBusy    = 0.05 // of the picture beside the inset, while no slide changes
)

// background adds pictures up, to tell what of them moves and what is flat.
type background struct {
	w, h         int
	sum, squares []float32
	n            float32
}

func (b *background) add(p picture) {
	if b.n == 0 {
		b.w, b.h = p.w, p.h
		b.sum, b.squares = make([]float32, p.w*p.h), make([]float32, p.w*p.h)
	}
	for i, v := range p.y {
		f := float32(v)
		b.sum[i] += f
		b.squares[i] += f * f
	}
	b.n++
}

// What a pixel of the background can be.
const (
	flatPixel = iota
	drawnPixel
	movingPixel
)

func (b *background) kinds() []byte {
	out := make([]byte, b.w*b.h)
	mean := func(i int) float32 { return b.sum[i] / b.n }
	for y := range b.h {
		for x := range b.w {
			i := y*b.w + x
			m := mean(i)
			step := float32(0)
			if x > 0 {
				step = max(step, m-mean(i-1), mean(i-1)-m)
			}
			if y > 0 {
				step = max(step, m-mean(i-b.w), mean(i-b.w)-m)
			}
			switch {
			case b.squares[i]/b.n-m*m > stillSpread*stillSpread:
				out[i] = movingPixel
			case step >= flatStep:
				out[i] = drawnPixel
			}
		}
	}
	return out
}

// insetAround finds the inset of the face, px of the pictures. ok is false where
// the face is not in one.
func (b *background) insetAround(face rect) (inset rect, ok bool) {
	c := face.centre()
	if b.n < 2 || face.h > mostFace*float64(b.h) || c.x < 0 || c.y < 0 || c.x >= float64(b.w) || c.y >= float64(b.h) {
		return rect{}, false
	}
	kinds := b.kinds()
	t := newTiles(kinds, b.w, b.h)
	t.spread(int(c.x)/insetTile, int(c.y)/insetTile)
	x0, y0, x1, y1 := t.bounds(kinds, b.w, b.h)
	inset = rect{float64(x0), float64(y0), float64(x1 - x0), float64(y1 - y0)}
	if inset.h > tallest*float64(b.h) || inset.h <= 0 || face.h < insetFace*inset.h || t.border() < leastBorder {
		return rect{}, false
	}
	var count [movingPixel + 1]float64
	for y := range b.h {
		for x := range b.w {
			if x < x0 || x >= x1 || y < y0 || y >= y1 {
				count[kinds[y*b.w+x]]++
			}
		}
	}
	all := count[flatPixel] + count[drawnPixel] + count[movingPixel]
	flat := count[flatPixel] / all
	return inset, flat >= leastFlat && flat <= mostFlat && count[movingPixel] <= mostBusy*all
}

// tiles tell of small squares of a picture whether anything is in them.
type tiles struct {
	w, h           int
	busy, reached  []bool
	x0, y0, x1, y1 int // bounds of those reached
}

func newTiles(kinds []byte, w, h int) *tiles {
	t := &tiles{w: (w + insetTile - 1) / insetTile, h: (h + insetTile - 1) / insetTile}
	t.busy, t.reached = make([]bool, t.w*t.h), make([]bool, t.w*t.h)
	for i, k := range kinds {
		if k != flatPixel {
			t.busy[i/w/insetTile*t.w+i%w/insetTile] = true
		}
	}
	return t
}

// spread reaches all busy tiles that hang together with the one at x, y.
func (t *tiles) spread(x, y int) {
	t.x0, t.y0, t.x1, t.y1 = x, y, x+1, y+1
	t.reached[y*t.w+x] = true
	for open := []int{y*t.w + x}; len(open) > 0; {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		cx, cy := i%t.w, i/t.w
		t.x0, t.y0, t.x1, t.y1 = min(t.x0, cx), min(t.y0, cy), max(t.x1, cx+1), max(t.y1, cy+1)
		for _, d := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			nx, ny := cx+d[0], cy+d[1]
			if nx < 0 || ny < 0 || nx >= t.w || ny >= t.h {
				continue
			}
			if k := ny*t.w + nx; t.busy[k] && !t.reached[k] {
				t.reached[k] = true
				open = append(open, k)
			}
		}
	}
}

// bounds are those of what is in the tiles reached, [x0, x1) x [y0, y1) px.
func (t *tiles) bounds(kinds []byte, w, h int) (x0, y0, x1, y1 int) {
	x0, y0 = w, h
	for y := t.y0 * insetTile; y < min(h, t.y1*insetTile); y++ {
		for x := t.x0 * insetTile; x < min(w, t.x1*insetTile); x++ {
			if kinds[y*w+x] != flatPixel && t.reached[y/insetTile*t.w+x/insetTile] {
				x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
			}
		}
	}
	return x0, y0, x1, y1
}

// border is the least share of a side of the bounds that tiles reached touch.
func (t *tiles) border() float64 {
	share := func(n int, at func(i int) int) float64 {
		touched := 0.0
		for i := range n {
			if t.reached[at(i)] {
				touched++
			}
		}
		return touched / float64(n)
	}
	w, h := t.x1-t.x0, t.y1-t.y0
	return min(
		share(h, func(i int) int { return (t.y0+i)*t.w + t.x0 }),
		share(h, func(i int) int { return (t.y0+i)*t.w + t.x1 - 1 }),
		share(w, func(i int) int { return t.y0*t.w + t.x0 + i }),
		share(w, func(i int) int { return (t.y1-1)*t.w + t.x0 + i }),
	)
}
