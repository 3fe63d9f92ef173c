package app

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// origin is where sources come from and callbacks go to.
type origin struct {
	*httptest.Server
	held    chan string // the state of a download that does not end: "open", "closed"
	release chan struct{}

	mu       sync.Mutex
	verifier *standardwebhooks.Webhook
	answers  map[string][]int // what a path answers to callbacks, first to last; then 204
	got      map[string][]delivery
	asked    map[string]int // GET requests of a path, without those for a part
	more     chan struct{}
}

// delivery is a callback that arrived.
type delivery struct {
	id, body string
	verified error
}

// newOrigin serves files, by their paths.
func newOrigin(t *testing.T, served map[string]string) *origin {
	t.Helper()
	o := &origin{
		held: make(chan string, 8), release: make(chan struct{}),
		answers: map[string][]int{}, got: map[string][]delivery{}, asked: map[string]int{}, more: make(chan struct{}),
	}
	mux := http.NewServeMux()
	for path, file := range served {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			o.count(r)
			http.ServeFile(w, r, file)
		})
	}
	mux.HandleFunc("GET /", http.NotFound)
	mux.HandleFunc("GET /page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "<!doctype html><title>Talk</title>")
	})
	mux.HandleFunc("GET /huge.mp4", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "video/mp4")
		w.Header().Set("Content-Length", "90000000")
	})
	mux.HandleFunc("GET /hidden", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.20.30.40/talk.mp4", http.StatusFound)
	})
	mux.HandleFunc("GET /endless.mp4", o.hold)
	mux.HandleFunc("POST /", o.receive)
	o.Server = httptest.NewServer(mux)
	t.Cleanup(func() {
		close(o.release)
		o.Close()
	})
	return o
}

// hold begins a file and never ends it, at a rate that nobody calls stalled.
func (o *origin) hold(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "video/mp4")
	w.Header().Set("Content-Length", "50000000")
	more := func() {
		_, _ = w.Write(make([]byte, 4096))
		_ = http.NewResponseController(w).Flush()
	}
	more()
	o.held <- "open"
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			more()
		case <-r.Context().Done():
			o.held <- "closed"
			return
		case <-o.release:
			return
		}
	}
}

func (o *origin) count(r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if r.Header.Get("Range") == "" {
		o.asked[r.URL.Path]++
	}
}

// served is how often a file was asked for as a whole.
func (o *origin) served(path string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.asked[path]
}

// verify has callbacks checked with a secret.
func (o *origin) verify(t *testing.T, secret string) {
	t.Helper()
	v, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.verifier = v
}

// answer has the callbacks to a path answered with these states first.
func (o *origin) answer(path string, codes ...int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.answers[path] = codes
}

func (o *origin) receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	o.mu.Lock()
	defer o.mu.Unlock()
	if err == nil {
		err = o.verifier.Verify(body, r.Header)
	}
	o.got[r.URL.Path] = append(o.got[r.URL.Path], delivery{r.Header.Get("webhook-id"), string(body), err})
	close(o.more)
	o.more = make(chan struct{})
	code := http.StatusNoContent
	if codes := o.answers[r.URL.Path]; len(codes) > 0 {
		code, o.answers[r.URL.Path] = codes[0], codes[1:]
	}
	w.WriteHeader(code)
}

// received waits for n callbacks to a path.
func (o *origin) received(t *testing.T, path string, n int) []delivery {
	t.Helper()
	late := time.After(patience)
	for {
		o.mu.Lock()
		got, more := o.got[path], o.more
		o.mu.Unlock()
		if len(got) >= n {
			return got
		}
		select {
		case <-more:
		case <-late:
			t.Fatalf("%d callbacks to %s", len(got), path)
		}
	}
}
