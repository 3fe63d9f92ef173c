package jobs

import (
	"context"
	"testing"
	"time"

	"clipd/internal/blob"
	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

// A sweep that was cut short is gone on with, and the next begins anew.
func TestSweepGoesOn(t *testing.T) {
	rows, err := store.Open(t.Context(), storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	objects, err := blob.Open(t.Context(), "file://"+t.TempDir(), blob.Options{SigningKey: make([]byte, 32)})
	if err != nil {
		t.Fatal(err)
	}
	defer objects.Close()
	s := &Service{Config: Config{Store: rows, Objects: objects}}
	for _, key := range []string{"ws_1/jobs/clip_a/c.mp4", "ws_1/jobs/clip_b/c.mp4", "ws_2/jobs/clip_c/c.mp4"} {
		if err := objects.Put(t.Context(), key, []byte("x"), ""); err != nil {
			t.Fatal(err)
		}
	}
	sweep := func(ctx context.Context) (int, error) {
		var n swept
		err := s.sweepOrphans(ctx, time.Now().Add(2*orphanAge), &n)
		return n.orphans, err
	}
	to := "ws_1/jobs/clip_a/c.mp4"
	s.swept.Store(&to)
	for _, want := range []int{2, 1, 0} {
		if n, err := sweep(t.Context()); n != want || err != nil {
			t.Errorf("%d files were removed, want %d; %v", n, want, err)
		}
	}
	if err := objects.Put(t.Context(), to, []byte("x"), ""); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := sweep(t.Context()); n != 0 || err == nil || s.swept.Load() == nil || *s.swept.Load() != to {
		t.Errorf("without a database %d files were removed, %v; the next begins at %v", n, err, s.swept.Load())
	}
}
