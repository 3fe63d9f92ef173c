package render

import (
	"strings"
	"syscall"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// A full disk is named, and what was begun is removed.
func TestDiskFull(t *testing.T) {
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Seconds: 2, Filter: "noise=alls=60:allf=t"}))
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=200k"); err != nil {
		t.Skipf("a small file system cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	r := small(info, 0, 2, dir)
	r.Width, r.Height = 640, 400
	_, err := Render(t.Context(), r)
	if clip.CodeOf(err) != clip.Unavailable || !strings.Contains(err.Error(), "no space left on "+dir) {
		t.Errorf("error %v", err)
	}
	if got := names(t, dir); got != "" {
		t.Errorf("%q stays behind", got)
	}
}
