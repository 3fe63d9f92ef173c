package framing

import (
	"errors"
	"math"
	"slices"
	"testing"
)

// dolls is a recording of 320x180 at 25 frames a second of a doll that speaks
// in the frames [from, to).
type dolls struct{ from, to int }

func (d dolls) picture(n int) (glimpse, face) {
	open := 0.0
	if n >= d.from && n < d.to {
		open = 0.06 * (1 + math.Sin(float64(n)))
	}
	luma, f := doll(320, 180, point{160, 90}, 64, 0, open)
	return glimpse{n: n, p: picture{w: 320, h: 180, y: luma}}, f
}

func TestWatcherFollowsMouths(t *testing.T) {
	d := dolls{40, 80}
	searched := 0
	var now face
	w := watcher{rate: 25, gaze: gaze{second: 25, large: smallFace}, find: func(picture, bool) ([]face, error) {
		searched++
		return []face{now}, nil
	}}
	for n := range 120 {
		var g glimpse
		g, now = d.picture(n)
		if err := w.see(g); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.finish(); err != nil {
		t.Fatal(err)
	}
	if most := 120/10 + 3; searched > most {
		t.Errorf("a face that stands still was searched for %d times in 120 frames, want %d at most", searched, most)
	}
	var speaking, silent []float64
	next := -1
	for _, l := range w.looks {
		if f := l.faces[0]; f.appearance == nil {
			t.Errorf("no appearance at frame %d", l.frame)
		}
		for _, m := range l.faces[0].motions {
			if next >= 0 && m.sample != next {
				t.Errorf("sample %d follows, want %d", m.sample, next)
			}
			next = m.sample + 1
			if m.sample > d.from && m.sample < d.to {
				speaking = append(speaking, m.mouth)
			} else if m.sample != d.from && m.sample != d.to {
				silent = append(silent, m.mouth)
			}
		}
	}
	if next != 120 {
		t.Errorf("followed to sample %d, want 120", next)
	}
	if mean(speaking) < 5*mean(silent)+0.5 {
		t.Errorf("the mouth moves by %.2f when it speaks and by %.2f else", mean(speaking), mean(silent))
	}
}

func TestWatcherBeginsAnewAfterAJump(t *testing.T) {
	var found []int
	w := watcher{rate: 25, gaze: gaze{second: 25, large: smallFace}}
	var g glimpse
	var now face
	w.find = func(picture, bool) ([]face, error) {
		found = append(found, g.n)
		return []face{now}, nil
	}
	for n := range 30 {
		g, now = dolls{}.picture(n)
		g.jump = n == 7
		if err := w.see(g); err != nil {
			t.Fatal(err)
		}
	}
	if len(found) < 2 || found[0] != 0 || found[len(found)-1] < 20 {
		t.Fatalf("searched at %v", found)
	}
	for i, l := range w.looks {
		for _, m := range l.faces[0].motions {
			if m.sample == 7 {
				t.Errorf("look %d compares the pictures on both sides of a jump", i)
			}
		}
	}
	if w.since != 7 {
		t.Errorf("since frame %d, want 7", w.since)
	}
}

// The detector's faces are in order of their scores.
func TestWatcherJudgesTheLargestFaces(t *testing.T) {
	var faces []face
	for i, width := range []float64{20, 24, 28, 40, 36, 30} {
		f := faceAt(30+50*float64(i), 90, width)
		f.score = 0.9 - 0.05*float64(i)
		faces = append(faces, f)
	}
	w := watcher{
		rate: 25, gaze: gaze{second: 25, large: smallFace},
		find: func(picture, bool) ([]face, error) { return slices.Clone(faces), nil },
		odds: func(_ int, heads [][]byte) ([]float64, error) { return make([]float64, len(heads)), nil },
	}
	for n := range 40 {
		g, _ := dolls{}.picture(n)
		if err := w.see(g); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.finish(); err != nil {
		t.Fatal(err)
	}
	for k, f := range w.looks[len(w.looks)-1].faces {
		if want := k >= 2; len(f.motions) == 0 || f.motions[0].judged != want {
			t.Errorf("the face of %.0f px is judged: %v, want %v", f.w, !want, want)
		}
	}
}

func TestWatcherTellsWhatFails(t *testing.T) {
	broken := errors.New("broken")
	w := watcher{rate: 25, find: func(picture, bool) ([]face, error) { return nil, broken }}
	g, _ := dolls{}.picture(0)
	if err := w.see(g); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	_, f := dolls{}.picture(0)
	w = watcher{
		rate: 25, gaze: gaze{second: 25, large: smallFace},
		find: func(picture, bool) ([]face, error) { return []face{f}, nil },
		odds: func(int, [][]byte) ([]float64, error) { return nil, broken },
	}
	var err error
	for n := range 30 {
		g, _ := dolls{}.picture(n)
		err = errors.Join(err, w.see(g))
	}
	if err = errors.Join(err, w.finish()); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}
