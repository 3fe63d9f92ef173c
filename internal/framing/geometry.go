package framing

import (
	"math"

	"clipd/internal/clip"
)

// point is a place in a picture, px.
type point struct{ x, y float64 }

// rect is a rectangle in a picture, px; x and y are its top left corner.
type rect struct{ x, y, w, h float64 }

func (r rect) centre() point { return point{r.x + r.w/2, r.y + r.h/2} }

func (r rect) area() float64 { return r.w * r.h }

// scaled is the rectangle in a picture sx times as wide and sy times as high.
func (r rect) scaled(sx, sy float64) rect { return rect{r.x * sx, r.y * sy, r.w * sx, r.h * sy} }

// towards is r moved and grown the share of the way to q.
func (r rect) towards(q rect, share float64) rect {
	mix := func(a, b float64) float64 { return a + share*(b-a) }
	return rect{mix(r.x, q.x), mix(r.y, q.y), mix(r.w, q.w), mix(r.h, q.h)}
}

// around is the rectangle of the size w x h that is centred at c.
func around(c point, w, h float64) rect { return rect{c.x - w/2, c.y - h/2, w, h} }

// overlap is the area of the intersection over that of the union, 0-1.
func overlap(a, b rect) float64 {
	w := min(a.x+a.w, b.x+b.w) - max(a.x, b.x)
	h := min(a.y+a.h, b.y+b.h) - max(a.y, b.y)
	if w <= 0 || h <= 0 {
		return 0
	}
	return w * h / (a.area() + b.area() - w*h)
}

// box rounds r to whole pixels and cuts off what lies outside of the w x h
// picture.
func (r rect) box(w, h int) clip.Box {
	x0, y0 := clamp(math.Round(r.x), 0, float64(w)), clamp(math.Round(r.y), 0, float64(h))
	x1, y1 := clamp(math.Round(r.x+r.w), 0, float64(w)), clamp(math.Round(r.y+r.h), 0, float64(h))
	return clip.Box{X: int(x0), Y: int(y0), W: int(x1 - x0), H: int(y1 - y0)}
}

// clamp is v, or the nearer bound where v lies outside; lo where hi < lo.
func clamp(v, lo, hi float64) float64 { return max(lo, min(v, hi)) }
