package chaos

import (
	"testing"
	"time"

	"clipd/internal/clip"
)

// A second worker process makes nearly twice as many clips, each worker on one
// core with all that it starts.
func TestScale(t *testing.T) {
	jobs := sized(t, 0, 24)
	long(t)
	rate := func(cores ...string) float64 {
		p := newPlace(t).local()
		server := p.serve(0)
		c := server.client()
		server.start()
		asset := c.upload(picture(t))
		var workers []*process
		for _, core := range cores {
			w := p.worker()
			w.before = []string{"taskset", "--cpu-list", core}
			w.start()
			workers = append(workers, w)
		}
		st := p.rows()
		within(t, time.Minute, "the workers to be there", func() bool { return p.count(st, "SELECT count(*) FROM workers") == len(cores) })
		began := time.Now()
		for i := range jobs {
			if id, status := c.create(t.Context(), "", map[string]any{
				"video":   map[string]any{"type": "asset_id", "asset_id": asset},
				"windows": []any{map[string]any{"start": i % 8, "end": i%8 + 2}},
			}); id == "" {
				t.Fatalf("creating: %d", status)
			}
		}
		within(t, 15*time.Minute, "the clips", func() bool {
			return p.count(st, "SELECT count(*) FROM jobs WHERE status = $1", clip.Completed) == jobs
		})
		took := time.Since(began)
		for _, w := range workers {
			w.stop()
		}
		return float64(jobs) / took.Minutes()
	}
	one := rate("0")
	two := rate("0", "1")
	t.Logf("clips a minute: %.1f by a worker on one core, %.1f by two workers on two: %.2f times as many", one, two, two/one)
	if two < 1.6*one {
		t.Error("the second worker adds too little")
	}
}
