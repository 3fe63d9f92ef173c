package blob_test

import (
	"bytes"
	"sync/atomic"
	"testing"

	"clipd/internal/blob"
	"clipd/internal/blob/blobtest"
)

// Who copies a large file can tell how far it is, piece by piece.
func TestProgress(t *testing.T) {
	const size = 12<<20 + 1
	s := open(t, blobtest.Start(t).URL, blob.Options{})
	var moved, told atomic.Int64
	ctx := blob.WithProgress(t.Context(), func(n int64) { moved.Add(n); told.Add(1) })
	check := func(what string, want int64) {
		t.Helper()
		if n, times := moved.Swap(0), told.Swap(0); n != want || times < want>>20 {
			t.Errorf("%s moved %d bytes, told %d times, want %d bytes", what, n, times, want)
		}
	}
	must(t, s.PutFile(ctx, "a", file(t, recording(size)), "video/mp4"))
	check("storing", size)
	_, release, err := s.Local(ctx, "a", t.TempDir())
	must(t, err)
	release()
	check("copying", size)
	must(t, s.Range(ctx, "a", 5, 2<<20, new(bytes.Buffer)))
	check("reading a part", 2<<20)
}
