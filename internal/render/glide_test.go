package render

import (
	"math"
	"testing"
)

// Slow steps become even, jumps and rests stay, and no place is off by more
// than its rounding.
func TestSteady(t *testing.T) {
	var places []int
	add := func(count int, at func(n int) float64) {
		for n := range count {
			places = append(places, int(math.Round(at(n)/2))*2)
		}
	}
	add(30, func(int) float64 { return 300 })
	add(60, func(n int) float64 { return 300 + 0.5*float64(n) }) // 15 px/s: one step in four frames
	add(30, func(int) float64 { return 330 })
	add(30, func(int) float64 { return 900 }) // a cut
	smooth, moves := steady(places, 608)
	if !moves {
		t.Fatal("nothing moves")
	}
	for n, p := range places {
		if math.Abs(smooth[n]-float64(p)) > rounding {
			t.Errorf("frame %d lies at %.2f instead of %d", n, smooth[n], p)
		}
	}
	for n := 40; n < 80; n++ {
		if step := smooth[n+1] - smooth[n]; math.Abs(step-0.5) > 0.2 {
			t.Errorf("frame %d moves by %.2f px, want 0.5", n+1, step)
		}
	}
	if smooth[119] != 330 || smooth[120] != 900 {
		t.Errorf("the cut goes from %.2f to %.2f", smooth[119], smooth[120])
	}
	for name, still := range map[string][]int{"rest": {5, 5, 5}, "jumps": {0, 0, 500, 500, 90}, "one frame": {7}} {
		if _, moves := steady(still, 608); moves {
			t.Errorf("%s moves", name)
		}
	}
}

// Wherever a crop glides, the part shown lies within half a pixel of the clip
// where it should, and inside the picture.
func TestGlideInside(t *testing.T) {
	for _, c := range []struct{ size, target, total int }{{608, 1080, 1920}, {404, 1080, 1280}, {1080, 1080, 1920}, {2160, 1080, 3840}, {600, 1080, 604}, {199, 180, 853}} {
		var places []int
		for p := 0; p <= c.total-c.size; p++ {
			places = append(places, p)
		}
		g, ok := newGlide(places, c.size, c.target, c.total)
		if !ok {
			t.Errorf("%+v does not glide", c)
			continue
		}
		smooth, _ := steady(places, c.size)
		scale := float64(g.Scaled) / float64(g.Size)
		for n := range places {
			if g.First[n] < 0 || g.First[n]%2 != 0 || g.First[n]+g.Size > c.total || g.Second[n] < 0 || g.Second[n]+c.target > g.Scaled {
				t.Fatalf("%+v: frame %d is outside: %d of %d, %d of %d", c, n, g.First[n], c.total, g.Second[n], g.Scaled)
			}
			shown := float64(g.First[n])*scale + float64(g.Second[n])
			if math.Abs(shown-smooth[n]*scale) > math.Max(0.51, 0.51*scale) {
				t.Errorf("%+v: frame %d shows from %.2f, want %.2f", c, n, shown, smooth[n]*scale)
			}
		}
	}
	if _, ok := newGlide([]int{0, 1, 2}, 1078, 1920, 1080); ok {
		t.Error("a crop glides without room")
	}
}
