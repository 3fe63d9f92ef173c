package chaos

import (
	"net/http"
	"testing"
	"time"
)

// ready is the status of /readyz, 0 where the server does not answer.
func (c *client) ready() int {
	status, _, err := c.ask(c.t.Context(), http.MethodGet, "/readyz", nil)
	if err != nil {
		return 0
	}
	return status
}

// The database is stopped, as by a crash, and started again.
func TestDatabaseStops(t *testing.T) {
	rounds := sized(t, 1, 10)
	p := newPlace(t).remote()
	server, worker := p.serve(1), p.worker()
	c := server.client()
	server.start()
	worker.start()
	jobs := newStream(c, 6, false)
	jobs.begin(t.Context())
	for i := range rounds {
		pause(between(time.Second, 5*time.Second))
		if err := p.postgres.Stop(); err != nil {
			t.Fatal(err)
		}
		within(t, time.Minute, "/readyz to say no", func() bool { return c.ready() == http.StatusServiceUnavailable })
		if _, status := c.create(t.Context(), "", map[string]any{"video": map[string]any{"type": "url", "url": jobs.site}}); status != http.StatusServiceUnavailable {
			t.Errorf("creating without a database: %d", status)
		}
		away := between(time.Second, 5*time.Second)
		if full() && i == rounds-1 {
			away = 30 * time.Second // longer than a worker may go unseen
		}
		pause(away)
		if err := p.postgres.Start(); err != nil {
			t.Fatal(err)
		}
		within(t, time.Minute, "/readyz to say yes", func() bool { return c.ready() == http.StatusOK })
	}
	jobs.close(10 * time.Minute)
	n := jobs.verdict(missed)
	t.Logf("%d stops; %v; %d stray files before the sweep", rounds, n, p.audit(server, worker))
}

// The storage of files refuses every connection for a while.
func TestStorageStops(t *testing.T) {
	rounds := sized(t, 1, 6)
	long(t)
	p := newPlace(t).remote()
	server := p.serve(2)
	c := server.client()
	server.start()
	jobs := newStream(c, 6, false)
	video := picture(t)
	jobs.begin(t.Context())
	for i := range rounds {
		pause(between(time.Second, 5*time.Second))
		p.storage.shut()
		within(t, 2*time.Minute, "/readyz to say no", func() bool { return c.ready() == http.StatusServiceUnavailable })
		content, size := sparse(t, video, 1<<20)
		if _, status, err := c.send(t.Context(), "video.mp4", content); status != http.StatusServiceUnavailable {
			t.Errorf("uploading %d bytes without storage: %d %v", size, status, err)
		}
		away := between(time.Second, 10*time.Second)
		if full() && i == rounds-1 {
			away = 3 * time.Minute // longer than a job is tried for
		}
		pause(away)
		p.storage.unlock()
		within(t, time.Minute, "/readyz to say yes", func() bool { return c.ready() == http.StatusOK })
	}
	jobs.close(10 * time.Minute)
	n := jobs.verdict(missed)
	t.Logf("%d stops; %v; %d stray files before the sweep", rounds, n, p.audit(server))
}
