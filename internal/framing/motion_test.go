package framing

import (
	"math"
	"testing"
)

// posed is the portrait of a doll whose head has moved and whose mouth is open,
// taken as if it had not moved.
func posed(moved point, open float64) *portrait {
	const w, h = 320, 180
	middle := point{160, 90}
	luma, _ := doll(w, h, point{middle.x + moved.x, middle.y + moved.y}, 64, 0, open)
	_, f := doll(w, h, middle, 64, 0, 0)
	return newPortrait(luma, w, h, f.rect, postureOf(f)).softened()
}

func TestShiftBetween(t *testing.T) {
	const scale = (portraitMouth - portraitEyes) / (0.45 * 64) // portrait pixels in one of the picture
	for _, want := range []point{{}, {1, 0}, {0, -1}, {1.5, 1}, {-2, 1}} {
		got := shiftBetween(posed(point{}, 0), posed(want, 0))
		if math.Abs(got.x-scale*want.x) > 0.4 || math.Abs(got.y-scale*want.y) > 0.4 {
			t.Errorf("moved by %+v, found %+v", want, point{got.x / scale, got.y / scale})
		}
	}
	flat := &portrait{}
	if got := shiftBetween(flat, flat); got != (point{}) {
		t.Errorf("nothing moved by %+v", got)
	}
}

func TestMotionIsThatOfTheMouth(t *testing.T) {
	for _, tt := range []struct {
		name  string
		moved point
		open  float64
		least float64 // of the mouth's movement over the upper face's
		most  float64
	}{
		{"nothing moves", point{}, 0, 0, 0},
		{"the head moves", point{1.5, 1}, 0, 0, 2},
		{"the mouth opens", point{}, 0.1, 8, math.Inf(1)},
		{"both", point{1.5, 1}, 0.1, 3, math.Inf(1)},
	} {
		m := compared(posed(point{}, 0), posed(tt.moved, tt.open), 7)
		if ratio := m.mouth / (m.upper + 1e-6); ratio < tt.least || ratio > tt.most || m.sample != 7 || m.contrast < 10 {
			t.Errorf("%s: mouth %.2f, upper face %.2f; want a ratio of %v to %v", tt.name, m.mouth, m.upper, tt.least, tt.most)
		}
	}
}

func TestMovedRepeatsTheEdge(t *testing.T) {
	p := &portrait{}
	for i := range p {
		p[i] = float32(i % portraitW)
	}
	got := p.moved(point{x: 2.5})
	for column, want := range map[int]float32{0: 0, 2: 0, 3: 0.5, 20: 17.5, 63: 60.5} {
		if got[column] != want {
			t.Errorf("column %d is %v, want %v", column, got[column], want)
		}
	}
	if p.moved(point{}) != p {
		t.Error("not moved, yet another")
	}
}

func TestSoftenedKeepsTheMean(t *testing.T) {
	p := &portrait{}
	for i := range p {
		p[i] = 100
	}
	p[40*portraitW+32] = 200
	soft, sum := p.softened(), float32(0)
	for _, v := range soft {
		sum += v - 100
	}
	if math.Abs(float64(sum)-100) > 1 || soft[40*portraitW+32] > 120 || soft[40*portraitW+33] < 105 {
		t.Errorf("a point of 100 becomes %.1f in all, %.1f in the middle", sum, soft[40*portraitW+32]-100)
	}
}
