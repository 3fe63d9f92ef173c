package framing

import (
	"math"
	"testing"
)

// flatPicture is one colour in BT.709 limited range.
func flatPicture(w, h int, y, u, v byte) picture {
	pix := make([]byte, w*h*3/2)
	for i := range pix {
		switch {
		case i < w*h:
			pix[i] = y
		case i < w*h*5/4:
			pix[i] = u
		default:
			pix[i] = v
		}
	}
	return newPicture(pix, w, h)
}

func TestRGBPlanesColours(t *testing.T) {
	for _, tt := range []struct {
		name    string
		y, u, v byte
		r, g, b float64
	}{
		{"black", 16, 128, 128, 0, 0, 0},
		{"white", 235, 128, 128, 255, 255, 255},
		{"red", 63, 102, 240, 255, 0, 0},
		{"green", 173, 42, 26, 0, 255, 0},
		{"blue", 32, 240, 118, 0, 0, 255},
	} {
		const w, h = 60, 40
		out := rgbPlanes(flatPicture(w, h, tt.y, tt.u, tt.v), w, h, nil)
		n := paddedSize(w) * paddedSize(h)
		if len(out) != 3*n {
			t.Fatalf("%d values, want %d", len(out), 3*n)
		}
		at := 10*paddedSize(w) + 10
		for c, want := range []float64{tt.r, tt.g, tt.b} {
			if got := float64(out[c*n+at]); math.Abs(got-want) > 2.5 {
				t.Errorf("%s: channel %d is %.1f, want %.0f", tt.name, c, got, want)
			}
		}
		if out[w] != 0 || out[h*paddedSize(w)] != 0 {
			t.Errorf("%s: the padding is not 0", tt.name)
		}
	}
}

func TestRGBPlanesKeepsPlaces(t *testing.T) {
	const w, h, sw, sh = 200, 100, 120, 60
	p := flatPicture(w, h, 16, 128, 128)
	for y := 40; y < 60; y++ {
		for x := 100; x < 140; x++ {
			p.y[y*w+x] = 235
		}
	}
	out := rgbPlanes(p, sw, sh, make([]float32, 10))
	var mass, mx, my float64
	for y := range sh {
		for x := range sw {
			v := float64(out[y*paddedSize(sw)+x])
			mass, mx, my = mass+v, mx+v*(float64(x)+0.5), my+v*(float64(y)+0.5)
		}
	}
	if x, y := mx/mass, my/mass; math.Abs(x-120*0.6) > 0.1 || math.Abs(y-50*0.6) > 0.1 {
		t.Errorf("the spot is at %.2f, %.2f, want 72, 30", x, y)
	}
}

func TestFitArea(t *testing.T) {
	for _, tt := range []struct{ w, h, ww, wh int }{
		{1920, 1080, 640, 360},
		{1080, 1920, 360, 640},
		{700, 700, 480, 480},
		{853, 479, 640, 360},
		{64, 64, 64, 64},
		{3, 1, 4, 2},
		{640, 360, 640, 360},
	} {
		if w, h := fitArea(tt.w, tt.h, workingArea); w != tt.ww || h != tt.wh {
			t.Errorf("%dx%d is worked on at %dx%d, want %dx%d", tt.w, tt.h, w, h, tt.ww, tt.wh)
		}
	}
}
