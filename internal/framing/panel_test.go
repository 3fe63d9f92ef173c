package framing

import (
	"math/rand/v2"
	"testing"

	"clipd/internal/clip"
)

// drawn adds pictures of 320x180 to a background; paint gives the luma.
func drawn(n int, paint func(frame, x, y int) byte) *background {
	const w, h = 320, 180
	b := &background{}
	for f := range n {
		p := picture{w: w, h: h, y: make([]byte, w*h)}
		for i := range p.y {
			p.y[i] = paint(f, i%w, i/w)
		}
		b.add(p)
	}
	return b
}

func TestInsetAround(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	noise := func() byte { return byte(60 + r.IntN(120)) }
	letters := func(x, y int) byte {
		if y > 20 && y < 90 && y%12 < 6 && x > 20 && x < 200 && x%9 < 5 {
			return 20
		}
		return 235
	}
	slide := func(in func(x, y int) bool) func(f, x, y int) byte {
		return func(_, x, y int) byte {
			if in(x, y) {
				return noise()
			}
			return letters(x, y)
		}
	}
	box := func(x0, y0, x1, y1 int) func(x, y int) bool {
		return func(x, y int) bool { return x >= x0 && y >= y0 && x < x1 && y < y1 }
	}
	either := func(a, b func(x, y int) bool) func(x, y int) bool {
		return func(x, y int) bool { return a(x, y) || b(x, y) }
	}
	face := rect{255, 130, 30, 38}
	for _, tt := range []struct {
		name  string
		paint func(f, x, y int) byte
		want  rect
		ok    bool
	}{
		{"slides with an inset", slide(box(240, 120, 304, 176)), rect{240, 120, 64, 56}, true},
		{"an inset in the corner", slide(box(240, 120, 320, 180)), rect{240, 120, 80, 60}, true},
		{"a camera's picture", slide(box(0, 0, 320, 180)), rect{}, false},
		{"too high for an inset", slide(box(240, 20, 304, 176)), rect{}, false},
		{"a person before a wall", func(_, x, y int) byte {
			if dx, dy := float64(x-270)/30, float64(y-150)/40; dx*dx+dy*dy < 1 {
				return noise()
			}
			return 200
		}, rect{}, false},
		{"a video call", slide(either(box(240, 120, 304, 176), box(20, 120, 120, 176))), rect{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := drawn(6, tt.paint).insetAround(face)
			if ok != tt.ok || ok && (got.x < tt.want.x-2 || got.y < tt.want.y-2 || got.x+got.w > tt.want.x+tt.want.w+2 || got.y+got.h > tt.want.y+tt.want.h+2 || got.area() < 0.9*tt.want.area()) {
				t.Errorf("%+v, %v; want %+v, %v", got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestScreen(t *testing.T) {
	in := inset{0, 300, rect{1480, 740, 400, 300}}
	o := watched(300, nil, func(float64) (face, bool) { return faceAt(1680, 890, 160), true })
	o.insets = []inset{in}
	for _, tt := range []struct {
		a    clip.Aspect
		want clip.Layout
	}{{clip.Vertical, clip.Screen}, {clip.Square, clip.Fit}, {clip.Wide, clip.Track}} {
		got, _ := shoot(o, 300, mustView(t, 1920, 1080, tt.a), testRate, gridTime)
		f := got[100]
		if f.Layout != tt.want {
			t.Errorf("%s is laid out as %s, want %s", tt.a, f.Layout, tt.want)
		}
		if f.Layout != clip.Screen {
			continue
		}
		below := f.Crops[1]
		checkCrop(t, below, 1920, 1080)
		if f.Crops[0] != (clip.Box{W: 1920, H: 1080}) || below.X < 1480 || below.Y < 740 || below.X+below.W > 1880 || below.Y+below.H > 1040 {
			t.Errorf("crops %+v, want the picture and a part of the inset", f.Crops)
		}
	}
}
