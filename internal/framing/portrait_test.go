package framing

import (
	"math"
	"testing"
)

// doll draws a head of the given width around c, leaning by an angle, into grey:
// dark eyes and a dark mouth, open by a share of the width. It returns the
// picture and the face.
func doll(w, h int, c point, width, angle, open float64) ([]byte, face) {
	luma := make([]byte, w*h)
	sin, cos := math.Sincos(angle)
	at := func(x, y float64) point { // widths from the middle, before leaning
		return point{c.x + width*(x*cos-y*sin), c.y + width*(x*sin+y*cos)}
	}
	f := face{rect: around(c, width, 1.3*width), score: 0.9}
	f.marks = [faceMarks]point{at(-0.2, -0.15), at(0.2, -0.15), at(0, 0.05), at(-0.15, 0.3), at(0.15, 0.3)}
	for i := range luma {
		dx, dy := float64(i%w)-c.x, float64(i/w)-c.y
		x, y := (dx*cos+dy*sin)/width, (dy*cos-dx*sin)/width
		switch {
		case math.Hypot(math.Abs(x)-0.2, y+0.15) < 0.06, math.Hypot(x/2, y-0.3) < 0.05+open/2:
			luma[i] = 30
		case math.Hypot(x/0.5, y/0.65) < 1:
			luma[i] = byte(170 + 40*x)
		default:
			luma[i] = 90
		}
	}
	return luma, f
}

// dark is how much darker than the face a place of the portrait is.
func dark(p *portrait, column, row int) bool { return p[row*portraitW+column] < 90 }

func TestPortraitIsUprightAndOfOneSize(t *testing.T) {
	for _, tt := range []struct {
		name         string
		c            point
		width, angle float64
	}{
		{"upright", point{160, 90}, 60, 0},
		{"large", point{160, 90}, 110, 0},
		{"small", point{100, 60}, 24, 0},
		{"leaning", point{160, 90}, 60, 0.35},
		{"at the edge", point{20, 90}, 60, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			luma, f := doll(320, 180, tt.c, tt.width, tt.angle, 0.05)
			p := newPortrait(luma, 320, 180, f.rect, postureOf(f))
			eye := 0.2 / 0.45 * (portraitMouth - portraitEyes) // columns from the middle
			for _, at := range []struct {
				name        string
				column, row int
				want        bool
			}{
				{"right eye", portraitW/2 + int(eye), portraitEyes, true},
				{"mouth", portraitW / 2, portraitMouth, true},
				{"nose", portraitW / 2, (portraitEyes + portraitMouth) / 2, false},
			} {
				if dark(p, at.column, at.row) != at.want {
					t.Errorf("%s at %d, %d is %.0f", at.name, at.column, at.row, p[at.row*portraitW+at.column])
				}
			}
		})
	}
}

func TestPostureMovesFromLookToLook(t *testing.T) {
	_, f := doll(320, 180, point{160, 90}, 60, 0, 0)
	_, g := doll(320, 180, point{100, 70}, 80, 0.2, 0)
	a, b := postureOf(f), postureOf(g)
	if a.towards(b, 0) != a || math.Abs(a.towards(b, 0.5).mouth.x-(a.mouth.x+b.mouth.x)/2) > 1e-9 {
		t.Errorf("half of the way from %+v to %+v is %+v", a, b, a.towards(b, 0.5))
	}
	// A detector that finds the mouth over the eyes makes no portrait upside down.
	if p := newPortrait(make([]byte, 320*180), 320, 180, f.rect, posture{a.mouth, a.eyes}); p == nil {
		t.Error("no portrait")
	}
}

func TestLumaBetweenPixels(t *testing.T) {
	const w, h = 4, 3
	luma := []byte{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110}
	for _, tt := range []struct{ x, y, want float64 }{
		{0, 0, 0}, {1.5, 0, 15}, {1, 0.5, 30}, {2.25, 1.75, 92.5}, {-5, 1, 40}, {9, 9, 110},
	} {
		if got := float64(at(luma, w, h, tt.x, tt.y)); math.Abs(got-tt.want) > 1e-3 {
			t.Errorf("at %v, %v: %v, want %v", tt.x, tt.y, got, tt.want)
		}
		if tt.x >= 0 && tt.x < w-1 && tt.y < h-1 && atInside(luma, w, h, tt.x, tt.y) != at(luma, w, h, tt.x, tt.y) {
			t.Errorf("at %v, %v inside: %v", tt.x, tt.y, atInside(luma, w, h, tt.x, tt.y))
		}
	}
	if got := at([]byte{7}, 1, 1, 0.5, 0.5); got != 7 {
		t.Errorf("the only pixel is %v", got)
	}
}
