package media_test

import (
	"fmt"
	"testing"

	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// late is where a source's picture or time line begins in an odd way.
var exactSources = []mediatest.Recording{
	{Name: "plain.mp4"},
	{Name: "ntsc.mp4", Rate: media.Rational{Num: 30000, Den: 1001}},
	{Name: "film.mkv", Rate: media.Rational{Num: 24000, Den: 1001}},
	{Name: "plain.ts"},
	{Name: "offset.mkv", Output: append(x264(30), "-output_ts_offset", "37.5")},
	{Name: "late.mp4", VideoDelay: 0.35},
	{Name: "late.mkv", VideoDelay: 0.35},
	{Name: "late.ts", VideoDelay: 0.35},
	{Name: "latesound.mp4", AudioDelay: 0.35},
	{Name: "singlegop.mp4", Seconds: 6, Output: x264(9999)},
	{Name: "interlaced.mp4", Rate: media.Rational{Num: 25, Den: 1}, Output: append(x264(30), "-flags", "+ildct+ilme", "-x264opts", "tff=1")},
	{Name: "turned.mp4", Turn: 90},
	{Name: "fast.mp4", Rate: media.Rational{Num: 120, Den: 1}, Seconds: 3},
	{Name: "slow.mp4", Rate: media.Rational{Num: 10, Den: 1}},
	{Name: "plain.avi", Output: []string{"-c:v", "mpeg4", "-q:v", "3", "-c:a", "mp3"}},
	{Name: "plain.webm", Output: []string{"-c:v", "libvpx", "-deadline", "realtime", "-b:v", "2M", "-c:a", "libopus"}},
}

func x264(gop int) []string {
	return []string{"-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-g", fmt.Sprint(gop), "-bf", "2", "-c:a", "aac"}
}

func TestFramesExact(t *testing.T) {
	for _, r := range exactSources {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			info := mediatest.Probe(t, mediatest.Make(t, r))
			t.Logf("%+v %+v %+v", info, *info.Video, info.Audio)
			for _, start := range []float64{0, 0.01, 0.2, 0.36, 0.5, 0.999, 1, 1.0334, 1.5, 2.02, 2.5} {
				var got []int
				err := media.ReadFrames(t.Context(), info, media.FrameRequest{Start: start, End: start + 0.3, Width: 160, Height: 100, PixFmt: "gray"},
					func(_ int, pix []byte) error { got = append(got, mediatest.Counter(pix, 160, 100, 1)); return nil })
				if err != nil {
					t.Fatal(err)
				}
				t.Log(start, got)
			}
		})
	}
}
