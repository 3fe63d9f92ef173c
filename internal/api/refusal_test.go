package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
)

func TestEveryRefusalIsTheEnvelope(t *testing.T) {
	h := newBench(func(c *Config) { c.Files = http.NotFoundHandler() }).handler(t)
	for _, tt := range []struct {
		method, target string
		status         int
		allow          string
	}{
		{"GET", "/", 404, ""},
		{"GET", "/v3", 404, ""},
		{"GET", "/v3/clips/", 404, ""},
		{"GET", "/v3/clips/a/b", 404, ""},
		{"GET", "/v3//clips", 404, ""},
		{"GET", "/v3/../v3/clips", 404, ""},
		{"GET", "/v3/clips/..", 404, ""},
		{"GET", "//v3/clips", 404, ""},
		{"GET", "/files", 404, ""},
		{"GET", "/files/", 404, ""},
		{"GET", "/favicon.ico", 404, ""},
		{"GET", "/%00", 404, ""},
		{"POST", "/nothing", 404, ""},
		{"PUT", "/v3/clips", 405, "GET, HEAD, POST"},
		{"DELETE", "/v3/clips", 405, "GET, HEAD, POST"},
		{"OPTIONS", "/v3/clips", 405, "GET, HEAD, POST"},
		{"BREW", "/v3/clips", 405, "GET, HEAD, POST"},
		{"POST", "/v3/clips/clip_1", 405, "DELETE, GET, HEAD"},
		{"PATCH", "/v3/assets/asset_1", 405, "DELETE, GET, HEAD"},
		{"POST", "/healthz", 405, "GET, HEAD"},
		{"TRACE", "/openapi.json", 405, "GET, HEAD"},
		{"DELETE", "/docs", 405, "GET, HEAD"},
		{"PUT", "/files/a.mp4", 405, "GET, HEAD"},
	} {
		g := call(t, h, tt.method, tt.target, nil)
		f := g.fault(t)
		if g.status != tt.status || g.header.Get("Allow") != tt.allow || g.header.Get("Location") != "" {
			t.Errorf("%s %s: %d, Allow %q, %+v", tt.method, tt.target, g.status, g.header.Get("Allow"), f)
		}
		if tt.status == 404 && f.Code != clip.NotFound {
			t.Errorf("%s %s: %+v", tt.method, tt.target, f)
		}
	}
}

func TestExplain(t *testing.T) {
	secret := errors.New("open /var/lib/clipd/x: permission denied")
	for _, tt := range []struct {
		err    error
		status int
		want   fault
	}{
		{clip.Errorf(clip.Invalid, "max_clips", "too many"), 400, fault{clip.Invalid, "too many", "max_clips"}},
		{clip.Errorf(clip.Unusable, "", "no picture"), 400, fault{clip.Invalid, "no picture", ""}},
		{clip.Errorf(clip.Unauthorized, "", "no key"), 401, fault{clip.Unauthorized, "no key", ""}},
		{clip.Errorf(clip.Forbidden, "", "not this"), 403, fault{clip.Forbidden, "not this", ""}},
		{clip.Errorf(clip.NotFound, "video.asset_id", "no asset"), 404, fault{clip.NotFound, "no asset", "video.asset_id"}},
		{clip.Errorf(clip.Conflict, "", "request in progress"), 409, fault{clip.Conflict, "request in progress", ""}},
		{clip.Errorf(clip.TooLarge, "file", "large"), 413, fault{clip.TooLarge, "large", "file"}},
		{clip.Errorf(clip.UnsupportedMedia, "file", "a page"), 415, fault{clip.UnsupportedMedia, "a page", "file"}},
		{clip.Errorf(clip.RateLimited, "", "later"), 429, fault{clip.RateLimited, "later", ""}},
		{fmt.Errorf("storing the upload: %w", clip.Errorf(clip.TooLarge, "file", "large")), 413, fault{clip.TooLarge, "large", "file"}},
		{clip.Errorf(clip.Unavailable, "", "writing: %w", secret), 503, fault{clip.Unavailable, "the service cannot do this right now; try again later", ""}},
		{context.DeadlineExceeded, 503, fault{clip.Unavailable, "the service cannot do this right now; try again later", ""}},
		{clip.Errorf(clip.Missing, "", "no ffmpeg in /opt"), 500, fault{clip.Internal, "internal error", ""}},
		{clip.Errorf(clip.Internal, "", "a fault: %w", secret), 500, fault{clip.Internal, "internal error", ""}},
		{secret, 500, fault{clip.Internal, "internal error", ""}},
		{context.Canceled, 500, fault{clip.Internal, "internal error", ""}},
		{&http.MaxBytesError{Limit: 5}, 413, fault{clip.TooLarge, "the body must have at most 5 bytes", ""}},
		{os.ErrDeadlineExceeded, 400, fault{clip.Invalid, "the body did not arrive in time; send it again", ""}},
	} {
		if status, f := explain(tt.err); status != tt.status || f != tt.want {
			t.Errorf("%v: %d %+v", tt.err, status, f)
		}
	}
}

func TestAnInternalErrorIsOnlyInTheLog(t *testing.T) {
	b := newBench()
	b.fail = errors.New("querying jobs: dial tcp 10.0.0.5:5432: refused")
	g := post(t, b.handler(t), `{`+source+`}`, header("X-Request-Id", "from-proxy-1"))
	if f := g.fault(t); g.status != 500 || f != (fault{clip.Internal, "internal error", ""}) {
		t.Errorf("told %d %+v", g.status, f)
	}
	if line := b.log.String(); !strings.Contains(line, "10.0.0.5:5432") || !strings.Contains(line, `"request_id":"from-proxy-1"`) || !strings.Contains(line, `"level":"ERROR"`) {
		t.Errorf("logged %s", line)
	}
}

func TestAPanicIsAnInternalError(t *testing.T) {
	b := newBench(func(c *Config) { c.Jobs = nil })
	h := b.handler(t)
	if g := post(t, h, `{`+source+`}`); g.status != 500 || g.fault(t).Message != "internal error" {
		t.Errorf("told %d %s", g.status, g.body)
	}
	if line := b.log.String(); !strings.Contains(line, "panic: runtime error") || !strings.Contains(line, "clips.go") {
		t.Errorf("logged %s", line)
	}
}

func TestAPanicInTheMiddleCutsTheConnection(t *testing.T) {
	b := newBench(func(c *Config) {
		c.Files = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("half"))
			panic("torn")
		})
	})
	server := httptest.NewServer(b.handler(t))
	defer server.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/files/a.mp4?signature=secret", nil)
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := server.Client().Do(r); err == nil {
		_ = answer.Body.Close()
	}
	server.Close()
	if line := b.log.String(); !strings.Contains(line, "panic: torn") || strings.Contains(line, "secret") {
		t.Errorf("logged %s", line)
	}
}

func TestFilesAreServedAndTheirErrorsTold(t *testing.T) {
	answers := map[string]func(http.ResponseWriter, *http.Request){
		"/files/a.txt": func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "a.txt", time.Time{}, strings.NewReader("0123456789"))
		},
		"/files/expired": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "bad signature /var/lib", http.StatusForbidden)
		},
		"/files/gone": http.NotFound,
		"/files/broken": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "disk /var/lib", http.StatusInternalServerError)
		},
	}
	h := newBench(func(c *Config) {
		c.Files = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answers[r.URL.Path](w, r) })
	}).handler(t)
	if g := call(t, h, "GET", "/files/a.txt", nil, header("Range", "bytes=2-4")); g.status != 206 || g.body != "234" {
		t.Errorf("a range: %d %q", g.status, g.body)
	}
	if g := call(t, h, "HEAD", "/files/a.txt", nil); g.status != 200 || g.header.Get("Content-Length") != "10" {
		t.Errorf("HEAD: %d %v", g.status, g.header)
	}
	for target, want := range map[string]struct {
		status int
		code   clip.Code
	}{"/files/expired": {403, clip.Forbidden}, "/files/gone": {404, clip.NotFound}, "/files/broken": {500, clip.Internal}} {
		g := call(t, h, "GET", target, nil)
		if f := g.fault(t); g.status != want.status || f.Code != want.code || strings.Contains(g.body, "/var") {
			t.Errorf("%s: %d %+v", target, g.status, f)
		}
	}
	g := call(t, h, "GET", "/files/a.txt", nil, header("Range", "bytes=50-60"))
	if f := g.fault(t); g.status != 416 || g.header.Get("Content-Range") != "bytes */10" {
		t.Errorf("a range outside: %d %v %+v", g.status, g.header, f)
	}
}
