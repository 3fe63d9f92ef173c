package store

import (
	"cmp"
	"slices"
	"time"
)

// workspaceLoad is the load of a workspace.
type workspaceLoad struct {
	workspace string
	Load
}

// waiting is a pending job. Its turn is its place among those of its workspace,
// after the ones that run.
type waiting struct {
	id      string
	created time.Time
	turn    int
}

func scanWaiting(r row) (w waiting, err error) {
	err = r.Scan(&w.id, instant{&w.created})
	return w, err
}

func running(loads []workspaceLoad) (n int) {
	for _, l := range loads {
		n += l.Running
	}
	return n
}

// room is how many pending jobs of each workspace may be asked for, where any
// may run.
func room(loads []workspaceLoad, limits Limits) map[workspaceLoad]int {
	free, out := limits.Total-running(loads), map[workspaceLoad]int{}
	for _, l := range loads {
		if n := min(l.Pending, limits.Workspace-l.Running, free); n > 0 {
			out[l] = n
		}
	}
	return out
}

// turns are the jobs that go next, at most n: the lowest turn first, and of
// those the job that waits longest.
func turns(queued []waiting, n int) []waiting {
	slices.SortFunc(queued, func(a, b waiting) int {
		return cmp.Or(cmp.Compare(a.turn, b.turn), a.created.Compare(b.created), cmp.Compare(a.id, b.id))
	})
	return queued[:max(0, min(n, len(queued)))]
}
