package app

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// difficult is what `clipd cut FILE --captions` must do with each difficult
// file: "" for clips, otherwise a part of its one error.
var difficult = map[string]string{
	"anamorphic_sar_64x45.mp4":            "",
	"audioonly.m4a":                       "has no picture",
	"audioonly.mp3":                       "has no picture",
	"av1_video.mkv":                       "",
	"base720.mp4":                         "",
	"bt709_full_range.mp4":                "",
	"clipped_loud.mp4":                    "",
	"corrupt_bitflips.mp4":                "",
	"edit_list_video_late_350ms.mp4":      "",
	"empty.mp4":                           "is empty",
	"h264_10bits.mp4":                     "",
	"h265_10bits.mp4":                     "",
	"hdr10_pq_hevc10.mp4":                 "",
	"hlg_hevc10.mov":                      "",
	"interlaced_tff_25i.mp4":              "",
	"mpeg2_startoffset.ts":                "",
	"mpeg4_mp3.avi":                       "",
	"multi_av_subs_nasa_13013.mp4":        "",
	"noaudio.mp4":                         "",
	"odd_dims_853x479.webm":               "",
	"prores_pcm.mov":                      "",
	"random_bytes.mp4":                    "random_bytes.mp4",
	"rotated_displaymatrix_180.mp4":       "",
	"rotated_displaymatrix_90.mp4":        "",
	"silent_audio.mp4":                    "",
	"single_frame.mp4":                    "too short",
	"single_gop_20s.mp4":                  "",
	"surround_5.1.mp4":                    "",
	"text.mp4":                            "text.mp4",
	"truncated_faststart_55pct.mp4":       "",
	"truncated_moov_missing.mp4":          "truncated_moov_missing.mp4",
	"ts_offset_37s.mkv":                   "",
	"two_audio_tracks_second_default.mkv": "",
	"very_quiet.mp4":                      "",
	"very_short_0.2s.mp4":                 "too short",
	"vfr_irregular.mp4":                   "",
	"vfr_real_videoretalking_face1.mp4":   "",
}

// TestDifficultFiles cuts every file of the difficult folder.
func TestDifficultFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("long: cuts every difficult file")
	}
	mediatest.NeedFFmpeg(t)
	models := mediatest.Models(t)
	dir := filepath.Join(mediatest.Shared(t), "media", "difficult")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	for _, f := range files {
		t.Run(f.Name(), func(t *testing.T) {
			want, known := difficult[f.Name()]
			if !known {
				t.Fatal("no outcome is expected of this file; add it to the table")
			}
			out := t.TempDir()
			var stdout, stderr bytes.Buffer
			began := time.Now()
			code := Main(t.Context(), []string{
				"--data", data, "--models", models, "--resolution", "180",
				"cut", filepath.Join(dir, f.Name()), "--captions", "--json", "-o", out,
			}, []string{"HOME=" + data}, Stdio{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
			if spent := time.Since(began); spent > 2*time.Minute {
				t.Errorf("took %v", spent)
			}
			if want == "" {
				if code != exitDone {
					t.Fatalf("exit code %d\n%s", code, stderr.String())
				}
				checkClips(t, out, stdout.Bytes())
				if cutOff := strings.Contains(stderr.String(), "it was cut off"); cutOff != strings.HasPrefix(f.Name(), "truncated") {
					t.Errorf("said to be cut off: %v\n%s", cutOff, stderr.String())
				}
				return
			}
			if code != exitNothing && code != exitFailed {
				t.Errorf("exit code %d", code)
			}
			if !strings.Contains(stderr.String(), want) {
				t.Errorf("the error does not hold %q:\n%s", want, stderr.String())
			}
			for _, left := range names(t, out) {
				if left != "job.json" {
					t.Errorf("%s was left behind", left)
				}
			}
		})
	}
}

// checkClips holds the files to what job.json says of them.
func checkClips(t *testing.T, dir string, text []byte) {
	t.Helper()
	var job clip.Job
	if err := json.Unmarshal(text, &job); err != nil {
		t.Fatal(err)
	}
	if job.Status != clip.Completed || len(job.Clips) == 0 {
		t.Fatalf("status %s, %d clips", job.Status, len(job.Clips))
	}
	files := []string{"job.json"}
	for _, c := range job.Clips {
		files = append(files, c.URL, c.ThumbnailURL, c.CaptionURL)
		info := mediatest.Probe(t, filepath.Join(dir, c.URL))
		if off := info.Duration - float64(c.Duration); off < -0.08 || off > 0.08 {
			t.Errorf("%s is %.3f s long, not %.3f", c.URL, info.Duration, float64(c.Duration))
		}
		if info.Video.Width != 180 || info.Video.Height != 320 || info.Audio == nil {
			t.Errorf("%s: %+v %+v", c.URL, info.Video, info.Audio)
		}
		mediatest.DecodesToEnd(t, filepath.Join(dir, c.URL))
	}
	for _, name := range names(t, dir) {
		found := false
		for _, f := range files {
			found = found || f == name
		}
		if !found {
			t.Errorf("%s was left behind", name)
		}
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}
