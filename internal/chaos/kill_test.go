package chaos

import (
	"math/rand/v2"
	"testing"
	"time"
)

// between returns a random time.
func between(from, to time.Duration) time.Duration { return from + rand.N(to-from) }

// The server is killed at random points of a stream of jobs and started again.
func TestKillServer(t *testing.T) {
	rounds := sized(t, 2, 50)
	test := func(t *testing.T, p *place) {
		server := p.serve(2)
		c := server.client()
		server.start()
		jobs := newStream(c, 6, full())
		jobs.begin(t.Context())
		for range rounds {
			pause(between(200*time.Millisecond, 8*time.Second))
			server.kill()
			server.start()
		}
		jobs.close(10 * time.Minute)
		n := jobs.verdict(interrupted)
		t.Logf("%d kills; %v; %d stray files before the sweep", rounds, n, p.audit(server))
	}
	onLocal(t, test)
	if full() {
		onRemote(t, test)
	}
}
