package clip

import (
	"slices"
	"testing"
)

func TestPanes(t *testing.T) {
	c := Camera{Width: 1920, Height: 1080}
	left, right := Box{X: 0, Y: 0, W: 600, H: 532}, Box{X: 1200, Y: 100, W: 600, H: 532}
	inset := Box{X: 1500, Y: 742, W: 246, H: 298}
	whole := Box{W: 1920, H: 1080}
	for _, tt := range []struct {
		name          string
		f             Frame
		width, height int
		want          []Pane
	}{
		{"track", Frame{Layout: Track, Crops: []Box{left}}, 1080, 1920, []Pane{{left, Box{W: 1080, H: 1920}}}},
		{"fit upright", Frame{Layout: Fit, Crops: []Box{whole}}, 1080, 1920, []Pane{{whole, Box{Y: 656, W: 1080, H: 608}}}},
		{"fit of the same shape", Frame{Layout: Fit, Crops: []Box{whole}}, 1280, 720, []Pane{{whole, Box{W: 1280, H: 720}}}},
		{"split", Frame{Layout: Split, Crops: []Box{left, right}}, 1080, 1920, []Pane{{left, Box{W: 1080, H: 960}}, {right, Box{Y: 960, W: 1080, H: 960}}}},
		{"split wide", Frame{Layout: Split, Crops: []Box{left, right}}, 1920, 1080, []Pane{{left, Box{W: 960, H: 1080}}, {right, Box{X: 960, W: 960, H: 1080}}}},
		{"screen", Frame{Layout: Screen, Crops: []Box{whole, inset}}, 1080, 1920, []Pane{{whole, Box{W: 1080, H: 608}}, {inset, Box{Y: 608, W: 1080, H: 1312}}}},
		{"nothing", Frame{Layout: Track}, 1080, 1920, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := c.Panes(tt.f, tt.width, tt.height); !slices.Equal(got, tt.want) {
				t.Errorf("panes %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestShown(t *testing.T) {
	p := Pane{Crop: Box{X: 100, Y: 100, W: 200, H: 400}, At: Box{X: 0, Y: 960, W: 1080, H: 960}}
	for _, tt := range []struct {
		in, want Box
		ok       bool
	}{
		{Box{100, 100, 200, 400}, Box{0, 960, 1080, 960}, true},
		{Box{200, 300, 50, 100}, Box{540, 1440, 270, 240}, true},
		{Box{0, 0, 150, 200}, Box{0, 960, 270, 240}, true},
		{Box{0, 0, 100, 100}, Box{}, false},
		{Box{300, 300, 50, 50}, Box{}, false},
	} {
		if got, ok := p.Shown(tt.in); got != tt.want || ok != tt.ok {
			t.Errorf("%+v is shown at %+v, %v; want %+v, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}
