package app

import (
	"testing"
	"time"

	"clipd/internal/clip"
)

// still is how long the progress of a job at work may not move: twice what the
// contract says, since the machine of the tests may have other work.
const still = 10 * time.Second

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
	for i, s := range h.steps[1:] {
		before := h.steps[i]
		if s.progress < before.progress || (s.progress == 100) != (s.status == clip.Completed) {
			t.Errorf("after %+v the job is %+v", before, s)
		}
		if gap := s.at.Sub(before.at); before.status == clip.Running && gap > still {
			t.Errorf("nothing moved for %v after %+v", gap, before)
		}
	}
	if len(h.steps) < 6 {
		t.Errorf("the job showed %+v alone", h.steps)
	}
}
