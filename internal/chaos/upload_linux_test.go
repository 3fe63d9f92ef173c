package chaos

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net/http"
	"os"
	"testing"
	"time"
)

// sparse is a video of about a size: a small one and an atom that players skip.
func sparse(t testing.TB, video string, size int64) (io.Reader, int64) {
	t.Helper()
	head, err := os.ReadFile(video)
	if err != nil {
		t.Fatal(err)
	}
	rest := max(16, size-int64(len(head)))
	free := binary.BigEndian.AppendUint32(nil, 1) // the size follows in 64 bits
	free = binary.BigEndian.AppendUint64(append(free, "free"...), uint64(rest))
	return io.MultiReader(bytes.NewReader(head), bytes.NewReader(free), io.LimitReader(zeros{}, rest-16)), int64(len(head)) + rest
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// mostMemory is what the server may hold while a file of any size comes in.
const mostMemory = 150 << 10 // KiB

func TestLargeUpload(t *testing.T) {
	mebibytes := sized(t, 192, 4096)
	each(t, func(t *testing.T, p *place) {
		server := p.serve(0)
		c := server.client()
		server.start()
		video := picture(t)
		before := server.status("VmRSS")
		content, size := sparse(t, video, int64(mebibytes)<<20)
		began := time.Now()
		if _, status, err := c.send(t.Context(), "large.mp4", content); status != http.StatusOK {
			t.Fatalf("%d %v", status, err)
		}
		took, peak := time.Since(began), server.status("VmHWM")
		if peak > mostMemory {
			t.Errorf("%d KiB were held at most", peak)
		}
		for _, broken := range []int64{1 << 10, size / 2} {
			content, _ := sparse(t, video, size+1)
			ctx, cancel := context.WithCancel(t.Context())
			_, _, err := c.send(ctx, "broken.mp4", io.MultiReader(io.LimitReader(content, broken), hangUp(cancel)))
			if err == nil {
				t.Error("an upload that was broken off was answered")
			}
		}
		within(t, time.Minute, "nothing of broken uploads to be left", func() bool {
			for _, name := range server.left("work") {
				if below, _ := os.ReadDir(server.data + "/work/" + name); len(below) > 0 {
					return false
				}
			}
			return len(p.files()) == 1
		})
		if n := p.count(p.rows(), "SELECT count(*) FROM assets"); n != 1 {
			t.Errorf("%d assets", n)
		}
		t.Logf("%d MiB in %.0f s; the server held %d MiB before and %d MiB at most", size>>20, took.Seconds(), before>>10, peak>>10)
	})
}

// hangUp breaks the connection when it is read.
type hangUp context.CancelFunc

func (h hangUp) Read([]byte) (int, error) {
	h()
	return 0, context.Canceled
}
