package framing

import (
	"math"
	"testing"

	"clipd/internal/clip"
)

// watched is what an observer sees of actors over n frames with cuts.
func watched(n int, cuts []int, actors ...actor) observation {
	o := observation{changes: make([]change, n), looks: staged(n, actors...)}
	for i := range o.changes {
		o.changes[i] = change{diff: 0.5, like: 1}
	}
	for _, c := range cuts {
		o.changes[c] = change{diff: 30, like: 0}
	}
	return o
}

func gridTime(n int) float64 { return 100 + float64(n)/testRate }

func mustView(t *testing.T, w, h int, a clip.Aspect) view {
	t.Helper()
	v, err := largestView(w, h, a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestShootCutsWithTheSource(t *testing.T) {
	o := watched(300, []int{100, 200},
		sitting(500, 200).only(0, 100/testRate),
		sitting(1400, 200).only(100/testRate, 200/testRate))
	v := mustView(t, 1920, 1080, clip.Vertical)
	got, cuts := shoot(o, 300, v, testRate, gridTime)
	if len(got) != 300 || len(cuts) != 2 || cuts[0] != 100 || cuts[1] != 200 {
		t.Fatalf("%d frames, cuts %v", len(got), cuts)
	}
	for i, f := range got {
		if f.Frame != i || math.Abs(float64(f.Time)-gridTime(i)) > 1e-9 || len(f.Crops) != 1 {
			t.Fatalf("frame %d: %+v", i, f)
		}
		checkCrop(t, f.Crops[0], 1920, 1080)
		layout, x, faces := clip.Track, 196, 1
		switch {
		case i >= 200:
			layout, x, faces = clip.Fit, 0, 0
		case i >= 100:
			x = 1096
		}
		if f.Layout != layout || math.Abs(float64(f.Crops[0].X-x)) > 4 || len(f.Faces) != faces {
			t.Errorf("frame %d: %s at %d with %d faces, want %s at %d with %d", i, f.Layout, f.Crops[0].X, len(f.Faces), layout, x, faces)
		}
	}
}

func TestShootListsFacesLargestFirst(t *testing.T) {
	o := watched(60, nil, sitting(500, 150), sitting(1000, 250), sitting(1500, 200))
	got, _ := shoot(o, 60, mustView(t, 1920, 1080, clip.Square), testRate, gridTime)
	for _, f := range got {
		if len(f.Faces) != 3 || f.Faces[0].W < f.Faces[1].W || f.Faces[1].W < f.Faces[2].W {
			t.Fatalf("frame %d has faces %+v", f.Frame, f.Faces)
		}
	}
}

func TestShootHoldsTheLastFrame(t *testing.T) {
	// The file ended early: the camera has all frames that were asked for.
	o := watched(50, nil, sitting(500, 200))
	got, _ := shoot(o, 60, mustView(t, 1920, 1080, clip.Vertical), testRate, gridTime)
	if len(got) != 60 || got[59].Crops[0] != got[40].Crops[0] {
		t.Errorf("%d frames, want 60 alike", len(got))
	}
}

func TestShootLeavesTheAskedShapeAlone(t *testing.T) {
	for _, o := range []observation{watched(60, nil), watched(60, []int{30}, sitting(200, 100))} {
		got, _ := shoot(o, 60, mustView(t, 1080, 1920, clip.Vertical), testRate, gridTime)
		for _, f := range got {
			if f.Layout != clip.Track || f.Crops[0] != (clip.Box{W: 1080, H: 1920}) {
				t.Fatalf("frame %d: %s %+v, want the whole picture", f.Frame, f.Layout, f.Crops)
			}
		}
	}
}

func TestShootGivesHeadroom(t *testing.T) {
	v := mustView(t, 1080, 1920, clip.Wide)
	seat := func(w float64) actor {
		return func(float64) (face, bool) { return faceAt(540, 700, w), true }
	}
	got, _ := shoot(watched(60, nil, seat(200)), 60, v, testRate, gridTime)
	eyes := 700 - 130 + 0.4*260
	c := got[0].Crops[0]
	if got[0].Layout != clip.Track || math.Abs((eyes-float64(c.Y))/float64(c.H)-eyeLine) > 0.02 {
		t.Errorf("%s, crop %+v with the eyes at %.0f, want them at %.1f of its height", got[0].Layout, c, eyes, eyeLine)
	}
	got, _ = shoot(watched(60, nil, seat(420)), 60, v, testRate, gridTime)
	if got[0].Layout != clip.Fit {
		t.Errorf("a face that no wide crop holds is laid out as %s, want fit", got[0].Layout)
	}
}

func TestShootIsDeterministic(t *testing.T) {
	v := mustView(t, 1920, 1080, clip.Vertical)
	make := func() []clip.Frame {
		f, _ := shoot(watched(300, []int{90}, sitting(500, 200), sitting(1420, 200)), 300, v, testRate, gridTime)
		return f
	}
	a, b := make(), make()
	for i := range a {
		if a[i].Crops[0] != b[i].Crops[0] {
			t.Fatalf("frame %d differs from run to run", i)
		}
	}
}
