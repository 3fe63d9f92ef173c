package render

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// minSSIM is what a clip must keep of what a lossless encode of the same graph
// has.
const minSSIM = 0.993

// lossless encodes the picture of a request without loss.
func lossless(t testing.TB, r Request, path string) {
	t.Helper()
	c, err := media.NewCut(t.Context(), r.Source, float64(r.Camera.Start), float64(r.Camera.End))
	if err != nil {
		t.Fatal(err)
	}
	g, err := newGraph(scene{
		Camera: r.Camera, Rate: r.Source.Video.Rate, Input: c.VideoPad(0) + c.Video(),
		Width: r.Width, Height: r.Height, Dir: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	args := append(c.Input, "-filter_complex", g.Filters, "-map", "[v]", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-y", media.File(path))
	if err := media.Run(t.Context(), media.Command{Args: args}); err != nil {
		t.Fatal(err)
	}
}

func vertical(t testing.TB, file string, end float64) Request {
	t.Helper()
	info := mediatest.Probe(t, filepath.Join(mediatest.Shared(t), "media", file))
	w, h := within(9, 16, info.Video.Width, info.Video.Height)
	crop := []clip.Box{{X: (info.Video.Width - w) / 2, W: w, H: h}}
	return Request{
		Source: info, Width: 1080, Height: 1920,
		Camera: cameraOf(info, 0, min(end, info.Duration), func(int) clip.Frame { return clip.Frame{Layout: clip.Track, Crops: crop} }),
	}
}

// The default settings keep the picture, also where it is enlarged and busy.
func TestQuality(t *testing.T) {
	for _, file := range []string{"synth/synth_3p_panel.mp4", "other/facenet_video.mp4"} {
		r := vertical(t, file, 0.6)
		dir := t.TempDir()
		reference := filepath.Join(dir, "lossless.mp4")
		lossless(t, r, reference)
		r.Out = filepath.Join(dir, "clip.mp4")
		mustRender(t, r)
		if got := mediatest.SSIM(t, r.Out, reference); got < minSSIM {
			t.Errorf("%s: SSIM %.4f, want at least %.3f", file, got, minSSIM)
		}
	}
}

// BenchmarkRender renders 30 s of 1080p to 9:16 with captions and tells the CPU
// seconds of its children and its own, the size, and the SSIM.
func BenchmarkRender(b *testing.B) {
	r := vertical(b, "synth/synth_2p_wide.mp4", 30)
	dir := b.TempDir()
	reference := filepath.Join(dir, "lossless.mp4")
	lossless(b, r, reference)
	for b.Loop() {
		r.Out = filepath.Join(dir, "clip.mp4")
		before := cpu(b)
		if _, err := Render(b.Context(), r); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(cpu(b)-before, "cpu-s/op")
	}
	b.ReportMetric(mediatest.SSIM(b, r.Out, reference), "ssim")
	b.ReportMetric(float64(mediatest.Probe(b, r.Out).Bytes)/1e6, "MB")
}

// cpu is the time, in s, that this process and its ended children computed.
func cpu(b *testing.B) float64 {
	var sum float64
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			b.Fatal(fmt.Errorf("asking for the CPU time: %w", err))
		}
		sum += float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
	}
	return sum
}
