package render

import (
	"testing"

	"clipd/internal/clip"
)

func TestBestFrame(t *testing.T) {
	crop := []clip.Box{{X: 100, W: 60, H: 100}}
	face := clip.Frame{Layout: clip.Track, Crops: crop, Faces: []clip.Box{{X: 110, Y: 20, W: 30, H: 40}}}
	half := clip.Frame{Layout: clip.Track, Crops: crop, Faces: []clip.Box{{X: 145, Y: 20, W: 30, H: 40}}}
	none := clip.Frame{Layout: clip.Track, Crops: crop, Faces: []clip.Box{{X: 10, Y: 20, W: 30, H: 40}}}
	for _, c := range []struct {
		name     string
		frames   []clip.Frame
		pictures []picture
		want     int
	}{
		{"a face", []clip.Frame{none, face, none}, []picture{{100, 0, 90}, {100, 0, 80}, {100, 0, 90}}, 1},
		{"the whole face", []clip.Frame{half, half, face}, []picture{{100, 0, 90}, {100, 0, 90}, {100, 0, 85}}, 2},
		{"not a blurred one", []clip.Frame{face, face, face}, []picture{{100, 0, 9}, {100, 0, 90}, {100, 0, 10}}, 1},
		{"not black, not white", []clip.Frame{face, none, face}, []picture{{17, 1, 90}, {100, 0, 60}, {250, 0, 90}}, 1},
		{"the first of equals", []clip.Frame{face, face, face}, []picture{{100, 0, 0}, {100, 0, 90}, {100, 0, 90}}, 1},
		{"nothing measured", []clip.Frame{face, face, face}, make([]picture, 3), 1},
		{"all black", []clip.Frame{none, none, none}, []picture{{16, 1, 0}, {16, 1, 0.1}, {16, 1, 0}}, 1},
	} {
		if got := bestFrame(c.pictures, clip.Camera{Width: 200, Height: 100, Frames: c.frames}); got != c.want {
			t.Errorf("%s: frame %d, want %d", c.name, got, c.want)
		}
	}
}

// However short a clip, one frame is a candidate; cuts and ends are avoided.
func TestCandidates(t *testing.T) {
	for _, n := range []int{1, 2, 5, 30, 900} {
		camera := clip.Camera{FPS: 30, Frames: make([]clip.Frame, n), Cuts: []int{300}}
		is := candidates(camera)
		count := 0
		for k := range n {
			if is(k) {
				count++
				if n == 900 && (k < 5 || k > 895 || k >= 298 && k < 305) {
					t.Errorf("frame %d is a candidate", k)
				}
			}
		}
		if count == 0 || count > 1+n/9 {
			t.Errorf("%d of %d frames are candidates", count, n)
		}
	}
}
