package media_test

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// difficult is what is expected of each file of the shared folder: the first
// part of the video (size, rate) and how much there is, or the kind of error.
var difficult = []struct {
	name          string
	kind          media.Kind // of Probe's error; "" for none
	width, height int        // 0 for no picture
	rate          media.Rational
	channels      int // 0 for no sound
	duration      float64
	trait         string // variable, interlaced, hdr or short
}{
	{name: "anamorphic_sar_64x45.mp4", width: 1024, height: 576, rate: fps(30), channels: 1, duration: 6},
	{name: "audioonly.m4a", channels: 1, duration: 6},
	{name: "audioonly.mp3", channels: 1, duration: 6.05},
	{name: "av1_video.mkv", width: 640, height: 360, rate: fps(25), duration: 5},
	{name: "base720.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6},
	{name: "bt709_full_range.mp4", width: 1280, height: 720, rate: fps(30), duration: 1},
	{name: "clipped_loud.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6.016},
	{name: "corrupt_bitflips.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6},
	{name: "edit_list_video_late_350ms.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6.35},
	{name: "empty.mp4", kind: media.NotMedia},
	{name: "h264_10bits.mp4", width: 200, height: 200, rate: fps(30), duration: 1},
	{name: "h265_10bits.mp4", width: 200, height: 200, rate: fps(30), duration: 1},
	{name: "hdr10_pq_hevc10.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 4.01, trait: "hdr"},
	{name: "hlg_hevc10.mov", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 4.01, trait: "hdr"},
	{name: "interlaced_tff_25i.mp4", width: 1280, height: 720, rate: fps(25), channels: 1, duration: 6, trait: "interlaced"},
	{name: "mpeg2_startoffset.ts", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6.024},
	{name: "mpeg4_mp3.avi", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6.048},
	{name: "multi_av_subs_nasa_13013.mp4", width: 480, height: 270, rate: media.Rational{Num: 30000, Den: 1001}, channels: 2, duration: 13.056},
	{name: "noaudio.mp4", width: 1280, height: 720, rate: fps(30), duration: 6},
	{name: "odd_dims_853x479.webm", width: 853, height: 480, rate: fps(30), channels: 1, duration: 6.024},
	{name: "prores_pcm.mov", width: 640, height: 360, rate: fps(30), channels: 1, duration: 1},
	{name: "random_bytes.mp4", kind: media.NotMedia},
	{name: "rotated_displaymatrix_180.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6},
	{name: "rotated_displaymatrix_90.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6},
	{name: "silent_audio.mp4", width: 1280, height: 720, rate: fps(30), channels: 2, duration: 6},
	{name: "single_frame.mp4", width: 1280, height: 720, rate: fps(30), duration: 0.033},
	{name: "single_gop_20s.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 20},
	{name: "surround_5.1.mp4", width: 1280, height: 720, rate: fps(30), channels: 6, duration: 6.016},
	{name: "text.mp4", kind: media.NotMedia},
	{name: "truncated_faststart_55pct.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 3.115, trait: "short"},
	{name: "truncated_moov_missing.mp4", kind: media.Incomplete},
	{name: "ts_offset_37s.mkv", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6.02},
	{name: "two_audio_tracks_second_default.mkv", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6.02},
	{name: "very_quiet.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6.016},
	{name: "very_short_0.2s.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 0.2},
	{name: "vfr_irregular.mp4", width: 1280, height: 720, rate: fps(30), channels: 1, duration: 6, trait: "variable"},
	{name: "vfr_real_videoretalking_face1.mp4", width: 700, height: 700, rate: fps(30), channels: 2, duration: 6.13, trait: "variable"},
}

func fps(n int) media.Rational { return media.Rational{Num: n, Den: 1} }

// Every difficult file is either described truly and read to its end, or
// refused with one error that names it.
func TestDifficult(t *testing.T) {
	dir := filepath.Join(mediatest.Shared(t), "media", "difficult")
	mediatest.NeedFFmpeg(t)
	found, err := filepath.Glob(filepath.Join(dir, "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != len(difficult) {
		t.Errorf("the folder has %d files, the table %d", len(found), len(difficult))
	}
	for _, want := range difficult {
		t.Run(want.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(dir, want.name)
			info, err := media.Probe(t.Context(), path)
			if media.KindOf(err) != want.kind {
				t.Fatalf("Probe: %v, want kind %q", err, want.kind)
			}
			if err != nil {
				if !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
					t.Errorf("not one line that names the file: %v", err)
				}
				return
			}
			if math.Abs(info.Duration-want.duration) > 0.04 {
				t.Errorf("duration %.3f, want %.3f", info.Duration, want.duration)
			}
			var v media.Video
			var a media.Audio
			if info.Video != nil {
				v = *info.Video
			}
			if info.Audio != nil {
				a = *info.Audio
			}
			if v.Width != want.width || v.Height != want.height || v.Rate != want.rate || a.Channels != want.channels {
				t.Errorf("got %dx%d at %v, %d channels; want %dx%d at %v, %d", v.Width, v.Height, v.Rate, a.Channels,
					want.width, want.height, want.rate, want.channels)
			}
			for name, has := range map[string]bool{"variable": v.Variable, "interlaced": v.Interlaced, "hdr": v.HDR, "short": info.Claimed > 0} {
				if has != (name == want.trait) {
					t.Errorf("%s: %v", name, has)
				}
			}
			readSome(t, info)
		})
	}
}

// readSome reads up to two seconds of pictures and all sound, and wants as much
// as Probe promised.
func readSome(t *testing.T, info media.Info) {
	t.Helper()
	if info.Video != nil {
		end := math.Min(2, info.Duration)
		frames := 0
		err := media.ReadFrames(t.Context(), info, media.FrameRequest{End: end, Width: 64, Height: 36, PixFmt: "rgb24"},
			func(n int, pix []byte) error { frames = n + 1; return nil })
		if want := media.FrameAt(*info.Video, end); err != nil || frames != want {
			t.Errorf("%d frames, want %d (%v)", frames, want, err)
		}
	}
	if info.Audio == nil {
		return
	}
	samples, peak := 0, 0.0
	err := media.ReadPCM(t.Context(), info, 0, 0, 16000, func(s []float32) error {
		for _, v := range s {
			peak = math.Max(peak, math.Abs(float64(v)))
		}
		samples += len(s)
		return nil
	})
	if got := float64(samples) / 16000; err != nil || got > info.Duration+0.1 || got < math.Min(info.Audio.End, info.Duration)-0.1 {
		t.Errorf("%.3f s of sound, want %.3f (%v)", got, info.Duration, err)
	}
	if peak == 0 && !strings.Contains(info.Path, "silent") || peak > 1 {
		t.Errorf("the sound's peak is %.3f", peak)
	}
}
