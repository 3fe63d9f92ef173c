package chaos

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"clipd/internal/clip"
)

// order is a job that is asked for, and what is to come of it.
type order struct {
	request map[string]any
	windows int  // clips that must be made, in this order; 0 for as many as there are
	wrong   bool // the request cannot be done
	drop    bool // it is deleted soon
	calls   bool // a callback must come

	id       string
	accepted time.Time
	ended    time.Duration
	last     clip.Job
	polls    int
	gone     bool
}

// stream asks for jobs of every kind and follows them to their end, whatever
// happens to the server.
type stream struct {
	t      testing.TB
	client *client
	width  int  // jobs at once
	spoken bool // some that somebody has to listen to

	asset, voice, site, hook string

	mu     sync.Mutex
	orders []*order
	closed bool
	done   chan struct{}
	called map[string]int // callbacks, by job
	odd    map[int]int    // answers that are neither yes nor "later"
}

// newStream uploads the sources; begin starts it.
func newStream(c *client, width int, spoken bool) *stream {
	s := &stream{t: c.t, client: c, width: width, spoken: spoken, done: make(chan struct{}), called: map[string]int{}, odd: map[int]int{}}
	video := picture(c.t)
	s.asset, s.site = c.upload(video), site(c.t, video)
	if spoken {
		s.voice = c.upload(speech(c.t))
	}
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.called[strings.TrimPrefix(r.Header.Get("webhook-id"), "msg_")]++
	}))
	c.t.Cleanup(hook.Close)
	s.hook = hook.URL
	return s
}

// next is the n-th order.
func (s *stream) next(n int) *order {
	o := &order{request: map[string]any{"video": map[string]any{"type": "asset_id", "asset_id": s.asset}}}
	windows := func(starts ...float64) {
		var all []map[string]any
		for _, at := range starts {
			all = append(all, map[string]any{"start": at, "end": at + 1.2})
		}
		o.request["windows"], o.windows = all, len(all)
	}
	windows(float64(n % 10))
	switch n % 10 {
	case 1:
		windows(1, 5)
	case 2, 8:
		o.request["video"] = map[string]any{"type": "url", "url": fmt.Sprintf("%s/%d.mp4", s.site, n)}
	case 3:
		windows(sourceSeconds)
		o.wrong = true
	case 4:
		if s.spoken && n%20 == 4 {
			o.request["video"] = map[string]any{"type": "asset_id", "asset_id": s.voice}
			delete(o.request, "windows")
			o.request["max_clips"], o.windows = 1, 0
		}
	case 5:
		o.request["callback_url"], o.calls = s.hook, true
	case 6:
		o.drop = true
	case 7:
		if s.spoken {
			o.request["video"] = map[string]any{"type": "asset_id", "asset_id": s.voice}
			o.request["enable_caption"] = true
		}
	}
	return o
}

// begin asks for jobs until close.
func (s *stream) begin(ctx context.Context) {
	go func() {
		defer close(s.done)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		var open []*order
		for n := 0; ; {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			open = slices.DeleteFunc(open, func(o *order) bool { return s.follow(ctx, o) })
			s.mu.Lock()
			closed := s.closed
			s.mu.Unlock()
			if closed && len(open) == 0 {
				return
			}
			if closed || len(open) >= s.width {
				continue
			}
			if o := s.next(n); s.place(ctx, fmt.Sprint("order-", n), o) {
				open = append(open, o)
				s.mu.Lock()
				s.orders = append(s.orders, o)
				s.mu.Unlock()
				n++
			}
		}
	}()
}

// place asks for a job. Where no answer came, the same is asked again with the
// same key.
func (s *stream) place(ctx context.Context, key string, o *order) bool {
	id, status := s.client.create(ctx, key, o.request)
	if status != 0 && status != http.StatusOK && status != http.StatusServiceUnavailable {
		s.mu.Lock()
		s.odd[status]++
		s.mu.Unlock()
	}
	o.id, o.accepted = id, time.Now()
	return id != ""
}

// follow reads a job and tells whether it has ended.
func (s *stream) follow(ctx context.Context, o *order) bool {
	if o.polls++; o.drop && o.polls > 8 && !o.gone {
		status, _, err := s.client.ask(ctx, http.MethodDelete, "/v3/clips/"+o.id, nil)
		o.gone = err == nil && (status == http.StatusOK || status == http.StatusNotFound)
	}
	j, status, ok := s.client.job(ctx, o.id)
	if !ok {
		return false
	}
	if status == http.StatusNotFound {
		o.ended = time.Since(o.accepted)
		return true
	}
	o.last = j
	if o.drop || j.Status != clip.Completed && j.Status != clip.Failed {
		return false
	}
	o.ended = time.Since(o.accepted)
	return true
}

// close asks for no more and waits for the end of what was accepted.
func (s *stream) close(limit time.Duration) {
	s.t.Helper()
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	select {
	case <-s.done:
	case <-time.After(limit):
		for _, o := range s.all() {
			if o.ended == 0 {
				s.t.Errorf("accepted %v ago and not ended: %s %s %v%% %s", time.Since(o.accepted).Round(time.Second), o.id, o.last.Status, o.last.Progress, o.last.Stage)
			}
		}
		s.t.Fatalf("jobs did not end in %v", limit)
	}
}

func (s *stream) all() []*order {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.orders)
}
