package framing

import (
	"math"
	"math/rand/v2"
	"testing"
)

// actor is a face that is at a place at each time, or is not seen.
type actor func(t float64) (f face, seen bool)

func faceAt(x, y, w float64) face {
	f := face{rect: around(point{x, y}, w, w*1.3), score: 0.9}
	for k := range f.marks {
		f.marks[k] = point{f.x + f.w/2, f.y + 0.4*f.h}
	}
	return f
}

// staged are the looks at the actors, 5 a second over n frames at testRate, with
// some noise of the detector.
func staged(n int, actors ...actor) []look {
	r := rand.New(rand.NewPCG(1, 2))
	var looks []look
	for i := 0; i < n; i += 6 {
		l := look{frame: i}
		for _, a := range actors {
			f, seen := a(float64(i) / testRate)
			if !seen {
				continue
			}
			dx, dy := r.NormFloat64()*0.01*f.w, r.NormFloat64()*0.01*f.w
			f.x, f.y = f.x+dx, f.y+dy
			l.faces = append(l.faces, f)
		}
		r.Shuffle(len(l.faces), func(i, j int) { l.faces[i], l.faces[j] = l.faces[j], l.faces[i] })
		looks = append(looks, l)
	}
	return looks
}

func sitting(x, w float64) actor {
	return func(float64) (face, bool) { return faceAt(x, 400, w), true }
}

// only is the actor in [from, to) seconds.
func (a actor) only(from, to float64) actor {
	return func(t float64) (face, bool) {
		f, seen := a(t)
		return f, seen && t >= from && t < to
	}
}

// but is the actor except for [from, to) seconds.
func (a actor) but(from, to float64) actor {
	return func(t float64) (face, bool) {
		f, seen := a(t)
		return f, seen && (t < from || t >= to)
	}
}

func TestJoinFaces(t *testing.T) {
	walk := func(from, speed float64) actor {
		return func(t float64) (face, bool) { return faceAt(from+speed*t, 400, 150), true }
	}
	faint := func(t float64) (face, bool) {
		f := faceAt(500, 400, 200)
		if t > 2 {
			f.score = 0.35
		}
		return f, true
	}
	wallText := func(float64) (face, bool) {
		f := faceAt(900, 200, 60)
		f.score = 0.4
		return f, true
	}
	for _, tt := range []struct {
		name   string
		looks  []look
		tracks int
	}{
		{"one", staged(300, sitting(500, 200)), 1},
		{"two side by side", staged(300, sitting(500, 200), sitting(1400, 200)), 2},
		{"two close together", staged(300, sitting(500, 200), sitting(720, 200)), 2},
		{"one walking", staged(150, walk(200, 390)), 1},
		{"two passing each other at a distance", staged(150, walk(200, 300), func(t float64) (face, bool) { return faceAt(1700-300*t, 800, 150), true }), 2},
		{"lost for a moment", staged(300, sitting(500, 200).but(3, 3.7)), 1},
		{"in profile for three seconds", staged(300, sitting(500, 200).but(3, 6)), 1},
		{"gone for long, then another one", staged(600, sitting(500, 200).but(3, 12)), 2},
		{"getting faint", staged(300, faint), 1},
		{"text that looks a little like a face", staged(300, wallText), 0},
		{"a false face, twice", staged(300, sitting(500, 200), sitting(900, 80).only(2, 2.4)), 1},
		{"a crumb", staged(300, sitting(500, 12)), 0},
		{"nobody", staged(300), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := joinFaces(tt.looks, shot{0, 600}, 1080, testRate)
			if len(got) != tt.tracks {
				t.Errorf("%d tracks, want %d", len(got), tt.tracks)
			}
		})
	}
}

func TestJoinFacesKeepsToTheShot(t *testing.T) {
	looks := staged(300, sitting(500, 200))
	got := joinFaces(looks, shot{100, 200}, 1080, testRate)
	if len(got) != 1 || got[0].frames[0] < 100 || got[0].frames[len(got[0].frames)-1] >= 200 {
		t.Errorf("tracks %+v", got)
	}
	if got := joinFaces(looks, shot{100, 104}, 1080, testRate); len(got) != 1 {
		t.Errorf("%d tracks in a short shot with one look, want 1", len(got))
	}
}

func tracesOf(looks []look, s shot) []trace {
	var out []trace
	for _, t := range joinFaces(looks, s, 1080, testRate) {
		out = append(out, newTrace(t, s, testRate))
	}
	return out
}

func TestTraceFollowsBetweenLooks(t *testing.T) {
	at := func(t float64) float64 { return 960 + 560*math.Sin(2*math.Pi*t/9) }
	looks := staged(400, func(t float64) (face, bool) { return faceAt(at(t), 500, 200), true })
	got := tracesOf(looks, shot{0, 400})
	if len(got) != 1 || got[0].start != 0 || got[0].end() != 400 {
		t.Fatalf("traces %+v, want one over all frames", len(got))
	}
	for n := range 397 {
		if d := got[0].face(n).centre().x - at(float64(n)/testRate); math.Abs(d) > 20 {
			t.Errorf("frame %d: %.0f px off", n, d)
		}
	}
	if e := got[0].eyes; math.Abs(e-0.4) > 0.02 {
		t.Errorf("eyes at %.2f of the face, want 0.4", e)
	}
}

func TestTracePresence(t *testing.T) {
	looks := staged(600, sitting(500, 200).only(3, 17).but(8, 11))
	got := tracesOf(looks, shot{0, 600})
	if len(got) != 1 {
		t.Fatalf("%d traces, want 1", len(got))
	}
	for _, tt := range []struct {
		second         float64
		present, alive bool
	}{{1, false, false}, {3.5, true, true}, {9.5, false, true}, {12, true, true}, {19, false, false}} {
		n := int(tt.second * testRate)
		if p, a := got[0].present(n), got[0].alive(n); p != tt.present || a != tt.alive {
			t.Errorf("%v s: present %v, alive %v, want %v, %v", tt.second, p, a, tt.present, tt.alive)
		}
	}
	early := tracesOf(staged(300, sitting(500, 200).only(0.4, 9.7)), shot{0, 300})
	if len(early) != 1 || early[0].start != 0 || early[0].end() != 300 {
		t.Errorf("a face seen half a second inside of the edges is not taken to be there to the edges")
	}
}

func TestRunningMedianTakesOutOne(t *testing.T) {
	got := runningMedian([]float64{1, 1, 9, 1, 1}, 3)
	for _, v := range got {
		if v != 1 {
			t.Errorf("median %v, want ones", got)
		}
	}
}
