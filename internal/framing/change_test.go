package framing

import (
	"math"
	"math/rand/v2"
	"testing"
)

// pattern is a luma plane of random blocks, another one for each seed.
func pattern(seed uint64, w, h int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	const block = 8
	levels := make([]byte, (w/block+1)*(h/block+1))
	for i := range levels {
		levels[i] = byte(40 + r.IntN(160))
	}
	pix := make([]byte, w*h)
	for i := range pix {
		pix[i] = levels[i/w/block*(w/block+1)+i%w/block]
	}
	return pix
}

// lit is the plane with every pixel times gain plus lift.
func lit(pix []byte, gain, lift float64) []byte {
	out := make([]byte, len(pix))
	for i, v := range pix {
		out[i] = byte(clamp(float64(v)*gain+lift, 0, 255))
	}
	return out
}

func TestThumbAveragesBlocks(t *testing.T) {
	for _, tt := range []struct {
		w, h   int
		tw, th int
	}{
		{640, 360, 160, 90},
		{360, 640, 90, 160},
		{64, 64, 64, 64},
		{2, 2, 2, 2},
		{640, 2, 320, 1},
		{638, 358, 159, 89},
	} {
		pix := make([]byte, tt.w*tt.h)
		for i := range pix {
			pix[i] = 100
		}
		got := newThumb(pix, tt.w, tt.h)
		if got.w != tt.tw || got.h != tt.th {
			t.Errorf("thumb of %dx%d is %dx%d, want %dx%d", tt.w, tt.h, got.w, got.h, tt.tw, tt.th)
		}
		for _, v := range got.y {
			if math.Abs(float64(v)-100) > 1e-3 {
				t.Fatalf("thumb of %dx%d of 100s has %v", tt.w, tt.h, v)
			}
		}
	}
}

func TestLikenessSeesNoLight(t *testing.T) {
	const w, h = 320, 180
	a := newThumb(pattern(1, w, h), w, h)
	flat := newThumb(lit(pattern(1, w, h), 0, 90), w, h)
	for _, tt := range []struct {
		name     string
		b        thumb
		from, to float64
	}{
		{"the same", a, 0.9999, 1},
		{"brighter", newThumb(lit(pattern(1, w, h), 1, 40), w, h), 0.99, 1},
		{"less contrast", newThumb(lit(pattern(1, w, h), 0.5, 20), w, h), 0.99, 1},
		{"another", newThumb(pattern(2, w, h), w, h), -0.2, 0.2},
		{"negative", newThumb(lit(pattern(1, w, h), -1, 255), w, h), -1.0001, -0.99},
		{"flat", flat, 0, 0},
	} {
		if got := likeness(a, tt.b); got < tt.from || got > tt.to+1e-9 {
			t.Errorf("%s: likeness %.4f, want from %v to %v", tt.name, got, tt.from, tt.to)
		}
	}
	if got := likeness(flat, flat); got != 1 {
		t.Errorf("two flat pictures have likeness %v, want 1", got)
	}
}
