package blob_test

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"clipd/internal/blob"
	"clipd/internal/blob/blobtest"
)

func local(t *testing.T, s *blob.Store, key, cache string) (path string, release func()) {
	t.Helper()
	path, release, err := s.Local(t.Context(), key, cache)
	must(t, err)
	return path, release
}

func wantFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, data) {
		t.Errorf("%s has %d bytes, want %d equal ones (%v)", path, len(b), len(data), err)
	}
}

func copies(t *testing.T, cache string) (data, others int) {
	t.Helper()
	all, err := os.ReadDir(cache)
	must(t, err)
	for _, f := range all {
		switch filepath.Ext(f.Name()) {
		case ".data":
			data++
		case ".lock":
		default:
			others++
		}
	}
	return data, others
}

func TestLocal(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, storage string) {
		ctx, s, cache := t.Context(), open(t, storage, blob.Options{}), t.TempDir()
		must(t, s.Put(ctx, "a/1", recording(1000), "video/mp4"))
		must(t, s.Put(ctx, "a/0", nil, "video/mp4"))
		path, release := local(t, s, "a/1", cache)
		wantFile(t, path, recording(1000))
		again, releaseAgain := local(t, s, "a/1", cache)
		if again != path {
			t.Errorf("two copies: %s and %s", path, again)
		}
		releaseAgain()
		release()
		empty, release := local(t, s, "a/0", cache)
		wantFile(t, empty, nil)
		release()

		must(t, s.Put(ctx, "a/1", recording(2000), "video/mp4"))
		path, release = local(t, s, "a/1", cache)
		wantFile(t, path, recording(2000))
		release()
		if n, _ := copies(t, cache); strings.HasPrefix(storage, "file:") && n > 0 {
			t.Errorf("%d copies of local files", n)
		}
	})
}

// The copies that were not used for the longest time make room; one in use stays.
func TestLocalKeepsToItsSize(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := open(t, blobtest.Start(t).URL, blob.Options{CacheBytes: 3500, Now: func() time.Time { return now }})
	cache := filepath.Join(t.TempDir(), "made")
	paths := map[string]string{}
	use := func(key string) (release func()) {
		now = now.Add(time.Minute)
		path, release := local(t, s, key, cache)
		paths[key] = path
		return release
	}
	for _, key := range []string{"1", "2", "3", "4", "5"} {
		must(t, s.Put(t.Context(), key, recording(1000+int(key[0])), "video/mp4"))
	}
	use("1")()
	release := use("2")
	use("3")()
	use("1")()
	use("4")()
	use("5")()
	for key, there := range map[string]bool{"1": false, "2": true, "3": false, "4": true, "5": true} {
		if _, err := os.Stat(paths[key]); (err == nil) != there {
			t.Errorf("copy %s: %v", key, err)
		}
	}
	wantFile(t, paths["2"], recording(1000+int('2')))
	release()
}

// What a killed process left of a copy is made anew, and makes room.
func TestLocalAfterCrash(t *testing.T) {
	s := open(t, blobtest.Start(t).URL, blob.Options{CacheBytes: 1500})
	cache := t.TempDir()
	must(t, os.WriteFile(filepath.Join(cache, "0123.part"), recording(1400), 0o600))
	must(t, s.Put(t.Context(), "1", recording(1000), "video/mp4"))
	path, release := local(t, s, "1", cache)
	defer release()
	wantFile(t, path, recording(1000))
	if _, parts := copies(t, cache); parts != 0 {
		t.Errorf("%d unfinished copies are left", parts)
	}
}

// cutting puts a proxy before an S3 server that ends each answer with a body
// after some bytes.
func cutting(t *testing.T, storage string, after int64) string {
	t.Helper()
	u, err := url.Parse(storage)
	must(t, err)
	q := u.Query()
	endpoint, err := url.Parse(q.Get("endpoint"))
	must(t, err)
	proxy := &httputil.ReverseProxy{
		Rewrite:  func(r *httputil.ProxyRequest) { r.SetURL(endpoint); r.Out.Host = r.In.Host },
		ErrorLog: log.New(io.Discard, "", 0),
		ModifyResponse: func(r *http.Response) error {
			if r.Request.Method == http.MethodGet && strings.HasSuffix(r.Request.URL.Path, ".mp4") {
				r.Body = &cut{r.Body, after}
			}
			return nil
		},
	}
	s := httptest.NewServer(proxy)
	t.Cleanup(s.Close)
	q.Set("endpoint", s.URL)
	u.RawQuery = q.Encode()
	return u.String()
}

type cut struct {
	io.ReadCloser
	left int64
}

func (c *cut) Read(b []byte) (int, error) {
	if c.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.ReadCloser.Read(b[:min(int64(len(b)), c.left)])
	c.left -= int64(n)
	return n, err
}

// A download goes on where the connection broke off; where nothing ever comes it
// fails and leaves nothing.
func TestLocalOverBadConnection(t *testing.T) {
	server := blobtest.Start(t)
	for after, fine := range map[int64]bool{300_000: true, 0: false} {
		s, cache := open(t, cutting(t, server.URL, after), blob.Options{}), t.TempDir()
		must(t, s.Put(t.Context(), "1.mp4", recording(1_000_000), "video/mp4"))
		path, release, err := s.Local(t.Context(), "1.mp4", cache)
		if (err == nil) != fine {
			t.Fatalf("cut after %d bytes: %v", after, err)
		}
		if data, parts := copies(t, cache); parts != 0 || data > 0 != fine {
			t.Errorf("cut after %d bytes: %d copies, %d unfinished ones", after, data, parts)
		}
		if fine {
			wantFile(t, path, recording(1_000_000))
			release()
		}
	}
}

// Many processes at once, with too little room for all, each get whole copies.
func TestLocalOfManyProcesses(t *testing.T) {
	const objects, rounds, size = 6, 40, 20_000
	if storage := os.Getenv("CLIPD_TEST_STORAGE"); storage != "" {
		s := open(t, storage, blob.Options{CacheBytes: 3 * size})
		for i := range rounds {
			n := (i*7 + os.Getpid()) % objects
			path, release := local(t, s, string(rune('a'+n)), os.Getenv("CLIPD_TEST_CACHE"))
			wantFile(t, path, recording(size+n))
			release()
		}
		return
	}
	server := blobtest.Start(t)
	s := open(t, server.URL, blob.Options{})
	for n := range objects {
		must(t, s.Put(t.Context(), string(rune('a'+n)), recording(size+n), "video/mp4"))
	}
	cache := t.TempDir()
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestLocalOfManyProcesses$")
			cmd.Env = append(os.Environ(), "CLIPD_TEST_STORAGE="+server.URL, "CLIPD_TEST_CACHE="+cache)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	all.Wait()
	if n, parts := copies(t, cache); n == 0 || n > objects || parts > 0 {
		t.Errorf("%d copies and %d unfinished ones are left", n, parts)
	}
}
