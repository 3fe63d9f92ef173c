package framing

import (
	"math"
	"math/rand/v2"
	"testing"
)

const (
	testCrop  = 608.0
	testTotal = 1920.0
)

// aimed is an axis for a face of the width whose middle is at the place at each
// frame.
func aimed(n int, width float64, at func(i int) float64) axis {
	var a axis
	for i := range n {
		x := at(i)
		a.want = append(a.want, x)
		a.lo, a.hi = append(a.lo, x-width/2), append(a.hi, x+width/2)
	}
	return a
}

// movement measures a path: how often it turns round, what share of frames it
// stands still, its largest step and change of step, px a frame.
func movement(path []float64) (turns int, still, step, jerk float64) {
	last := 0.0
	for i := 1; i < len(path); i++ {
		d := path[i] - path[i-1]
		if math.Abs(d) < 0.1 {
			still++
		} else {
			if d*last < 0 {
				turns++
			}
			last = d
		}
		step = max(step, math.Abs(d))
		if i > 1 {
			jerk = max(jerk, math.Abs(path[i]-2*path[i-1]+path[i-2]))
		}
	}
	return turns, still / float64(len(path)-1), step, jerk
}

func TestFollow(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, tt := range []struct {
		name   string
		a      axis
		still  float64 // least share of frames
		turns  int     // most
		inside float64 // least share of frames
	}{
		{"sitting", aimed(600, 200, func(int) float64 { return 700 }), 1, 0, 1},
		{"sitting, nodding", aimed(600, 200, func(i int) float64 { return 700 + 25*math.Sin(float64(i)/8) }), 1, 0, 1},
		{"sitting, a noisy detector", aimed(600, 200, func(int) float64 { return 700 + 8*r.NormFloat64() }), 1, 0, 1},
		{"walking across once", aimed(300, 200, func(i int) float64 { return 400 + 1000*clamp(float64(i-90)/120, 0, 1) }), 0.4, 0, 1},
		{"walking to and fro", aimed(540, 200, func(i int) float64 { return 960 + 560*math.Sin(2*math.Pi*float64(i)/270) }), 0, 4, 1},
		{"swaying as far as the slack", aimed(600, 200, func(i int) float64 { return 900 + 60*math.Sin(float64(i)/15) }), 1, 0, 1},
		{"at the edge", aimed(600, 200, func(i int) float64 { return 220 + 100*math.Sin(float64(i)/60) }), 0.5, 3, 1},
		{"a close-up", aimed(300, 500, func(i int) float64 { return 900 + 60*math.Sin(float64(i)/30) }), 1, 0, 0.3},
		{"one frame", aimed(1, 200, func(int) float64 { return 700 }), 0, 0, 1},
		{"some frames", aimed(7, 200, func(i int) float64 { return 700 + 100*float64(i) }), 1, 0, 0.4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := tt.a.follow(testCrop, testTotal, testRate)
			inside := 0.0
			for i, p := range path {
				if p < 0 || p > testTotal-testCrop {
					t.Fatalf("frame %d: at %v, outside of the picture", i, p)
				}
				if tt.a.lo[i] >= p-1 && tt.a.hi[i] <= p+testCrop+1 {
					inside++
				}
			}
			inside /= float64(len(path))
			turns, still, step, jerk := movement(path)
			t.Logf("inside %.3f, still %.3f, turns %d, largest step %.1f px, jerk %.2f px", inside, still, turns, step, jerk)
			if inside < tt.inside || turns > tt.turns || len(path) > 1 && still < tt.still {
				t.Errorf("inside %.3f (>= %v), still %.3f (>= %v), turns %d (<= %d)", inside, tt.inside, still, tt.still, turns, tt.turns)
			}
		})
	}
}

func TestSmoothPathEases(t *testing.T) {
	// A face that starts and stops at once, 200 px a second.
	want := make([]float64, 360)
	for i := range want {
		want[i] = 500 + clamp(float64(i-90)*200/testRate, 0, 1000)
	}
	path := smoothPath(want, testCrop, 200, testRate)
	_, _, step, jerk := movement(path)
	if step > 1.6*200/testRate {
		t.Errorf("steps of %.1f px after a face that makes %.1f", step, 200/testRate)
	}
	if jerk > 1 {
		t.Errorf("the step changes by %.2f px from frame to frame", jerk)
	}
	for i, p := range path {
		if math.Abs(p-want[i]) > 0.27*testCrop {
			t.Errorf("frame %d: %.0f px off the face", i, p-want[i])
		}
	}
}

func TestStillHoldsTheFaceWhereItMostlyIs(t *testing.T) {
	// Two seats: the face is in the left one for two thirds of the time.
	a := aimed(300, 200, func(i int) float64 {
		if i < 200 {
			return 300
		}
		return 1500
	})
	if got := a.still(testCrop, testTotal); got > 200.5 || got+testCrop < 400 {
		t.Errorf("still at %v, which does not hold the face around 300", got)
	}
	// The median would cut the face at both ends of its way.
	b := aimed(301, 300, func(i int) float64 { return 800 + float64(i%2)*250 })
	p := b.still(testCrop, testTotal)
	if p > 650.5 || p+testCrop < 1199.5 {
		t.Errorf("still at %v does not hold a face that goes from 650 to 1200", p)
	}
}
