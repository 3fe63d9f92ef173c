package app

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/mediatest"
)

// TestCutOfAURL downloads the source, cuts it and removes the download.
func TestCutOfAURL(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	models := mediatest.Models(t)
	home := t.TempDir()
	made := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=d=4:r=25:s=320x180",
		"-pix_fmt", "yuv420p", filepath.Join(home, "talk.mp4"))
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(home)))
	defer server.Close()
	cut := func(url string) (int, string) {
		var stdout, stderr bytes.Buffer
		code := Main(t.Context(), []string{
			"--data", home, "--models", models, "--resolution", "180", "--allow-networks", "127.0.0.0/8",
			"cut", url, "--window", "1-2", "-o", filepath.Join(home, "out"),
		}, nil, Stdio{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
		return code, stdout.String() + stderr.String()
	}
	if code, said := cut(server.URL + "/talk.mp4"); code != exitDone || !strings.Contains(said, "01-0-01-to-0-02.mp4") {
		t.Errorf("exit code %d\n%s", code, said)
	}
	if left := names(t, filepath.Join(home, "downloads")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if code, said := cut(server.URL + "/nothing.mp4"); code == exitDone || !strings.Contains(said, "404") {
		t.Errorf("exit code %d\n%s", code, said)
	}
}
