package chaos

import (
	"slices"
	"strings"
	"testing"
	"time"

	"clipd/internal/store"
)

// takeUp is within what work of a dead worker must be another's.
const takeUp = time.Minute

// Two workers are killed in turn beside a server that only accepts. Most are
// started again at once; now and then one stays away until the other has taken up
// all that it had.
func TestKillWorkers(t *testing.T) {
	rounds := sized(t, 2, 50)
	each(t, func(t *testing.T, p *place) {
		server := p.serve(0)
		c := server.client()
		server.start()
		workers := []*process{p.worker(), p.worker()}
		for _, w := range workers {
			w.start()
		}
		st := p.rows()
		jobs := newStream(c, 6, full())
		jobs.begin(t.Context())
		var slowest time.Duration
		for i := range rounds {
			pause(between(200*time.Millisecond, 8*time.Second))
			w := workers[i%2]
			w.kill()
			if full() && i%5 == 3 {
				slowest = max(slowest, w.forgotten(st))
			}
			w.start()
		}
		jobs.close(10 * time.Minute)
		n := jobs.verdict(interrupted)
		t.Logf("%d kills; %v; the work of a dead worker was taken up within %.0f s; %d stray files before the sweep",
			rounds, n, slowest.Seconds(), p.audit(server, workers...))
	})
}

// forgotten waits until nothing is at work in the name of a killed process, and
// returns how long that took.
func (s *process) forgotten(st *store.Store) time.Duration {
	s.p.t.Helper()
	began := time.Now()
	left := slices.DeleteFunc(s.left("work"), func(name string) bool { return strings.HasSuffix(name, ".lock") })
	within(s.p.t, takeUp, "another worker to take up the work of a dead one", func() bool {
		n := 0
		for _, worker := range left {
			n += s.p.count(st, `SELECT count(*) FROM jobs WHERE worker_id = $1 AND status = 'running' AND plan_object IS NULL AND deleted_at IS NULL`, worker)
			n += s.p.count(st, `SELECT count(*) FROM clips c JOIN jobs j ON j.id = c.job_id
				WHERE c.worker_id = $1 AND c.state = 'running' AND j.status = 'running' AND j.deleted_at IS NULL`, worker)
		}
		return n == 0
	})
	return time.Since(began)
}
