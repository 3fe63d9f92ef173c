package media_test

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"testing"

	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// source is a recording whose time line differs in some way that was met.
type source struct {
	mediatest.Recording
	// at is the time of painted frame n in the file, before VideoDelay, and
	// whether it stands there at all; nil for n/Rate and all.
	at func(n int) (seconds float64, kept bool)
}

var exactSources = []source{
	{Recording: mediatest.Recording{Name: "plain.mp4"}},
	{Recording: mediatest.Recording{Name: "ntsc.mp4", Rate: media.Rational{Num: 30000, Den: 1001}}},
	{Recording: mediatest.Recording{Name: "film.mkv", Rate: media.Rational{Num: 24000, Den: 1001}}},
	{Recording: mediatest.Recording{Name: "plain.ts"}},
	{Recording: mediatest.Recording{Name: "long_gop.ts", Output: mediatest.X264(9999)}},
	{Recording: mediatest.Recording{Name: "offset.mkv", Output: append(mediatest.X264(30), "-output_ts_offset", "37.5")}},
	{Recording: mediatest.Recording{Name: "late.mp4", VideoDelay: 0.35}},
	{Recording: mediatest.Recording{Name: "late.mkv", VideoDelay: 0.35}},
	{Recording: mediatest.Recording{Name: "late.ts", VideoDelay: 0.35, Output: mediatest.X264(15)}},
	{Recording: mediatest.Recording{Name: "very_late.mp4", VideoDelay: 1.72}},
	{Recording: mediatest.Recording{Name: "late_sound.mp4", AudioDelay: 0.35}},
	{Recording: mediatest.Recording{Name: "single_gop.mp4", Output: mediatest.X264(9999)}},
	{Recording: mediatest.Interlaced()},
	{Recording: mediatest.HDR()},
	{Recording: mediatest.Recording{Name: "turned.mp4", Turn: 90}},
	{Recording: mediatest.Recording{Name: "fast.mp4", Rate: media.Rational{Num: 120, Den: 1}}},
	{Recording: mediatest.Recording{Name: "slow.mp4", Rate: media.Rational{Num: 10, Den: 1}}},
	{Recording: mediatest.Recording{Name: "plain.avi", Output: []string{"-c:v", "mjpeg", "-q:v", "3", "-c:a", "pcm_s16le"}}},
	{Recording: mediatest.Recording{Name: "plain.webm", Output: []string{"-c:v", "libvpx", "-deadline", "realtime", "-b:v", "2M", "-c:a", "libopus"}}},
	{
		Recording: mediatest.Varying(),
		at:        func(n int) (float64, bool) { return float64(n) / 30, n%7 != 3 && (n < 20 || n > 70) },
	},
	{
		Recording: mediatest.Recording{Name: "jitter.mp4", Filter: "settb=1/90000,setpts='PTS+0.011*sin(N*N)/TB+0.012/TB'", Output: append(mediatest.X264(30), "-fps_mode", "passthrough", "-enc_time_base", "1:90000")},
		at:        func(n int) (float64, bool) { return float64(n)/30 + 0.011*math.Sin(float64(n*n)) + 0.012, true },
	},
}

func (s source) painted() float64 {
	if s.Rate.Num > 0 {
		return s.Rate.Float()
	}
	return 30
}

// shows is the painted frame that a frame of the grid shows: the last one whose
// time, rounded to the grid, is not after it.
func (s source) shows(v media.Video, n int) int {
	if s.at == nil {
		return int(math.Max(0, math.Floor((media.FrameTime(v, n)-v.Start)*s.painted()+0.1)))
	}
	last := 0
	for k := range int(s.Seconds * s.painted()) {
		if t, kept := s.at(k); kept && math.Round((t-v.Phase)*v.Rate.Float()) <= float64(n) {
			last = k
		}
	}
	return last
}

// The first picture delivered is the first frame at or after the start, the
// following are those that a player shows, and the sound is the one that belongs
// to them, wherever the cut begins.
func TestCutExact(t *testing.T) {
	for _, s := range exactSources {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			s.Seconds = 3.2
			info := mediatest.Probe(t, mediatest.Make(t, s.Recording))
			for _, start := range []float64{0, 0.357, 2.021} {
				checkFrames(t, s, info, start)
			}
			for _, start := range []float64{0.4, 1.623} {
				checkSync(t, s, info, start)
			}
		})
	}
}

func checkFrames(t *testing.T, s source, info media.Info, start float64) {
	t.Helper()
	v, end := *info.Video, start+0.3
	var got, want []int
	err := media.ReadFrames(t.Context(), info, media.FrameRequest{Start: start, End: end, Width: 160, Height: 100, PixFmt: "gray"},
		func(_ int, pix []byte) error { got = append(got, mediatest.Counter(pix, 160, 100, 1)); return nil })
	if err != nil {
		t.Fatal(err)
	}
	first := media.FrameAt(v, start)
	if at := media.FrameTime(v, first); at < start-1e-4 || first > 0 && at >= start+1/v.Rate.Float() {
		t.Errorf("the first frame at or after %v is said to be at %v", start, at)
	}
	for n := first; n < media.FrameAt(v, end); n++ {
		want = append(want, s.shows(v, n))
	}
	if !slices.Equal(got, want) {
		t.Errorf("from %v: frames %v, want %v (%+v)", start, got, want, v)
	}
}

func checkSync(t *testing.T, s source, info media.Info, start float64) {
	t.Helper()
	cut, err := media.NewCut(t.Context(), info, start, start+1.2)
	if err != nil {
		t.Fatal(err)
	}
	flash, beep, shown := cutMarks(t, cut, info)
	// What the recording's maker put between flash and beep.
	at := s.VideoDelay + float64(shown)/s.painted()
	if s.at != nil {
		at, _ = s.at(shown)
	}
	want := at - math.Floor(at+1e-3)
	if got := flash - beep; math.Abs(got-want) > tolerance(s.Name, *info.Video) {
		t.Errorf("from %v: the flash is %.1f ms after the beep, want %.1f (%+v)", start, 1000*got, 1000*want, *info.Video)
	}
}

// tolerance is the beep detector's 2 ms and the container's rounding; where
// frames do not lie on the grid, half a frame more. ffmpeg's WebM muxer itself
// puts the picture 7 ms late, by the delay of the Opus encoder.
func tolerance(name string, v media.Video) float64 {
	const detector = 0.004
	if name == "plain.webm" {
		return detector + 0.007
	}
	if v.Variable && v.Phase == 0 || name == "slow.mp4" || name == "fast.mp4" {
		return detector + 0.5/v.Rate.Float()
	}
	return detector
}

// cutMarks decodes a cut as an encode would and returns the time of the first
// flash, of the first beep, and the number of the frame that flashed.
func cutMarks(t *testing.T, c media.Cut, info media.Info) (flash, beep float64, shown int) {
	t.Helper()
	const w, h, rate = 160, 100, 48000
	graph := fmt.Sprintf("%s%s,scale=%d:%d,format=gray[v];%s%s,aformat=sample_fmts=flt:channel_layouts=mono[a]",
		c.VideoPad(0), c.Video(), w, h, c.AudioPad(0), c.Audio(rate, true))
	args := append(c.Input, "-filter_complex", graph,
		"-map", "[v]", "-fps_mode", "passthrough", "-f", "rawvideo", media.Pipe(0), "-map", "[a]", "-f", "f32le", media.Pipe(1))
	pictures, sound := &buffer{}, &buffer{}
	if err := media.Run(t.Context(), media.Command{Args: args, Pipes: []io.Writer{pictures, sound}}); err != nil {
		t.Fatal(err)
	}
	if got := len(pictures.b) / (w * h); got != c.Frames {
		t.Errorf("the cut has %d frames, want %d", got, c.Frames)
	}
	if got, want := len(sound.b)/4, int(math.Round(c.End*rate)-math.Round(c.Start*rate)); got != want {
		t.Errorf("the cut has %d samples, want %d", got, want)
	}
	flash, beep = math.NaN(), math.NaN()
	for n := range c.Frames {
		pix := pictures.b[n*w*h : (n+1)*w*h]
		if mediatest.Flash(pix, w, h, 1) {
			flash, shown = float64(n)/info.Video.Rate.Float(), mediatest.Counter(pix, w, h, 1)
			break
		}
	}
	for i := 0; i+4 <= len(sound.b); i += 4 {
		if math.Abs(float64(math.Float32frombits(binary.LittleEndian.Uint32(sound.b[i:])))) > 0.12 {
			beep = float64(i/4) / rate
			break
		}
	}
	return flash, beep, shown
}

type buffer struct{ b []byte }

func (b *buffer) Write(p []byte) (int, error) { b.b = append(b.b, p...); return len(p), nil }
