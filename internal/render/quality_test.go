package render

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
	s := scene{
		Camera: r.Camera, Rate: r.Source.Video.Rate, Input: c.VideoPad(0) + c.Video(),
		Width: r.Width, Height: r.Height, Dir: t.TempDir(),
	}
	if r.Subtitles != nil {
		s.Subtitles = filepath.Join(s.Dir, "captions.ass")
		if err := os.WriteFile(s.Subtitles, r.Subtitles, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	g, err := newGraph(s)
	if err != nil {
		t.Fatal(err)
	}
	for file, text := range g.Commands {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := append(c.Input, "-filter_complex", g.Filters, "-map", "[v]", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-y", media.File(path))
	if err := media.Run(t.Context(), media.Command{Args: args}); err != nil {
		t.Fatal(err)
	}
}

// vertical is a request for [0, end) of a file with captions, cropped at x, or in the middle
// where x is negative.
func vertical(t testing.TB, file string, x int, end float64) Request {
	t.Helper()
	info := mediatest.Probe(t, filepath.Join(mediatest.Shared(t), "media", file))
	w, h := within(9, 16, info.Video.Width, info.Video.Height)
	if x < 0 {
		x = (info.Video.Width - w) / 2
	}
	crop := []clip.Box{{X: x, W: w, H: h}}
	end = min(end, info.Duration)
	return Request{
		Source: info, Width: 1080, Height: 1920, Subtitles: spoken(end),
		Camera: cameraOf(info, 0, end, func(int) clip.Frame { return clip.Frame{Layout: clip.Track, Crops: crop} }),
	}
}

// The default settings keep the picture, also where it is enlarged and busy, and
// a face full of grain.
func TestQuality(t *testing.T) {
	for _, c := range []struct {
		file string
		x    int
	}{{"synth/synth_3p_panel.mp4", -1}, {"other/facenet_video.mp4", -1}, {"synth/synth_2p_wide.mp4", 1224}} {
		r := vertical(t, c.file, c.x, 0.6)
		dir := t.TempDir()
		reference := filepath.Join(dir, "lossless.mp4")
		lossless(t, r, reference)
		r.Out = filepath.Join(dir, "clip.mp4")
		mustRender(t, r)
		if got := mediatest.SSIM(t, r.Out, reference); got < minSSIM {
			t.Errorf("%s: SSIM %.4f, want at least %.3f", c.file, got, minSSIM)
		}
	}
}

// spoken is a script as captions have it: two lines with a soft shadow, in which
// another word is coloured every 0.3 s.
func spoken(seconds float64) []byte {
	var b strings.Builder
	b.WriteString("[Script Info]\nScriptType: v4.00+\nPlayResX: 1080\nPlayResY: 1920\n\n[V4+ Styles]\n" +
		"Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment\n" +
		"Style: Words,sans-serif,120,&H00FFFFFF,&H00000000,&H00000000,-1,1,7,0,5\n" +
		"Style: Shadow,sans-serif,120,&HFF000000,&HFF000000,&H4D000000,-1,1,7,5,5\n\n" +
		"[Events]\nFormat: Layer, Start, End, Style, Text\n")
	for n := range int(seconds / 0.3) {
		from, to := 0.3*float64(n), 0.3*float64(n+1)
		for line, words := range [][]string{{"nothing ", "about "}, {"moves ", "quickly"}} {
			at := fmt.Sprintf(`0:00:%05.2f,0:00:%05.2f`, from, to)
			place := fmt.Sprintf(`\pos(540,%d)`, 1286+115*line)
			words[n%2] = `{\1c&H21DEFF&}` + words[n%2] + `{\1c&HFFFFFF&}`
			text := strings.Join(words, "")
			fmt.Fprintf(&b, "Dialogue: 0,%s,Shadow,{%s\\blur10}%s\nDialogue: 1,%s,Words,{%s}%s\n", at, place, text, at, place, text)
		}
	}
	return []byte(b.String())
}

// maxCost is what a captioned 9:16 clip from 1080p may cost, in CPU seconds a
// second, with everything that Render does. It takes 0.9 on an idle machine
// (docs/render.md); on a busy one the caches are shared and it takes more.
const maxCost = 1.6

func TestCost(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 10 s")
	}
	const seconds = 6
	r := vertical(t, "synth/synth_2p_wide.mp4", 1224, seconds)
	dir := t.TempDir()
	r.Out, r.Thumbnail = filepath.Join(dir, "clip.mp4"), filepath.Join(dir, "clip.jpg")
	before := cpu(t)
	mustRender(t, r)
	cost := (cpu(t) - before) / seconds
	t.Logf("%.2f CPU seconds a second", cost)
	if cost > maxCost {
		t.Errorf("a second of a clip costs %.2f CPU seconds, want at most %.1f", cost, maxCost)
	}
}

// BenchmarkRender renders 29 s of 1080p to 9:16 with captions and tells the CPU
// seconds of its children and its own, the size, and the SSIM.
func BenchmarkRender(b *testing.B) {
	r := vertical(b, "synth/synth_2p_wide.mp4", 1224, 30)
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
func cpu(b testing.TB) float64 {
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
