package framing

import (
	"math"
	"testing"

	"clipd/internal/clip"
)

func TestLargestView(t *testing.T) {
	for _, tt := range []struct {
		w, h         int
		a            clip.Aspect
		cropW, cropH int
		whole        bool
	}{
		{1920, 1080, clip.Vertical, 608, 1080, false},
		{1920, 1080, clip.Square, 1080, 1080, false},
		{1920, 1080, clip.Wide, 1920, 1080, true},
		{1080, 1920, clip.Vertical, 1080, 1920, true},
		{1080, 1920, clip.Square, 1080, 1080, false},
		{1080, 1920, clip.Wide, 1080, 608, false},
		{1280, 720, clip.Vertical, 406, 720, false},
		{853, 479, clip.Wide, 850, 478, true},
		{853, 479, clip.Vertical, 268, 478, false},
		{854, 480, clip.Wide, 854, 480, true},
		{1920, 1088, clip.Wide, 1920, 1080, true},
		{640, 360, clip.Vertical, 202, 360, false},
		{700, 700, clip.Square, 700, 700, true},
		{64, 64, clip.Vertical, 36, 64, false},
		{64, 64, clip.Wide, 64, 36, false},
		{2, 2, clip.Vertical, 2, 2, true},
		{3840, 1600, clip.Wide, 2844, 1600, false},
	} {
		v, err := largestView(tt.w, tt.h, tt.a)
		if err != nil || v.w != tt.cropW || v.h != tt.cropH || v.whole() != tt.whole {
			t.Errorf("%s of %dx%d is %v, whole %v, %v; want %dx%d, %v", tt.a, tt.w, tt.h, v, v.whole(), err, tt.cropW, tt.cropH, tt.whole)
		}
	}
}

func TestLargestViewRefuses(t *testing.T) {
	if _, err := largestView(1, 1080, clip.Square); clip.CodeOf(err) != clip.Unusable {
		t.Errorf("a picture one pixel wide: %v", err)
	}
	if _, err := largestView(1920, 1080, "4:5"); clip.CodeOf(err) != clip.Invalid {
		t.Errorf("an unknown shape: %v", err)
	}
}

func TestCropsAreEvenAndInside(t *testing.T) {
	for _, size := range [][2]int{{1920, 1080}, {853, 479}, {479, 853}, {64, 64}, {65, 63}, {2, 2}, {1081, 1921}} {
		for _, a := range clip.Aspects() {
			v, err := largestView(size[0], size[1], a)
			if err != nil {
				t.Fatal(err)
			}
			for _, at := range []float64{-100, 0, 0.9, 1, 17.3, 300, 5000, math.Inf(1), math.Inf(-1)} {
				checkCrop(t, v.at(at, at), size[0], size[1])
			}
			checkCrop(t, v.centred(), size[0], size[1])
			checkCrop(t, v.picture(), size[0], size[1])
		}
	}
}

func checkCrop(t testing.TB, b clip.Box, w, h int) {
	t.Helper()
	if b.X%2 != 0 || b.Y%2 != 0 || b.W%2 != 0 || b.H%2 != 0 || b.W < 2 || b.H < 2 ||
		b.X < 0 || b.Y < 0 || b.X+b.W > w || b.Y+b.H > h {
		t.Errorf("crop %+v of %dx%d is odd or not inside", b, w, h)
	}
}

func TestViewHolds(t *testing.T) {
	wide, _ := largestView(1080, 1920, clip.Wide)
	narrow, _ := largestView(1920, 1080, clip.Vertical)
	for _, tt := range []struct {
		name string
		v    view
		face float64 // width
		want bool
	}{
		{"a small face in a low crop", wide, 200, true},
		{"a face higher than a low crop", wide, 500, false},
		{"a close-up in a narrow crop", narrow, 750, true},
		{"a face twice as wide as the crop", narrow, 1300, false},
	} {
		s := shot{0, 60}
		tr := tracesOf(staged(60, func(float64) (face, bool) { return faceAt(500, 500, tt.face), true }), s)
		if got := tt.v.holds(&tr[0]); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
