package blob_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clipd/internal/blob"
	"clipd/internal/blob/blobtest"
)

// writer is a process that writes the same object again and again, until it is
// killed.
func writer(t *testing.T, storage string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrash$")
	cmd.Env = append(os.Environ(), "CLIPD_TEST_STORAGE="+storage)
	must(t, cmd.Start())
	return cmd
}

const crashBytes = 400_000

// A process that is killed while it writes leaves a whole object, and nothing
// under a temporary name once somebody opens the storage.
func TestCrash(t *testing.T) {
	if storage := os.Getenv("CLIPD_TEST_STORAGE"); storage != "" {
		s := open(t, storage, blob.Options{})
		for i := 0; ; i++ {
			must(t, s.Put(t.Context(), "a/document", recording(crashBytes), "text/plain"))
			must(t, s.PutFile(t.Context(), "a/file", file(t, recording(crashBytes)), "video/mp4"))
			must(t, s.Delete(t.Context(), "a/document"))
		}
	}
	blobtest.Each(t, func(t *testing.T, storage string) {
		s := open(t, storage, blob.Options{})
		for range 5 {
			cmd := writer(t, storage)
			waitFor(t, func() bool { _, err := s.Stat(t.Context(), "a/file"); return err == nil })
			must(t, cmd.Process.Kill())
			_ = cmd.Wait()
			for _, o := range keys(t, s, "") {
				if o != fmt.Sprintf("a/document %d", crashBytes) && o != fmt.Sprintf("a/file %d", crashBytes) {
					t.Errorf("left: %s", o)
				}
			}
			must(t, s.DeletePrefix(t.Context(), "a/"))
		}
		must(t, s.Sweep(t.Context()))
		if dir, ok := strings.CutPrefix(storage, "file://"); ok {
			if work, err := filepath.Glob(filepath.Join(dir, ".tmp", "p*", "*")); err != nil || len(work) != 1 {
				t.Errorf("left: %q, %v", work, err)
			}
			if all, err := os.ReadDir(dir); err != nil || len(all) != 1 {
				t.Errorf("left: %v, %v", all, err)
			}
		}
	})
}

func waitFor(t *testing.T, is func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal("it does not come about")
		}
	}
}

// Opening a folder removes what dead processes left, not what living ones write.
func TestOpenSweeps(t *testing.T) {
	dir := t.TempDir()
	dead := filepath.Join(dir, ".tmp", "pdead")
	must(t, os.MkdirAll(dead, 0o755))
	must(t, os.WriteFile(filepath.Join(dead, "new1"), recording(10), 0o600))
	one := open(t, "file://"+dir, blob.Options{})
	two := open(t, "file://"+dir, blob.Options{})
	if all, err := filepath.Glob(filepath.Join(dir, ".tmp", "p*")); err != nil || len(all) != 2 {
		t.Errorf("work folders: %q, %v", all, err)
	}
	must(t, one.Put(t.Context(), "a", nil, "text/plain"))
	must(t, two.Put(t.Context(), "b", nil, "text/plain"))
}

// A file of another file system is copied.
func TestPutFileFromElsewhere(t *testing.T) {
	elsewhere, err := os.MkdirTemp("/dev/shm", "clipd-test")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skipf("there is no other file system: %v", err)
	}
	t.Cleanup(func() { os.RemoveAll(elsewhere) })
	dir := t.TempDir()
	path := filepath.Join(elsewhere, "made")
	must(t, os.WriteFile(path, recording(1000), 0o600))
	if os.Link(path, filepath.Join(dir, "linked")) == nil {
		t.Skip("/dev/shm is the same file system")
	}
	s := open(t, "file://"+dir, blob.Options{})
	must(t, s.PutFile(t.Context(), "a/b", path, "video/mp4"))
	if got := keys(t, s, ""); len(got) != 1 || got[0] != "a/b 1000" {
		t.Errorf("got %q", got)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file stays: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	must(t, os.WriteFile(path, recording(1000), 0o600))
	if err := s.PutFile(ctx, "a/c", path, "video/mp4"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Storage that has gone away is an error within the time that requests have, and
// the file that could not be stored stays.
func TestServerStopped(t *testing.T) {
	server := blobtest.Start(t)
	s := open(t, server.URL, blob.Options{})
	must(t, s.Put(t.Context(), "a", nil, "text/plain"))
	server.Stop()
	path := file(t, recording(10))
	_, err := s.Stat(t.Context(), "a")
	for _, err := range []error{err, s.PutFile(t.Context(), "b", path, "video/mp4")} {
		if err == nil || errors.Is(err, blob.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	}
	wantFile(t, path, recording(10))
}
