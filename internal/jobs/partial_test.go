package jobs

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"clipd/internal/blob"
	"clipd/internal/blob/blobtest"
	"clipd/internal/clip"
	"clipd/internal/mediatest"
	"clipd/internal/store"
)

// TestWindowsTakeParts reads of a large source on S3 only what its windows take.
func TestWindowsTakeParts(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	path := filepath.Join(t.TempDir(), "talk.mp4")
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=192x108:r=25:d=120,noise=alls=80:allf=t",
		"-f", "lavfi", "-i", "sine=d=120", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "8", "-g", "50", "-c:a", "aac", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info := mediatest.Probe(t, path)
	blobtest.Each(t, func(t *testing.T, url string) {
		objects, err := blob.Open(t.Context(), url, blob.Options{SigningKey: make([]byte, 32)})
		if err != nil {
			t.Fatal(err)
		}
		defer objects.Close()
		folder, err := openScratch(t.Context(), t.TempDir(), "worker")
		if err != nil {
			t.Fatal(err)
		}
		defer folder.Close()
		s := &Service{Config: Config{Objects: objects}, scratch: folder}
		text, err := json.Marshal(info)
		if err != nil {
			t.Fatal(err)
		}
		source := store.Source{Object: "ws/sources/src/video", Bytes: info.Bytes, Info: text}
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := objects.Put(t.Context(), source.Object, whole, "video/mp4"); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			windows []clip.Window
			parts   bool
		}{
			"one":        {[]clip.Window{{Start: 90, End: 92}}, true},
			"none":       {nil, false},
			"everywhere": {[]clip.Window{{Start: 10, End: 12}, {Start: 50, End: 60}, {Start: 100, End: 101}}, false},
		} {
			l, found, err := s.partial(t.Context(), source, c.windows)
			if want := c.parts && !strings.HasPrefix(url, "file:"); err != nil || found != want {
				t.Fatalf("%s: found %v, want %v, %v", name, found, want, err)
			}
			if !found {
				continue
			}
			var st syscall.Stat_t
			if err := syscall.Stat(l.info.Path, &st); err != nil || st.Size != info.Bytes || st.Blocks*512 > info.Bytes*2/3 {
				t.Errorf("%d bytes on disk for a source of %d, %v", st.Blocks*512, info.Bytes, err)
			}
			l.release()
		}
		if left, err := os.ReadDir(folder.dir); err != nil || len(left) > 0 {
			t.Errorf("%v is left, %v", left, err)
		}
	})
}
