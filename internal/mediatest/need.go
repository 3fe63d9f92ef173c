package mediatest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// NeedFFmpeg skips the test where ffmpeg or ffprobe is missing; with CI=true it
// fails.
func NeedFFmpeg(t testing.TB) {
	t.Helper()
	for _, tool := range []string{"ffmpeg", "ffprobe"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, tool+" is not installed")
		}
	}
}

// Shared returns the folder of shared test media beside the repository. It
// skips the test where there is none; with CI=true it fails.
func Shared(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			continue
		}
		shared := filepath.Join(filepath.Dir(dir), "shared")
		if _, err := os.Stat(shared); err != nil {
			missing(t, "the folder "+shared+" is missing")
		}
		return shared
	}
	t.Fatal("the test does not run inside the repository")
	return ""
}

// SharedFile returns the path of a file in the folder of shared test media. It
// skips the test where it is missing; with CI=true it fails.
func SharedFile(t testing.TB, elem ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{Shared(t)}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		missing(t, "the shared file "+path+" is missing")
	}
	return path
}

// Models returns the folder of model files that CLIPD_TEST_MODELS names, as
// `clipd models pull` fills it. It skips the test where none is named; with
// CI=true it fails.
func Models(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("CLIPD_TEST_MODELS")
	if dir == "" {
		missing(t, "CLIPD_TEST_MODELS names no folder of model files (clipd models pull)")
	}
	return dir
}

func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}
