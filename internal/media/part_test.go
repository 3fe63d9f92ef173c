package media_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// TestPartOfAFile cuts from a copy that holds only what a part takes, and gets
// the same pictures as from the whole file.
func TestPartOfAFile(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	ffmpeg := func(args ...string) {
		t.Helper()
		if out, err := exec.CommandContext(t.Context(), "ffmpeg", append([]string{"-v", "error"}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	late, early := filepath.Join(t.TempDir(), "late.mp4"), filepath.Join(t.TempDir(), "early.mp4")
	// Noise does not compress, so that the file is large.
	ffmpeg("-f", "lavfi", "-i", "testsrc2=s=192x108:r=25:d=90,noise=alls=80:allf=t", "-f", "lavfi", "-i", "sine=d=90",
		"-c:v", "libx264", "-preset", "ultrafast", "-qp", "8", "-g", "50", "-c:a", "aac", late)
	ffmpeg("-i", late, "-c", "copy", "-movflags", "+faststart", early)
	for _, path := range []string{late, early} {
		info := mediatest.Probe(t, path)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		index, err := media.IndexRanges(strings.NewReader(string(whole)), info.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		part := info
		part.Path = filepath.Join(t.TempDir(), "part.mp4")
		holes := make([]byte, len(whole))
		fill := func(ranges []media.Range) (n int64) {
			for _, r := range ranges {
				n += int64(copy(holes[r.Offset:r.Offset+r.Length], whole[r.Offset:]))
			}
			if err := os.WriteFile(part.Path, holes, 0o600); err != nil {
				t.Fatal(err)
			}
			return n
		}
		n := fill(index)
		ranges, err := media.PartRanges(t.Context(), part, 70, 72)
		if err != nil {
			t.Fatal(err)
		}
		if n += fill(ranges); n > info.Bytes/2 {
			t.Errorf("a part takes %d of %d bytes", n, info.Bytes)
		}
		if a, b := grays(t, info, 70, 72), grays(t, part, 70, 72); a != b || len(a) != 50*32*18 {
			t.Errorf("%s: %d bytes of pictures from the part, %d from the whole, equal: %v", filepath.Base(path), len(b), len(a), a == b)
		}
	}
}

// grays are the pictures of a part, small.
func grays(t *testing.T, info media.Info, start, end float64) string {
	t.Helper()
	var all strings.Builder
	err := media.ReadFrames(t.Context(), info, media.FrameRequest{Start: start, End: end, Width: 32, Height: 18, PixFmt: "gray"}, func(_ int, pix []byte) error {
		all.Write(pix)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestWhatHasNoParts(t *testing.T) {
	for name, text := range map[string]string{
		"empty":          "",
		"not boxes":      strings.Repeat("x", 100),
		"short box":      "\x00\x00\x00\x04ftyp",
		"past the end":   "\x00\x00\x00\x08ftyp\x00\x00\x01\x00mdat",
		"no media":       "\x00\x00\x00\x08ftyp",
		"large, cut off": "\x00\x00\x00\x08ftyp\x00\x00\x00\x01mdat",
		"many fragments": "\x00\x00\x00\x08ftyp" + strings.Repeat("\x00\x00\x00\x08moof\x00\x00\x00\x08mdat", 100),
	} {
		if _, err := media.IndexRanges(strings.NewReader(text), int64(len(text))); !errors.Is(err, media.ErrNoParts) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzIndexRanges(f *testing.F) {
	f.Add("\x00\x00\x00\x08ftyp\x00\x00\x00\x0cmdat0123")
	f.Fuzz(func(t *testing.T, text string) {
		ranges, err := media.IndexRanges(strings.NewReader(text), int64(len(text)))
		for _, r := range ranges {
			if err == nil && (r.Offset < 0 || r.Length < 0 || r.Offset+r.Length > int64(len(text))) {
				t.Fatalf("%v of %d bytes", r, len(text))
			}
		}
	})
}
