package chaos

import (
	"slices"
	"strings"
	"testing"
	"time"

	"clipd/internal/store"
)

// inLine is within what the work of a dead worker must be free for others, and
// begun is within what another must have begun it, at its turn.
const (
	inLine = 30 * time.Second
	begun  = 3 * time.Minute
)

// Two workers are killed in turn beside a server that only accepts. Most are
// started again at once; now and then one stays away until the other has taken up
// all that it had.
func TestKillWorkers(t *testing.T) {
	rounds := sized(t, 2, 50)
	test := func(t *testing.T, p *place) {
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
		var free, taken time.Duration
		for i := range rounds {
			pause(between(200*time.Millisecond, 8*time.Second))
			w := workers[i%2]
			w.kill()
			if full() && i%5 == 3 {
				f, b := w.takenUp(st)
				free, taken = max(free, f), max(taken, b)
			}
			w.start()
		}
		jobs.close(10 * time.Minute)
		n := jobs.verdict(interrupted)
		t.Logf("%d kills; %v; the work of a dead worker was in line again within %.0f s and begun again by a busy one within %.0f s; %d stray files before the sweep",
			rounds, n, free.Seconds(), taken.Seconds(), p.audit(server, workers...))
	}
	onRemote(t, test)
	if full() {
		onLocal(t, test)
	}
}

// takenUp waits until nothing is at work in the name of a killed process, and
// returns when its tasks were in line again and when another had begun them all.
func (s *process) takenUp(st *store.Store) (free, taken time.Duration) {
	s.p.t.Helper()
	began := time.Now()
	dead := slices.DeleteFunc(s.left("work"), func(name string) bool { return strings.HasSuffix(name, ".lock") })
	held := func(query string) func() bool {
		return func() bool {
			for _, worker := range dead {
				if s.p.count(st, query, worker) > 0 {
					return false
				}
			}
			return true
		}
	}
	last := "json_extract(attempted_by, '$[#-1]')"
	if st.Dialect() == store.Postgres {
		last = "attempted_by[array_upper(attempted_by, 1)]"
	}
	within(s.p.t, inLine, "the tasks of a dead worker to be in line", held("SELECT count(*) FROM river_job WHERE state = 'running' AND $1 = "+last))
	free = time.Since(began)
	within(s.p.t, begun, "another worker to take up the work of a dead one", held(`SELECT
		(SELECT count(*) FROM jobs WHERE worker_id = $1 AND status = 'running' AND plan_object IS NULL AND deleted_at IS NULL) +
		(SELECT count(*) FROM clips c JOIN jobs j ON j.id = c.job_id WHERE c.worker_id = $1 AND c.state = 'running' AND j.status = 'running' AND j.deleted_at IS NULL)`))
	return free, time.Since(began)
}
