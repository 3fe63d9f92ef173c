package render

import (
	"fmt"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestTakes(t *testing.T) {
	track := func(x, w int) clip.Frame {
		return clip.Frame{Layout: clip.Track, Crops: []clip.Box{{X: x, W: w, H: 100}}}
	}
	split := func(x int) clip.Frame {
		return clip.Frame{Layout: clip.Split, Crops: []clip.Box{{X: x, W: 90, H: 80}, {X: 100, W: 90, H: 80}}}
	}
	fit := clip.Frame{Layout: clip.Fit, Crops: []clip.Box{{W: 200, H: 100}}}
	for _, c := range []struct {
		name   string
		frames []clip.Frame
		want   string // first+frames layout of each take
	}{
		{"still", []clip.Frame{track(0, 50), track(0, 50)}, "0+2 track"},
		{"moving is one take", []clip.Frame{track(0, 50), track(9, 50), track(3, 50)}, "0+3 track"},
		{"a new size is a new take", []clip.Frame{track(0, 50), track(0, 50), track(0, 60)}, "0+2 track, 2+1 track"},
		{"layouts", []clip.Frame{fit, track(0, 50), split(0), split(5), fit}, "0+1 fit, 1+1 track, 2+2 split, 4+1 fit"},
		{"fit shows the whole picture, whatever its crop", []clip.Frame{fit, {Layout: clip.Fit}}, "0+2 fit"},
	} {
		all, err := takes(clip.Camera{Width: 200, Height: 100, Frames: c.frames})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var got []string
		for _, k := range all {
			got = append(got, fmt.Sprintf("%d+%d %s", k.First, k.Frames(), k.Layout))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: takes %s, want %s", c.name, s, c.want)
		}
	}
}

func TestTakesRefused(t *testing.T) {
	good := clip.Frame{Layout: clip.Track, Crops: []clip.Box{{W: 50, H: 100}}}
	for _, c := range []struct {
		want  string
		frame clip.Frame
	}{
		{`layout "zoom"`, clip.Frame{Layout: "zoom"}},
		{"shows 1 crops, not 2", clip.Frame{Layout: clip.Track, Crops: make([]clip.Box, 2)}},
		{"shows 2 crops, not 1", clip.Frame{Layout: clip.Split, Crops: good.Crops}},
		{"not inside", clip.Frame{Layout: clip.Track, Crops: []clip.Box{{X: 151, W: 50, H: 100}}}},
		{"not inside", clip.Frame{Layout: clip.Track, Crops: []clip.Box{{Y: -1, W: 50, H: 100}}}},
		{"not inside", clip.Frame{Layout: clip.Track, Crops: []clip.Box{{W: 0, H: 100}}}},
	} {
		_, err := takes(clip.Camera{Width: 200, Height: 100, Frames: []clip.Frame{good, c.frame}})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "frame 1") {
			t.Errorf("%+v: error %v, want %q and the frame", c.frame, err, c.want)
		}
	}
}
