package app

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"clipd/internal/blob/blobtest"
	"clipd/internal/mediatest"
	"clipd/internal/store/storetest"
)

// backend is where a service keeps its rows and files.
type backend struct {
	environ []string
	objects string // the folder that the files lie in, "" for that of the data
}

// eachBackend runs test over SQLite and a folder, and over PostgreSQL and S3.
func eachBackend(t *testing.T, test func(*testing.T, backend)) {
	t.Run("sqlite and folder", func(t *testing.T) { test(t, backend{}) })
	t.Run("postgres and s3", func(t *testing.T) {
		bucket := blobtest.Start(t)
		test(t, backend{
			environ: []string{"CLIPD_DATABASE_URL=" + storetest.Postgres(t), "CLIPD_BLOB_URL=" + bucket.URL},
			objects: bucket.Bucket,
		})
	})
}

// live is a `clipd serve`, by its real command line.
type live struct {
	caller         // with the key that the first start shows
	data, objects  string
	environ        []string
	stdout, stderr *watched

	terminate func() // as SIGTERM does, once
	signal    func() // sends SIGTERM to a process
	ended     chan int
}

// newLive is a service that is not started, which may fetch from and call back to
// this machine.
func newLive(t *testing.T, b backend) *live {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	s := &live{data: t.TempDir(), objects: b.objects, stdout: newWatched(), stderr: newWatched(), ended: make(chan int, 1)}
	if s.objects == "" {
		s.objects = filepath.Join(s.data, "objects")
	}
	s.environ = append([]string{
		"HOME=" + t.TempDir(), "CLIPD_DATA=" + s.data, "CLIPD_MODELS=" + mediatest.Models(t), "CLIPD_SPEECH=fast",
		"CLIPD_ALLOW_NETWORKS=127.0.0.0/8", "CLIPD_ALLOW_HTTP=true",
	}, b.environ...)
	s.http = newClient(t)
	return s
}

// startLive starts a service in this process.
func startLive(t *testing.T, b backend, args ...string) *live {
	t.Helper()
	before := goleak.IgnoreCurrent()
	s := newLive(t, b)
	ctx, cancel := context.WithCancel(context.Background())
	s.terminate = cancel
	go func() {
		s.ended <- Main(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), s.environ, Stdio{In: strings.NewReader(""), Out: s.stdout, Err: s.stderr})
	}()
	t.Cleanup(func() {
		s.stop(t)
		s.http.CloseIdleConnections()
		goleak.VerifyNone(t, before)
	})
	s.base = s.await(t, s.stderr, `addr=(http://\S+)`)
	s.key = s.await(t, s.stdout, `shown only now: (\S+)`)
	return s
}

// await returns what the group of the pattern matches when it was written.
func (s *live) await(t *testing.T, w *watched, pattern string) string {
	t.Helper()
	find, late := regexp.MustCompile(pattern), time.After(patience)
	for {
		text, more := w.read()
		if m := find.FindStringSubmatch(text); m != nil {
			return m[1]
		}
		select {
		case <-more:
		case code := <-s.ended:
			s.ended <- code
			t.Fatalf("the service ended with code %d:\n%s", code, s.stderr)
		case <-late:
			t.Fatalf("no %s in time:\n%s", pattern, s.stderr)
		}
	}
}

// stop ends the service in order. It may be called again.
func (s *live) stop(t *testing.T) {
	t.Helper()
	s.terminate()
	code := <-s.ended
	s.ended <- code
	if code != exitDone {
		t.Errorf("the service ended with code %d", code)
	}
	if t.Failed() {
		t.Logf("the service said:\n%s", s.stderr)
	}
}

// run runs another command over the same rows and returns what it printed.
func (s *live) run(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := Main(t.Context(), args, s.environ, Stdio{In: strings.NewReader(""), Out: &stdout, Err: &stderr}); code != exitDone {
		t.Fatalf("%v ended with code %d: %s", args, code, stderr.String())
	}
	return strings.TrimSpace(stdout.String())
}

// as is a caller with a new key of a workspace.
func (s *live) as(t *testing.T, workspace string) caller {
	t.Helper()
	return caller{base: s.base, key: s.run(t, "keys", "create", "--workspace", workspace), http: s.http}
}

// files are the files below a folder.
func files(t *testing.T, root string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			all = append(all, strings.TrimPrefix(path, root+string(filepath.Separator)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// newClient returns a client that keeps no connection over the end of the test.
func newClient(t *testing.T) *http.Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// watched is a writer whose text can be waited for.
type watched struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}
}

func newWatched() *watched { return &watched{more: make(chan struct{})} }

func (w *watched) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.more)
	w.more = make(chan struct{})
	return w.text.Write(b)
}

// read returns what was written, and what is closed when there is more.
func (w *watched) read() (text string, more <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String(), w.more
}

func (w *watched) String() string {
	text, _ := w.read()
	return text
}
