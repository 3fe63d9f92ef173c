package media_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// A track that begins late and has a hole keeps its place on the time line.
func TestReadPCM(t *testing.T) {
	t.Parallel()
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{
		Name: "holes.mkv", AudioDelay: 0.4, SoundFilter: "aselect='not(between(t,1.2,1.8))'",
	}))
	for _, c := range []struct {
		start, end float64
		beeps      []float64 // from start
	}{{0, 0, []float64{1, 2, 3}}, {0.9, 2.5, []float64{0.1, 1.1}}, {1.5, 2.2, []float64{0.5}}} {
		var got []float64
		n, quiet := 0, 16000
		err := media.ReadPCM(t.Context(), info, c.start, c.end, 16000, func(s []float32) error {
			for _, v := range s {
				if quiet++; math.Abs(float64(v)) > 0.12 {
					if quiet > 1600 {
						got = append(got, math.Round(float64(n)/16)/1000)
					}
					quiet = 0
				}
				n++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.EqualFunc(got, c.beeps, func(a, b float64) bool { return math.Abs(a-b) < 0.004 }) {
			t.Errorf("from %v: beeps at %v, want %v", c.start, got, c.beeps)
		}
		if want := int((c.end - c.start) * 16000); c.end > 0 && n != want {
			t.Errorf("from %v: %d samples, want %d", c.start, n, want)
		}
	}
	enough := errors.New("enough")
	if err := media.ReadPCM(t.Context(), info, 0, 0, 16000, func([]float32) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("got %v", err)
	}
	info.Audio = nil
	if err := media.ReadPCM(t.Context(), info, 0, 0, 16000, nil); media.KindOf(err) != media.NoTracks {
		t.Errorf("got %v", err)
	}
}

// A broadcast that goes from stereo to mono, and a recording whose picture
// changes its size, keep their places on the time line.
func TestReadChanging(t *testing.T) {
	t.Parallel()
	sound := func(name, layout, offset string) []byte {
		return readFile(t, mediatest.Make(t, mediatest.Recording{
			Name: name, Seconds: 2, NoVideo: true, SoundFilter: "aformat=channel_layouts=" + layout,
			Output: []string{"-c:a", "aac", "-output_ts_offset", offset},
		}))
	}
	broadcast := filepath.Join(t.TempDir(), "broadcast.ts")
	if err := os.WriteFile(broadcast, append(sound("a.ts", "stereo", "0"), sound("b.ts", "mono", "2")...), 0o600); err != nil {
		t.Fatal(err)
	}
	got, want := mediatest.Beeps(t, mediatest.Probe(t, broadcast)), []float64{0, 1, 2, 3}
	// The encoder's delay of 21 ms, of which streams do not tell, and what
	// it loses at the seam.
	if !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) < 0.05 }) {
		t.Errorf("beeps at %v, want %v", got, want)
	}

	picture := func(width, height int) string {
		return mediatest.Make(t, mediatest.Recording{Name: "a.webm", Seconds: 1, Silent: true, Width: width, Height: height,
			Output: []string{"-c:v", "libvpx", "-deadline", "realtime", "-b:v", "1M"}})
	}
	list := filepath.Join(t.TempDir(), "list")
	lines := fmt.Sprintf("file '%s'\nfile '%s'\n", picture(320, 200), picture(160, 100))
	if err := os.WriteFile(list, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	call := filepath.Join(t.TempDir(), "call.webm")
	if err := media.Run(t.Context(), media.Command{Args: []string{"-f", "concat", "-safe", "0", "-i", list, "-c", "copy", call}}); err != nil {
		t.Fatal(err)
	}
	frames := mediatest.Counters(t, mediatest.Probe(t, call))
	for n, got := range frames {
		if got != n%30 {
			t.Fatalf("frame %d carries %d, want %d", n, got, n%30)
		}
	}
	if len(frames) != 60 {
		t.Errorf("%d frames, want 60", len(frames))
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Outputs of other rates show the frames that their documentation says.
func TestReadOutputs(t *testing.T) {
	t.Parallel()
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{}))
	got := make([][]int, 3)
	output := func(i int, rate media.Rational, pixFmt string, size int) media.FrameOutput {
		return media.FrameOutput{Rate: rate, Width: 80, Height: 50, PixFmt: pixFmt, Each: func(n int, pix []byte) error {
			if n != len(got[i]) {
				t.Errorf("output %d: picture %d comes as %d", i, len(got[i]), n)
			}
			got[i] = append(got[i], mediatest.Counter(pix, 80, 50, size))
			return nil
		}}
	}
	err := media.ReadOutputs(t.Context(), info, 1.5, 2.5,
		output(0, media.Rational{}, "gray", 1), output(1, fps(5), "rgb24", 3), output(2, fps(25), "gray", 1))
	if err != nil {
		t.Fatal(err)
	}
	for i, rate := range []float64{30, 5, 25} {
		var want []int
		for j := 0; float64(j)*30/rate < 30; j++ {
			want = append(want, 45+int(float64(j)*30/rate+1e-9))
		}
		if !slices.Equal(got[i], want) {
			t.Errorf("at %v: frames %v, want %v", rate, got[i], want)
		}
	}
}

// A file name can hold anything.
func TestNames(t *testing.T) {
	whole := readFile(t, mediatest.Make(t, mediatest.Recording{Seconds: 1}))
	dir := t.TempDir()
	for _, name := range []string{"-i.mp4", "http:x.mp4", "a%03d'b\".mp4", "[0:v],;\\.mp4", "två\nrader.mp4"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		info := mediatest.Probe(t, path)
		var out bytes.Buffer
		err := media.ReadFrames(t.Context(), info, media.FrameRequest{End: 0.1, Width: 8, Height: 5, PixFmt: "gray"},
			func(_ int, pix []byte) error { out.Write(pix); return nil })
		if err != nil || out.Len() != 3*8*5 {
			t.Errorf("%q: %d bytes (%v)", name, out.Len(), err)
		}
	}
	t.Chdir(dir)
	mediatest.Probe(t, "-i.mp4")
}

func TestProbeRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := media.Probe(t.Context(), filepath.Join(dir, "none.mp4")); media.KindOf(err) != media.NotFound {
		t.Errorf("got %v", err)
	}
	if _, err := media.Probe(t.Context(), dir); media.KindOf(err) != media.NotMedia {
		t.Errorf("got %v", err)
	}
	subtitles := filepath.Join(dir, "a.srt")
	if err := os.WriteFile(subtitles, []byte("1\n00:00:01,000 --> 00:00:02,000\nHello\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := media.Probe(t.Context(), subtitles); media.KindOf(err) != media.NotMedia {
		t.Errorf("got %v", err)
	}
}
