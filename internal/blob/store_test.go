package blob_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"clipd/internal/blob"
	"clipd/internal/blob/blobtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func signingKey() []byte { return bytes.Repeat([]byte{7}, 32) }

func open(t *testing.T, url string, o blob.Options) *blob.Store {
	t.Helper()
	o.SigningKey = signingKey()
	s, err := blob.Open(t.Context(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func file(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// recording is bytes of which no part is like another.
func recording(n int) []byte {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return b
}

func keys(t *testing.T, s *blob.Store, prefix string) []string {
	t.Helper()
	all := []string{}
	if err := s.List(t.Context(), prefix, func(o blob.Object) error {
		all = append(all, fmt.Sprintf("%s %d", o.Key, o.Size))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestObjects(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, url string) {
		ctx, s := t.Context(), open(t, url, blob.Options{})
		must(t, s.Ready(ctx))
		must(t, s.Put(ctx, "jobs/clip_1/plan.json", []byte(`{}`), "application/json"))
		must(t, s.Put(ctx, "jobs/clip_1/plan.json", []byte(`{"a":1}`), "application/json"))
		must(t, s.Put(ctx, "jobs/clip_12/plan.json", nil, "application/json"))
		made := file(t, recording(1000))
		must(t, s.PutFile(ctx, "jobs/clip_1/clips/c_1.mp4", made, "video/mp4"))
		if _, err := os.Stat(made); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the file stays: %v", err)
		}
		if got := keys(t, s, ""); !slices.Equal(got, []string{"jobs/clip_1/clips/c_1.mp4 1000", "jobs/clip_1/plan.json 7", "jobs/clip_12/plan.json 0"}) {
			t.Errorf("in all: %q", got)
		}
		if got := keys(t, s, "jobs/clip_1/"); len(got) != 2 {
			t.Errorf("below a prefix: %q", got)
		}
		if got := keys(t, s, "nothing/"); len(got) != 0 {
			t.Errorf("below no prefix: %q", got)
		}

		b, err := s.Get(ctx, "jobs/clip_1/plan.json")
		if err != nil || string(b) != `{"a":1}` {
			t.Errorf("got %q, %v", b, err)
		}
		o, err := s.Stat(ctx, "jobs/clip_1/clips/c_1.mp4")
		if err != nil || o.Size != 1000 || !strings.HasPrefix(o.ETag, `"`) || time.Since(o.Modified) > time.Minute {
			t.Errorf("described as %+v, %v", o, err)
		}
		var tail bytes.Buffer
		must(t, s.Range(ctx, "jobs/clip_1/clips/c_1.mp4", 900, 100, &tail))
		if !bytes.Equal(tail.Bytes(), recording(1000)[900:]) {
			t.Errorf("the last 100 bytes are %d others", tail.Len())
		}

		must(t, s.Delete(ctx, "jobs/clip_12/plan.json"))
		must(t, s.Delete(ctx, "jobs/clip_12/plan.json"))
		must(t, s.DeletePrefix(ctx, "jobs/clip_1/"))
		must(t, s.DeletePrefix(ctx, "jobs/clip_1/"))
		if got := keys(t, s, ""); len(got) != 0 {
			t.Errorf("left: %q", got)
		}
	})
}

func TestAbsentObjects(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, url string) {
		ctx, s := t.Context(), open(t, url, blob.Options{})
		must(t, s.Put(ctx, "a/b", nil, "text/plain"))
		for _, key := range []string{"c", "a/c", "a"} {
			_, stat := s.Stat(ctx, key)
			_, get := s.Get(ctx, key)
			part := s.Range(ctx, key, 0, 1, io.Discard)
			_, _, local := s.Local(ctx, key, t.TempDir())
			for i, err := range []error{stat, get, part, local} {
				if !errors.Is(err, blob.ErrNotFound) {
					t.Errorf("%s, %d: %v", key, i, err)
				}
			}
			must(t, s.Delete(ctx, "c"))
		}
	})
}

// A write that fails leaves the file and the object as they were.
func TestPutFileFails(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, url string) {
		ctx, s := t.Context(), open(t, url, blob.Options{})
		must(t, s.Put(ctx, "a", []byte("before"), "text/plain"))
		dir := t.TempDir()
		if err := s.PutFile(ctx, "a", dir, "text/plain"); err == nil {
			t.Error("a folder was taken")
		}
		if err := s.PutFile(ctx, "a", filepath.Join(dir, "none"), "text/plain"); err == nil || errors.Is(err, blob.ErrNotFound) {
			t.Errorf("no file: %v", err)
		}
		if err := s.PutFile(ctx, "a/b", file(t, []byte("after")), "text/plain"); err == nil {
			t.Error("an object became a folder")
		}
		if b, err := s.Get(ctx, "a"); err != nil || string(b) != "before" {
			t.Errorf("got %q, %v", b, err)
		}
		if got := keys(t, s, ""); len(got) != 1 {
			t.Errorf("left: %q", got)
		}
	})
}

// Deleting the last object of a folder does not get in the way of writing one.
func TestPutWhileDeleting(t *testing.T) {
	ctx, s := t.Context(), open(t, "file://"+t.TempDir(), blob.Options{})
	var all sync.WaitGroup
	for _, key := range []string{"a/b/1", "a/b/2", "a/c/3"} {
		all.Go(func() {
			for range 200 {
				if err := errors.Join(s.Put(ctx, key, nil, "text/plain"), s.Delete(ctx, key)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

func TestOddKeys(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, url string) {
		ctx, s := t.Context(), open(t, url, blob.Options{})
		for _, key := range []string{
			"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".tmp/x", ".clipd/signing-key", "a/.b",
			"a b", "a\x00", "a\nb", "ä", "a\\b", "a:b", "a?b", "a%2fb", "a.attrs", "__0x2e__", strings.Repeat("a/", 256) + "a", strings.Repeat("a", 201),
		} {
			_, err := s.Get(ctx, key)
			_, link := s.URL(ctx, "https://x.example", key, blob.URLOptions{})
			for _, err := range []error{err, link, s.Put(ctx, key, nil, "text/plain"), s.Delete(ctx, key), s.DeletePrefix(ctx, key+"/")} {
				if err == nil || errors.Is(err, blob.ErrNotFound) {
					t.Errorf("%q: %v", key, err)
				}
			}
		}
		if err := s.DeletePrefix(ctx, "jobs/clip_1"); err == nil {
			t.Error("a prefix without a slash was taken")
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	for url, says := range map[string]string{
		"":                    "must begin with",
		"/var/lib/clipd":      "must begin with",
		"http://x/":           "must begin with",
		"file://relative/dir": "absolute path",
		"file:///tmp?x=1":     "absolute path",
		"s3://b?nonsense=1":   "nonsense",
	} {
		if _, err := blob.Open(t.Context(), url, blob.Options{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", url, err)
		}
	}
}
