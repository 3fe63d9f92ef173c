package framing

import (
	"math"
	"slices"
	"testing"

	"clipd/internal/mediatest"
)

// person is how one of several people looks: the hair's edge is where it likes,
// in another light.
func person(which int, gain, offset float32) *portrait {
	p := &portrait{}
	for i := range p {
		x, y := float64(i%portraitW)/portraitW, float64(i/portraitW)/portraitH
		v := math.Sin(float64(which+2)*3*x) + math.Cos(float64(which+1)*4*y)
		p[i] = 120 + offset + gain*30*float32(v)
	}
	return p
}

// looking is the appearance of one of several people.
func looking(which int) *appearance { return person(which, 1, 0).appearance() }

func TestAppearance(t *testing.T) {
	for _, tt := range []struct {
		name        string
		a, b        *appearance
		least, most float64
	}{
		{"the same", looking(1), looking(1), 0.999, 1.001},
		{"the same in another light", looking(1), person(1, 0.4, 60).appearance(), 0.999, 1.001},
		{"somebody else", looking(1), looking(2), -1, 0.6},
		{"nothing to see", looking(1), (&portrait{}).appearance(), 0, 0},
		{"nobody known", looking(1), nil, 0, 0},
	} {
		if got := tt.a.like(tt.b); got < tt.least || got > tt.most {
			t.Errorf("%s: alike by %.3f, want %v to %v", tt.name, got, tt.least, tt.most)
		}
	}
	mixed := meanAppearance([]face{{appearance: looking(1)}, {}, {appearance: looking(1)}, {appearance: looking(2)}})
	if one, two := mixed.like(looking(1)), mixed.like(looking(2)); one <= two || one > 0.999 {
		t.Errorf("the mean is like the one by %.3f, like the other by %.3f", one, two)
	}
	if meanAppearance([]face{{}, {}}) != nil {
		t.Error("the mean of faces without an appearance has one")
	}
}

// The second half of each recording shows the person of the first one.
func TestAppearanceOfHeads(t *testing.T) {
	if testing.Short() {
		t.Skip("long footage")
	}
	f := newFramer(t)
	people := slices.Concat(tuned, unseen)
	halves := make([][2]*appearance, len(people))
	for i, name := range people {
		o := watchAll(t, f, mediatest.Probe(t, head(t, name)))
		var faces []face
		for _, l := range o.looks {
			faces = append(faces, l.faces[0])
		}
		halves[i] = [2]*appearance{meanAppearance(faces[:len(faces)/2]), meanAppearance(faces[len(faces)/2:])}
	}
	least, most := 1.0, -1.0
	for i, a := range people {
		for k, b := range people {
			like := halves[i][0].like(halves[k][1])
			twice := []string{"vr_face3", "wda_aoc"} // one person
			switch {
			case a == b:
				least = min(least, like)
			case !slices.Contains(twice, a) || !slices.Contains(twice, b):
				most = max(most, like)
			}
		}
	}
	t.Logf("at least %.2f for the same person, at most %.2f for two", least, most)
	if least < leastAlike || most > 0.85 {
		t.Error("people are not told from each other")
	}
}
