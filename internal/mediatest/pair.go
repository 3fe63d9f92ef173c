package mediatest

import (
	"fmt"
	"path/filepath"
	"testing"

	"clipd/internal/media"
)

// Pair makes a recording of two people side by side, each filling the height of
// its half of 1920x1080 at 25 frames a second, and returns its path. Both mouths
// move; the sound is that of the left one.
func Pair(t testing.TB, left, right string) string {
	t.Helper()
	NeedFFmpeg(t)
	path := filepath.Join(t.TempDir(), "pair.mp4")
	half := "[%d:v]fps=25,scale=-2:1080,crop=min(iw\\,960):1080,pad=960:1080:-1:0,setsar=1[half%[1]d];"
	graph := fmt.Sprintf(half, 0) + fmt.Sprintf(half, 1) + "[half0][half1]hstack=shortest=1[v]"
	args := []string{
		"-i", media.File(left), "-i", media.File(right), "-filter_complex", graph,
		"-map", "[v]", "-map", "0:a", "-shortest",
		"-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p", "-c:a", "aac", "-y", media.File(path),
	}
	if err := media.Run(t.Context(), media.Command{Args: args}); err != nil {
		t.Fatalf("pairing %s and %s: %v", filepath.Base(left), filepath.Base(right), err)
	}
	return path
}
