package chaos

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// requests a second: of ten, two create, two list and six read a job.
const requests = 200

// The server answers 200 requests a second while it works. Each request has its
// moment, whatever became of those before; its time counts from then.
func TestLoad(t *testing.T) {
	seconds := sized(t, 4, 60)
	each(t, func(t *testing.T, p *place) {
		p.settings["CLIPD_WORKSPACE_WAITING"] = "1000000"
		if strings.HasPrefix(p.database, "sqlite:") {
			// As PostgreSQL here: the disk is not what is measured.
			p.settings["CLIPD_DATABASE_URL"] = p.database + "?synchronous=normal"
		}
		server := p.serve(1)
		c := server.client()
		server.start()
		asset := c.upload(picture(t))
		job := map[string]any{"video": map[string]any{"type": "asset_id", "asset_id": asset}, "windows": []any{map[string]any{"start": 1, "end": 2}}}
		first, status := c.create(t.Context(), "", job)
		if first == "" {
			t.Fatalf("creating: %d", status)
		}
		within(t, time.Minute, "work to begin", func() bool { j, _, _ := c.job(t.Context(), first); return j.Progress > 0 })
		var mu sync.Mutex
		took, refused := map[string][]time.Duration{}, map[int]int{}
		send := func(ctx context.Context, n int, due time.Time) {
			kind, method, path, body := "read", http.MethodGet, "/v3/clips/"+first, ""
			switch n % 10 {
			case 0, 5:
				kind, method, path = "create", http.MethodPost, "/v3/clips"
				body = `{"video":{"type":"asset_id","asset_id":"` + asset + `"},"windows":[{"start":1,"end":2}]}`
			case 3, 8:
				kind, path = "list", "/v3/clips?limit=10"
			}
			status, _, err := c.ask(ctx, method, path, strings.NewReader(body), "Content-Type", "application/json")
			mu.Lock()
			defer mu.Unlock()
			took[kind] = append(took[kind], time.Since(due))
			if err != nil || status != http.StatusOK {
				refused[status]++
			}
		}
		var all sync.WaitGroup
		began := time.Now()
		for n := range seconds * requests {
			due := began.Add(time.Duration(n) * time.Second / requests)
			pause(time.Until(due))
			all.Go(func() { send(t.Context(), n, due) })
		}
		all.Wait()
		for _, kind := range []string{"read", "list", "create"} {
			half, most := at(took[kind], 0.5), at(took[kind], 0.99)
			t.Logf("%s: %d requests, half within %v, 99 of 100 within %v", kind, len(took[kind]), half.Round(100*time.Microsecond), most.Round(100*time.Microsecond))
			if full() && most > 50*time.Millisecond {
				t.Errorf("%s: 99 of 100 took up to %v", kind, most)
			}
		}
		if len(refused) > 0 {
			t.Errorf("refused, by status: %v", refused)
		}
		done := p.count(p.rows(), "SELECT count(*) FROM jobs WHERE status = 'completed'")
		t.Logf("%d requests a second over %d s, %d jobs done meanwhile", requests, seconds, done)
	})
}

// at is the value that a share of the values is not over.
func at(all []time.Duration, share float64) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, int(share*float64(len(all))))]
}
