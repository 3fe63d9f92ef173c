package render

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/media"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden files show the whole graph and its command files.
func TestGraphGolden(t *testing.T) {
	box := func(x, y, w, h int) []clip.Box { return []clip.Box{{X: x, Y: y, W: w, H: h}} }
	still := clip.Frame{Layout: clip.Track, Crops: box(300, 0, 608, 1080)}
	split := clip.Frame{Layout: clip.Split, Crops: []clip.Box{{X: 0, Y: 0, W: 960, H: 853}, {X: 960, Y: 100, W: 960, H: 853}}}
	screen := clip.Frame{Layout: clip.Screen, Crops: []clip.Box{{X: 0, Y: 0, W: 1920, H: 1080}, {X: 1500, Y: 742, W: 246, H: 298}}}
	fit := clip.Frame{Layout: clip.Fit, Crops: box(0, 0, 1920, 1080)}
	moving := make([]clip.Frame, 6) // in two jumps
	gliding := make([]clip.Frame, 24)
	for n := range moving {
		moving[n] = clip.Frame{Layout: clip.Track, Crops: box(300+n/2*70, 0, 606, 1078)}
	}
	for n := range gliding {
		gliding[n] = clip.Frame{Layout: clip.Track, Crops: box(1290+max(0, n-6)/4*4, n/12*2, 606, 1070)}
	}
	splitMoving := split
	splitMoving.Crops = []clip.Box{split.Crops[0], {X: 900, Y: 101, W: 960, H: 853}}
	for _, c := range []struct {
		name   string
		frames []clip.Frame
		edit   func(*scene)
	}{
		{"track_still", []clip.Frame{still, still, still}, nil},
		{"track_jumping", moving, nil},
		{"track_gliding", gliding, nil},
		{"track_sizes", []clip.Frame{still, still, {Layout: clip.Track, Crops: box(0, 0, 304, 540)}, still}, nil},
		{"split", []clip.Frame{split, split}, nil},
		{"split_moving", []clip.Frame{split, splitMoving}, nil},
		{"split_wide", []clip.Frame{split}, func(s *scene) { s.Width, s.Height = 1920, 1080 }},
		{"screen", []clip.Frame{screen, screen}, nil},
		{"fit", []clip.Frame{fit, fit}, nil},
		{"fit_same_shape", []clip.Frame{fit, fit}, func(s *scene) { s.Width, s.Height = 1280, 720 }},
		{"fit_portrait_in_wide", []clip.Frame{fit}, func(s *scene) {
			s.Camera.Width, s.Camera.Height, s.Width, s.Height = 853, 1479, 960, 540
		}},
		{"every_layout", append(append([]clip.Frame{still, fit, fit}, append(moving, gliding...)...), split, splitMoving), nil},
		{"captions", []clip.Frame{still}, func(s *scene) {
			s.Subtitles, s.Fonts = "/clips/Bob's [best], 1:2; 50%/captions.ass", `/fonts/a\b`
		}},
		{"upload", []clip.Frame{still}, func(s *scene) { s.Upload = Encoder{Name: "h264_vaapi"}.upload() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := scene{
				Camera: clip.Camera{Width: 1920, Height: 1080, Frames: c.frames},
				Rate:   media.Rational{Num: 30000, Den: 1001}, Input: "[0:0]fps=30000/1001,format=yuv420p",
				Width: 1080, Height: 1920, Dir: "/tmp/clip",
			}
			if c.edit != nil {
				c.edit(&s)
			}
			g, err := newGraph(s)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			b.WriteString(g.Filters + "\n")
			for _, file := range slices.Sorted(maps.Keys(g.Commands)) {
				b.WriteString("\n" + file + "\n" + g.Commands[file])
			}
			golden(t, filepath.Join("testdata", c.name+".graph"), b.String())
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update writes it):\n%s", path, got)
	}
}

// A graph that no program could be given is refused.
func TestGraphTooLong(t *testing.T) {
	s := scene{Camera: clip.Camera{Width: 1920, Height: 1080}, Rate: media.Rational{Num: 30, Den: 1}, Width: 1080, Height: 1920}
	for n := range 1500 {
		s.Camera.Frames = append(s.Camera.Frames, clip.Frame{Layout: clip.Track, Crops: []clip.Box{{W: 500 + n%7, H: 1000}}})
	}
	if _, err := newGraph(s); err == nil || !strings.Contains(err.Error(), "1499 times") {
		t.Errorf("error %v", err)
	}
}

// Every size that shapes and boxes can make is even and inside the box.
func TestWithin(t *testing.T) {
	for _, c := range []struct{ w, h, boxW, boxH, wantW, wantH int }{
		{1920, 1080, 1080, 1920, 1080, 608},
		{1080, 1920, 1920, 1080, 608, 1080},
		{1920, 1080, 1920, 1080, 1920, 1080},
		{853, 479, 270, 480, 270, 152},
		{4000, 10, 100, 100, 100, 2},
		{1, 4000, 100, 100, 2, 100},
	} {
		if w, h := within(c.w, c.h, c.boxW, c.boxH); w != c.wantW || h != c.wantH {
			t.Errorf("%d:%d in %dx%d is %dx%d, want %dx%d", c.w, c.h, c.boxW, c.boxH, w, h, c.wantW, c.wantH)
		}
	}
}
