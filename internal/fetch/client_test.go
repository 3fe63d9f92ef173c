package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"clipd/internal/clip"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// recording is bytes that nothing takes for a page.
func recording(n int) []byte {
	b := append([]byte("\x00\x00\x00\x18ftypmp42"), make([]byte, n)...)
	for i := range b[12:] {
		b[12+i] = byte(i * 7 >> 3)
	}
	return b
}

func local(c Client) *Client {
	c.AllowNetworks = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	c.Pause = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	return &c
}

// flaky serves data and cuts each of the first responses after some bytes.
type flaky struct {
	data     []byte
	etag     func(request int) string
	cut      func(request int) int // bytes to send, < 0 for all
	noRange  bool
	requests atomic.Int64
	ranges   []string
}

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := int(f.requests.Add(1))
	f.ranges = append(f.ranges, r.Header.Get("Range"))
	w.Header().Set("Content-Type", "video/mp4")
	if f.etag != nil {
		w.Header().Set("ETag", f.etag(n))
	}
	if f.noRange {
		r.Header.Del("Range")
	}
	if c := f.cut(n); c >= 0 {
		w = &cutter{w, c}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.data))
}

type cutter struct {
	http.ResponseWriter
	left int
}

func (c *cutter) Write(b []byte) (int, error) {
	if len(b) > c.left {
		_, _ = c.ResponseWriter.Write(b[:c.left])
		c.ResponseWriter.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	c.left -= len(b)
	return c.ResponseWriter.Write(b)
}

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL + "/talk.mp4"
}

func same(int) string { return `"one"` }

func TestDownloadResumes(t *testing.T) {
	data := recording(3 << 20)
	cutTwice := func(n int) int {
		if n <= 2 {
			return 1 << 20
		}
		return -1
	}
	for name, c := range map[string]struct {
		flaky  *flaky
		ranges string
	}{
		"with a validator":    {&flaky{data: data, cut: cutTwice, etag: same}, "[ bytes=1048576- bytes=2097152-]"},
		"without a validator": {&flaky{data: data, cut: cutTwice}, "[  ]"},
		"weak validator":      {&flaky{data: data, cut: cutTwice, etag: func(int) string { return `W/"x"` }}, "[  ]"},
		"file changed":        {&flaky{data: data, cut: cutTwice, etag: func(n int) string { return fmt.Sprintf(`"%d"`, n) }}, "[ bytes=1048576- bytes=1048576-]"},
		"ranges not known":    {&flaky{data: data, cut: cutTwice, etag: same, noRange: true}, "[ bytes=1048576- bytes=1048576-]"},
	} {
		t.Run(name, func(t *testing.T) {
			dst := filepath.Join(t.TempDir(), "talk.mp4")
			var done, total int64
			err := local(Client{}).Download(t.Context(), serve(t, c.flaky), dst, func(d, all int64) { done, total = d, all })
			if err != nil {
				t.Fatal(err)
			}
			wantOnly(t, dst, data)
			if done != int64(len(data)) || total != done {
				t.Errorf("progress ended at %d of %d", done, total)
			}
			if got := fmt.Sprint(c.flaky.ranges); got != c.ranges {
				t.Errorf("ranges asked for: %s, want %s", got, c.ranges)
			}
		})
	}
}

func wantOnly(t *testing.T, dst string, data []byte) {
	t.Helper()
	got, err := os.ReadFile(dst)
	if err != nil || !bytes.Equal(got, data) {
		t.Errorf("the file has %d bytes, want %d equal ones (%v)", len(got), len(data), err)
	}
	if files, _ := filepath.Glob(dst + "*"); len(files) != 1 {
		t.Errorf("files left: %v", files)
	}
}

// A download that was interrupted goes on in another process.
func TestDownloadGoesOnLater(t *testing.T) {
	data := recording(2 << 20)
	f := &flaky{data: data, etag: same, cut: func(n int) int {
		if n == 1 {
			return 1 << 20
		}
		return -1
	}}
	url, dst := serve(t, f), filepath.Join(t.TempDir(), "talk.mp4")
	ctx, cancel := context.WithCancel(t.Context())
	c := local(Client{})
	c.Pause = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
	if err := c.Download(ctx, url, dst, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if part, err := os.Stat(dst + ".part"); err != nil || part.Size() != 1<<20 {
		t.Fatalf("no part to resume: %v", err)
	}
	if err := local(Client{}).Download(t.Context(), url, dst, nil); err != nil {
		t.Fatal(err)
	}
	wantOnly(t, dst, data)
	if got := fmt.Sprint(f.ranges); got != "[ bytes=1048576-]" {
		t.Errorf("ranges asked for: %s", got)
	}
}

// Nothing is left of a download that cannot be resumed.
func TestDownloadCancelled(t *testing.T) {
	release := make(chan struct{})
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(recording(1 << 20))
		w.(http.Flusher).Flush()
		<-release
	}))
	defer close(release)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	err := local(Client{}).Download(ctx, url, filepath.Join(dir, "talk.mp4"), func(done, _ int64) {
		if done > 1<<19 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestDownloadRefuses(t *testing.T) {
	page := func(kind, body string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = io.WriteString(w, body)
		})
	}
	status := func(code int) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) })
	}
	data := string(recording(1000))
	for name, c := range map[string]struct {
		handler http.Handler
		url     string
		client  Client
		code    clip.Code
		says    string
	}{
		"page":              {handler: page("text/html; charset=utf-8", "<!doctype html><p>Log in"), code: clip.Unusable, says: "text/html"},
		"page as video":     {handler: page("video/mp4", "<!DOCTYPE html><html>"), code: clip.Unusable, says: "text/html"},
		"picture":           {handler: page("image/png", "\x89PNG\r\n\x1a\n"), code: clip.Unusable, says: "image/png"},
		"json":              {handler: page("application/json", "{}"), code: clip.Unusable, says: "application/json"},
		"playlist":          {handler: page("application/vnd.apple.mpegurl", "#EXTM3U"), code: clip.Unusable, says: "mpegurl"},
		"words":             {handler: page("application/octet-stream", "hello there"), code: clip.Unusable, says: "text/plain"},
		"empty":             {handler: page("video/mp4", ""), code: clip.Unusable, says: "is empty"},
		"not found":         {handler: status(404), code: clip.Unusable, says: "there is nothing at"},
		"forbidden":         {handler: status(403), code: clip.Unusable, says: "signing in"},
		"always cut off":    {handler: &flaky{data: recording(2 << 20), cut: func(int) int { return 1<<20 + 1 }}, code: clip.Unavailable, says: "after 5 attempts: unexpected EOF"},
		"server error":      {handler: status(503), code: clip.Unavailable, says: "after 5 attempts: the server answered 503"},
		"too large, header": {handler: page("video/mp4", data), client: Client{MaxBytes: 100}, code: clip.TooLarge, says: "limit of 100 bytes"},
		"too large, stream": {handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for range 10 {
				_, _ = io.WriteString(w, data)
				w.(http.Flusher).Flush()
			}
		}), client: Client{MaxBytes: 5000}, code: clip.TooLarge, says: "limit of 5000 bytes"},
		"loop":              {handler: http.RedirectHandler("/talk.mp4", http.StatusFound), code: clip.Unusable, says: "without end"},
		"redirect private":  {handler: http.RedirectHandler("http://10.0.0.1/x.mp4", http.StatusFound), code: clip.Invalid, says: "10.0.0.1 is not a public address"},
		"redirect metadata": {handler: http.RedirectHandler("http://169.254.169.254/latest/", http.StatusFound), code: clip.Invalid, says: "not a public address"},
		"redirect to file":  {handler: http.RedirectHandler("file:///etc/passwd", http.StatusFound), code: clip.Invalid, says: "only http and https"},
		"redirect decimal":  {handler: http.RedirectHandler("http://2130706433/", http.StatusFound), code: clip.Invalid, says: "unusual number"},
		"mapped":            {url: "http://[::ffff:10.0.0.1]/x.mp4", code: clip.Invalid, says: "10.0.0.1 is not a public address"},
		"loopback v6":       {url: "http://[::1]/x.mp4", code: clip.Invalid, says: "not a public address"},
		"octal":             {url: "http://0177.0.0.1/x.mp4", code: clip.Invalid, says: "unusual number"},
		"hexadecimal":       {url: "http://0x7f000001/x.mp4", code: clip.Invalid, says: "unusual number"},
		"plain":             {url: "http://127.0.0.1/x.mp4", client: Client{HTTPSOnly: true}, code: clip.Invalid, says: "only https"},
		"another scheme":    {url: "ftp://127.0.0.1/x.mp4", code: clip.Invalid, says: "only http and https"},
		"no host":           {url: "http:///x.mp4", code: clip.Invalid, says: "names no host"},
		"password hidden":   {url: "ftp://me:secret@127.0.0.1/x.mp4", code: clip.Invalid, says: "ftp://127.0.0.1/x.mp4 cannot"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := c.url
			if c.handler != nil {
				url = serve(t, c.handler)
			}
			dir := t.TempDir()
			err := local(c.client).Download(t.Context(), url, filepath.Join(dir, "talk.mp4"), nil)
			if clip.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %q (%s), want %q (%s)", err, clip.CodeOf(err), c.says, c.code)
			}
			if left, _ := os.ReadDir(dir); len(left) != 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// A name that resolves to a private address gets no connection.
func TestDownloadRefusesResolvedName(t *testing.T) {
	url := strings.Replace(serve(t, http.NotFoundHandler()), "127.0.0.1", "localhost", 1)
	c := local(Client{})
	c.AllowNetworks = nil
	err := c.Download(t.Context(), url, filepath.Join(t.TempDir(), "x"), nil)
	if clip.CodeOf(err) != clip.Invalid || !strings.Contains(err.Error(), "not a public address") {
		t.Errorf("got %v", err)
	}
}

// Servers that send next to nothing are given up.
func TestDownloadPatience(t *testing.T) {
	for name, drip := range map[string]bool{"silent": false, "dripping": true} {
		t.Run(name, func(t *testing.T) {
			ended := make(chan struct{})
			url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				for drip {
					if _, err := w.Write([]byte{0}); err != nil {
						return
					}
					w.(http.Flusher).Flush()
					select {
					case <-r.Context().Done():
						return
					case <-ended:
						return
					case <-time.After(time.Millisecond):
					}
				}
				<-ended
			}))
			defer close(ended)
			err := local(Client{Patience: 50 * time.Millisecond, Attempts: 2}).Download(t.Context(), url, filepath.Join(t.TempDir(), "x"), nil)
			if clip.CodeOf(err) != clip.Unavailable {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestDownloadWithoutLength(t *testing.T) {
	data := recording(1 << 20)
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for b := data; len(b) > 0; b = b[min(len(b), 1<<18):] {
			_, _ = w.Write(b[:min(len(b), 1<<18)])
			w.(http.Flusher).Flush()
		}
	}))
	dst := filepath.Join(t.TempDir(), "talk.mp4")
	if err := local(Client{}).Download(t.Context(), url, dst, func(_, total int64) {
		if total != -1 {
			t.Errorf("total %d", total)
		}
	}); err != nil {
		t.Fatal(err)
	}
	wantOnly(t, dst, data)
}

func TestDownloadNowhereToSave(t *testing.T) {
	err := local(Client{}).Download(t.Context(), "http://127.0.0.1:1024/x", filepath.Join(t.TempDir(), "no", "x"), nil)
	if clip.CodeOf(err) != clip.Unavailable || !strings.Contains(err.Error(), "saving the download") {
		t.Errorf("got %v", err)
	}
}
