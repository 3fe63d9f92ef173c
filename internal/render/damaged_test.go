package render

import (
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// Sources that are awkward or broken give a clip that passes its check, with a
// warning where something shows, or one clear error.
func TestDifficultSources(t *testing.T) {
	dir := filepath.Join(mediatest.Shared(t), "media", "difficult")
	for _, c := range []struct {
		file       string
		start, end float64
		warning    string
		err        string
	}{
		{"corrupt_bitflips.mp4", 0, 6, "the source is damaged in", ""},
		{"truncated_faststart_55pct.mp4", 0.5, 2, "", ""},
		{"truncated_faststart_55pct.mp4", 1, 5, "", "although its header says 6.0 s"},
		{"hlg_hevc10.mov", 1, 1.5, "", ""},
		{"interlaced_tff_25i.mp4", 1.01, 1.5, "", ""},
		{"single_gop_20s.mp4", 9, 9.5, "", ""},
		{"surround_5.1.mp4", 1, 2, "", ""},
		{"edit_list_video_late_350ms.mp4", 0, 1, "", ""},
		{"very_quiet.mp4", 0, 2, "too quiet", ""},
		{"clipped_loud.mp4", 1, 3, "", ""},
		{"single_frame.mp4", 0, 0.04, "no sound", ""},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Parallel()
			info := mediatest.Probe(t, filepath.Join(dir, c.file))
			tmp := t.TempDir()
			r := small(info, c.start, c.end, tmp)
			r.Camera = cameraOf(info, c.start, c.end, whole)
			result, err := Render(t.Context(), r)
			if c.err != "" {
				if clip.CodeOf(err) != clip.Unusable || !strings.Contains(err.Error(), c.err) || names(t, tmp) != "" {
					t.Errorf("error %v, want %q; the folder holds %q", err, c.err, names(t, tmp))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			mediatest.DecodesToEnd(t, r.Out)
			warnings := strings.Join(result.Warnings, "; ")
			if !strings.Contains(warnings, c.warning) || (warnings == "") != (c.warning == "") {
				t.Errorf("warnings %q, want %q", warnings, c.warning)
			}
		})
	}
}
