package chaos

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"clipd/internal/media"
	"clipd/internal/mediatest"
)

const sourceSeconds = 12

// picture makes a small video of a test picture and a tone.
func picture(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "picture.mp4")
	encode(t, path, "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=12", "-f", "lavfi", "-i", "sine=d=12",
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest")
	return path
}

// speech makes a small video of somebody who speaks for half a minute.
func speech(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "speech.mp4")
	encode(t, path, "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=30", "-t", "30", "-i", filepath.Join(mediatest.Models(t), "sample", "two_cities.wav"),
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest")
	return path
}

func encode(t testing.TB, path string, args ...string) {
	t.Helper()
	if err := media.Run(t.Context(), media.Command{Args: append(args, "-y", media.File(path))}); err != nil {
		t.Fatal(err)
	}
}

// site serves a file under every path, slowly, so that kills find downloads on
// their way.
func site(t testing.TB, path string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, err := os.Open(path)
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		w.Header().Set("ETag", `"one"`)
		http.ServeContent(w, r, "video.mp4", time.Time{}, &slow{f, r})
	}))
	t.Cleanup(server.Close)
	return server.URL
}

type slow struct {
	io.ReadSeeker
	r *http.Request
}

func (s *slow) Read(b []byte) (int, error) {
	select {
	case <-s.r.Context().Done():
		return 0, s.r.Context().Err()
	case <-time.After(10 * time.Millisecond):
	}
	return s.ReadSeeker.Read(b)
}
