package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"testing"
	"time"

	"clipd/internal/clip"
)

// still is how long the progress of a job at work may not move, on a machine that
// has nothing else to do.
const still = 5 * time.Second

// crowd is by how much everything here takes longer because of other work: the
// processes that want to run for each core, 1 where that is not known.
func crowd(t *testing.T) float64 {
	t.Helper()
	text, err := os.ReadFile("/proc/loadavg")
	if errors.Is(err, fs.ErrNotExist) {
		return 1
	}
	load := 0.0
	if _, scanned := fmt.Sscan(string(text), &load); err != nil || scanned != nil {
		t.Fatal(err, scanned)
	}
	return max(1, load/float64(runtime.NumCPU()))
}

// history is what a job showed from its start to its end.
type history struct {
	id    string
	steps []step
	ended chan struct{}
}

// step is a change of what a job shows.
type step struct {
	at       time.Time
	status   clip.Status
	stage    string
	progress float64
}

// watch reads a job over and over until it ended.
func (w *walk) watch(t *testing.T, id string) *history {
	t.Helper()
	h := &history{id: id, ended: make(chan struct{})}
	go func() {
		defer close(h.ended)
		w.until(t, id, func(j job) bool {
			now := step{time.Now(), j.Status, j.Stage, j.Progress}
			if n := len(h.steps); n == 0 || h.steps[n-1].progress != now.progress || h.steps[n-1].stage != now.stage || h.steps[n-1].status != now.status {
				h.steps = append(h.steps, now)
			}
			return j.ended()
		})
	}()
	return h
}

// wait returns the id of the job when it ended.
func (h *history) wait(t *testing.T) string {
	t.Helper()
	select {
	case <-h.ended:
	case <-time.After(patience):
		t.Fatalf("the job did not end: %v", h.steps)
	}
	return h.id
}

// check: progress and stage move while the job runs, and never go back.
func (h *history) check(t *testing.T) {
	t.Helper()
	most := time.Duration(float64(still) * crowd(t))
	for i, s := range h.steps[1:] {
		before := h.steps[i]
		if s.progress < before.progress || (s.progress == 100) != (s.status == clip.Completed) {
			t.Errorf("after %+v the job is %+v", before, s)
		}
		if gap := s.at.Sub(before.at); before.status == clip.Running && gap > most {
			t.Errorf("nothing moved for %v after %+v", gap, before)
		}
	}
	if len(h.steps) < 6 {
		t.Errorf("the job showed %+v alone", h.steps)
	}
}
