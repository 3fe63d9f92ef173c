package framing

import (
	"fmt"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestHoldLayouts(t *testing.T) {
	v := mustView(t, 1920, 1080, clip.Vertical)
	for _, tt := range []struct{ name, in, want string }{
		{"one", "track 10", "track 10"},
		{"long enough", "track 60 fit 60 track 60", "track 60 fit 60 track 60"},
		{"a faceless shot between", "track 90 fit 30 track 90", "track 210"},
		{"a face for a moment between slides", "fit 90 track 30 fit 90", "fit 210"},
		{"at the beginning", "fit 20 track 90", "track 110"},
		{"beside slides with an inset", "screen 90 track 30", "fit 120"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var picks []picked
			var layout string
			for i, f := range strings.Fields(tt.in) {
				if i%2 == 0 {
					layout = f
					continue
				}
				n := 0
				if _, err := fmt.Sscan(f, &n); err != nil {
					t.Fatal(err)
				}
				for range n {
					picks = append(picks, picked{layout: clip.Layout(layout), crops: []clip.Box{{W: 608, H: 1080}}})
				}
			}
			holdLayouts(picks, v, testRate)
			var got []string
			for i := 0; i < len(picks); {
				j := i
				for j < len(picks) && picks[j].layout == picks[i].layout {
					j++
				}
				got = append(got, fmt.Sprintf("%s %d", picks[i].layout, j-i))
				i = j
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("%s becomes %s, want %s", tt.in, s, tt.want)
			}
		})
	}
}

// turnsOf are stays on two faces that take turns, of the given seconds.
func turnsOf(x0, x1 float64, seconds ...float64) []stay {
	s := shot{0, 3000}
	traces := tracesOf(staged(3000, sitting(x0, 200), sitting(x1, 200)), s)
	var all []stay
	at := 0
	for i, d := range seconds {
		end := at + int(d*testRate)
		all = append(all, stay{at, end, &traces[i%2], 1})
		at = end
	}
	return all
}

func TestExchanges(t *testing.T) {
	v := mustView(t, 1920, 1080, clip.Vertical)
	for _, tt := range []struct {
		name string
		all  []stay
		want string // u usual, s split, and of how many stays
	}{
		{"long turns", turnsOf(400, 1500, 6, 8, 6, 8), "u4"},
		{"quick turns", turnsOf(400, 1500, 1.5, 2, 1.2, 2.5), "s4"},
		{"quick turns between long ones", turnsOf(400, 1500, 8, 2, 1.5, 1.2, 2.5, 9), "u1 s4 u1"},
		{"slower turns", turnsOf(500, 1300, 2, 4, 1.2, 4, 2), "u5"},
		{"slower turns very far apart", turnsOf(400, 1500, 2, 4, 1.2, 4, 2), "s5"},
		{"too few", turnsOf(400, 1500, 8, 2, 2, 2, 9), "u5"},
		{"too near to each other", turnsOf(800, 1100, 1.5, 2, 1.2, 2.5), "u4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range exchanges(tt.all, v, testRate) {
				kind := "u"
				if e.between != nil {
					kind = "s"
					picks := e.split(v, testRate)
					left, right := picks[0].crops[0], picks[0].crops[1]
					if left.X+left.W/2 > 700 || right.X+right.W/2 < 1200 {
						t.Errorf("crops %+v and %+v, want the left face first", left, right)
					}
					checkCrop(t, left, 1920, 1080)
					checkCrop(t, right, 1920, 1080)
				}
				got = append(got, fmt.Sprintf("%s%d", kind, len(e.stays)))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("%s, want %s", s, tt.want)
			}
		})
	}
}

func TestCrowdIsShownWhole(t *testing.T) {
	var people []actor
	for i := range 6 {
		people = append(people, sitting(200+300*float64(i), 90))
	}
	got, _ := shoot(watched(150, nil, people...), 150, mustView(t, 1920, 1080, clip.Vertical), testRate, gridTime)
	if got[70].Layout != clip.Fit {
		t.Errorf("six people of whom nobody speaks are laid out as %s, want fit", got[70].Layout)
	}
}
