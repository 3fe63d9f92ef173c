package render

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// A clip shows exactly the frames of its span, at a constant rate, with the
// sound that belongs to them, and both end together.
func TestExact(t *testing.T) {
	for _, r := range []mediatest.Recording{
		{Name: "plain.mp4"},
		{Name: "ntsc.mov", Rate: media.Rational{Num: 30000, Den: 1001}},
		{Name: "plain.ts"},
		{Name: "offset.mkv", Output: []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-output_ts_offset", "37.5"}},
		{Name: "late.mp4", VideoDelay: 0.35},
		{Name: "turned.mp4", Turn: 90},
		{Name: "slow.mp4", Rate: media.Rational{Num: 10, Den: 1}},
		{Name: "thinned.mp4", Filter: "select='not(eq(mod(n,7),3))'", Output: []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-fps_mode", "passthrough"}},
	} {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			r.Seconds = 3.2
			info := mediatest.Probe(t, mediatest.Make(t, r))
			const start, end = 0.623, 2.34
			var shown []int
			size := media.FrameRequest{Start: start, End: end, Width: 160, Height: 100, PixFmt: "gray"}
			if err := media.ReadFrames(t.Context(), info, size, func(_ int, pix []byte) error {
				shown = append(shown, mediatest.Counter(pix, 160, 100, 1))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			result, out := mustRender(t, Request{
				Source: info, Camera: cameraOf(info, start, end, whole),
				Width: 320, Height: 200, Out: filepath.Join(t.TempDir(), "clip.mp4"),
			})
			if len(result.Warnings) > 0 {
				t.Errorf("warnings %q", result.Warnings)
			}
			if got := mediatest.Counters(t, out); !slices.Equal(got, shown) {
				t.Errorf("frames %v, want %v", got, shown)
			}
			if got, want := float64(result.Duration), float64(result.Frames)/info.Video.Rate.Float(); math.Abs(got-want) > 1e-6 || math.Abs(out.Duration-want) > 0.001 {
				t.Errorf("the result says %.4f s, the file %.4f s, want %.4f s", got, out.Duration, want)
			}
			flashes, beeps := mediatest.Flashes(t, out), mediatest.Beeps(t, out)
			if len(flashes) == 0 || len(flashes) != len(beeps) {
				t.Fatalf("flashes at %.3f, beeps at %.3f", flashes, beeps)
			}
			for i := range flashes {
				// The frame that flashes may begin up to one source frame after the beep.
				if d := flashes[i] - beeps[i]; d < -0.006 || d > 1/info.Video.Rate.Float()+0.006 {
					t.Errorf("the flash at %.3f s is %.0f ms after its beep", flashes[i], 1000*d)
				}
			}
		})
	}
}

// The picture brightens from left to right, so that its mean tells where a crop
// lay: every crop must be at its own frame, in every layout, also where the
// source's frames are shown several times and takes are short.
func TestCameraExact(t *testing.T) {
	for _, rate := range []int{30, 10} {
		t.Run(fmt.Sprint(rate), func(t *testing.T) {
			t.Parallel()
			info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{
				Seconds: 3, Rate: media.Rational{Num: rate, Den: 1}, Width: 640, Height: 360,
				Filter: "geq=lum='16.5+X*219/W':cb=128:cr=128",
			}))
			place := func(n int) int { return (n*n*37 + n*101) % 400 }
			show := func(n int) clip.Frame {
				track := func(w, h int) clip.Frame {
					return clip.Frame{Layout: clip.Track, Crops: []clip.Box{{X: place(n), Y: place(n) % (360 - h), W: w, H: h}}}
				}
				switch {
				case n < 13 || n == 40:
					return track(198, 352)
				case n < 14:
					return track(101, 180)
				case n < 20:
					return whole(n)
				case n < 30:
					return clip.Frame{Layout: clip.Split, Crops: []clip.Box{{X: place(n), W: 198, H: 176}, {X: place(n + 7), W: 198, H: 176}}}
				default:
					return track(101, 180)
				}
			}
			const start = 0.41
			camera := cameraOf(info, start, start+1.6, show)
			_, out := mustRender(t, Request{Source: info, Camera: camera, Width: 180, Height: 320, Out: filepath.Join(t.TempDir(), "clip.mp4")})
			pictures := grayFrames(t, out, 18, 32)
			if len(pictures) != len(camera.Frames) {
				t.Fatalf("%d pictures for %d frames", len(pictures), len(camera.Frames))
			}
			for n, pix := range pictures {
				f := camera.Frames[n]
				top, bottom := middle(pix[2*18:14*18]), middle(pix[18*18:30*18])
				wantTop := 320.0
				if f.Layout != clip.Fit {
					wantTop = centre(f.Crops[0])
				}
				wantBottom := wantTop
				if f.Layout == clip.Split {
					wantBottom = centre(f.Crops[1])
				}
				if math.Abs(top-wantTop) > 10 || math.Abs(bottom-wantBottom) > 10 {
					t.Errorf("frame %d (%s) shows columns around %.0f and %.0f, want %.0f and %.0f", n, f.Layout, top, bottom, wantTop, wantBottom)
				}
			}
		})
	}
}

func centre(b clip.Box) float64 { return float64(b.X) + float64(b.W)/2 }

// middle is the column of the source at which it is as bright as the mean of pix,
// full-range gray.
func middle(pix []byte) float64 {
	sum := 0
	for _, p := range pix {
		sum += int(p)
	}
	return float64(sum) / float64(len(pix)) / 255 * 640
}

// A slow camera, whose places are even, moves evenly in the clip.
func TestGlideSmooth(t *testing.T) {
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{
		Seconds: 2, Width: 640, Height: 360, Filter: "geq=lum='16.5+X*219/W':cb=128:cr=128",
	}))
	camera := cameraOf(info, 0, 2, func(n int) clip.Frame {
		x := 100 + int(math.Round(0.25*float64(n)))*2 // 15 px a second
		return clip.Frame{Layout: clip.Track, Crops: []clip.Box{{X: x, Y: 2, W: 198, H: 352}}}
	})
	path := filepath.Join(t.TempDir(), "clip.mp4")
	lossless(t, Request{Source: info, Camera: camera, Width: 360, Height: 640}, path)
	out := mediatest.Probe(t, path)
	pictures := grayFrames(t, out, 36, 64)
	for n := 8; n < 50; n++ {
		if step := middle(pictures[n+2]) - middle(pictures[n]); math.Abs(step-1) > 0.7 {
			t.Errorf("from frame %d to %d the camera moves by %.2f px, want 1", n, n+2, step)
		}
	}
}
