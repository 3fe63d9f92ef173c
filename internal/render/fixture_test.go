package render

import (
	"testing"

	"go.uber.org/goleak"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// cameraOf is a camera of [start, end) that shows at each frame what show says.
func cameraOf(info media.Info, start, end float64, show func(n int) clip.Frame) clip.Camera {
	v := *info.Video
	c := clip.Camera{
		Width: v.Width, Height: v.Height, FPS: v.Rate.Float(),
		Start: clip.Seconds(start), End: clip.Seconds(end), Aspect: clip.Vertical,
	}
	first := media.FrameAt(v, start)
	for n := range media.FrameAt(v, end) - first {
		f := show(n)
		f.Frame, f.Time = n, clip.Seconds(media.FrameTime(v, first+n))
		c.Frames = append(c.Frames, f)
	}
	return c
}

// whole shows the whole picture.
func whole(int) clip.Frame { return clip.Frame{Layout: clip.Fit} }

// mustRender renders r and returns what the delivered file holds.
func mustRender(t *testing.T, r Request) (Result, media.Info) {
	t.Helper()
	result, err := Render(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return result, mediatest.Probe(t, r.Out)
}

// lavfi makes a recording of 30 frames a second out of ffmpeg's sources.
func lavfi(t *testing.T, path, picture, sound string, output ...string) media.Info {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	args := []string{"-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"}
	args = append(append(args, output...), "-shortest", "-y", media.File(path))
	if err := media.Run(t.Context(), media.Command{Args: args}); err != nil {
		t.Fatal(err)
	}
	return mediatest.Probe(t, path)
}

// grayFrames reads all pictures of a file at w by h.
func grayFrames(t *testing.T, info media.Info, w, h int) [][]byte {
	t.Helper()
	var all [][]byte
	err := media.ReadFrames(t.Context(), info, media.FrameRequest{End: info.Duration, Width: w, Height: h, PixFmt: "gray"},
		func(_ int, pix []byte) error { all = append(all, append([]byte(nil), pix...)); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return all
}
