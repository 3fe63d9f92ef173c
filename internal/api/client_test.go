package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/trace/noop"
	"go.uber.org/goleak"

	"clipd/internal/telemetry"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	key      = "clipd_first"
	otherKey = "clipd_second"
)

// bench is a service in memory and what it wrote to its log.
type bench struct {
	*shelf
	ready  *readiness
	log    *bytes.Buffer
	config Config
}

func newBench(edit ...func(*Config)) *bench {
	b := &bench{shelf: newShelf(), ready: &readiness{}, log: &bytes.Buffer{}}
	b.config = Config{
		Jobs: b.shelf, Assets: stock{b.shelf}, Keys: ring{key: "ws_a", otherKey: "ws_b"}, Ready: b.ready,
		Version: "test", MaxUpload: 1 << 20, CheckURL: webAddress, CheckCallback: webAddress,
		Log: slog.New(slog.NewJSONHandler(b.log, &slog.HandlerOptions{Level: slog.LevelDebug})), Metrics: telemetry.NewMetrics(),
		Tracer: noop.NewTracerProvider().Tracer(""), Now: time.Now,
	}
	for _, e := range edit {
		e(&b.config)
	}
	return b
}

func webAddress(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return errors.New("it must begin with https:// and name a host")
	}
	return nil
}

func (b *bench) handler(t testing.TB) http.Handler {
	t.Helper()
	h, err := New(b.config)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// got is an answer that was read.
type got struct {
	status int
	header http.Header
	body   string
}

// data returns the data of a success.
func (g got) data(t *testing.T) map[string]any {
	t.Helper()
	var a struct{ Data map[string]any }
	if err := json.Unmarshal([]byte(g.body), &a); err != nil || g.status != http.StatusOK {
		t.Fatalf("status %d, %s", g.status, g.body)
	}
	return a.Data
}

// fault returns the error of a failure.
func (g got) fault(t *testing.T) fault {
	t.Helper()
	var f failure
	dec := json.NewDecoder(strings.NewReader(g.body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil || f.Error.Code == "" || f.Error.Message == "" {
		t.Fatalf("status %d, not the envelope of an error: %q (%v)", g.status, g.body, err)
	}
	if kind := g.header.Get("Content-Type"); kind != "application/json" {
		t.Errorf("an error of type %q", kind)
	}
	return f.Error
}

type edit func(*http.Request)

func header(name string, values ...string) edit {
	return func(r *http.Request) {
		r.Header[http.CanonicalHeaderKey(name)] = values
	}
}

// call sends one request with the first key.
func call(t *testing.T, h http.Handler, method, target string, body io.Reader, edits ...edit) got {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, body)
	r.Header.Set("X-Api-Key", key)
	for _, e := range edits {
		e(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Header().Get("X-Request-Id") == "" {
		t.Errorf("%s %s: no X-Request-Id", method, target)
	}
	return got{w.Code, w.Header(), w.Body.String()}
}

func post(t *testing.T, h http.Handler, body string, edits ...edit) got {
	t.Helper()
	return call(t, h, http.MethodPost, "/v3/clips", strings.NewReader(body), append([]edit{header("Content-Type", "application/json")}, edits...)...)
}
