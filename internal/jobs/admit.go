package jobs

import (
	"context"
	"database/sql"
	"time"

	"clipd/internal/clip"
	"clipd/internal/queue"
	"clipd/internal/store"
)

// admitted is how many jobs may be between admission and end, over all
// workspaces; it bounds the queue, not the work.
const admitted = 10_000

// admitIn lets pending jobs run, workspaces in turns, and queues their plans.
func (s *Service) admitIn(ctx context.Context) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		jobs, err := s.Store.Admit(ctx, tx, store.Limits{Workspace: s.Running, Total: admitted}, time.Now())
		if err != nil {
			return err
		}
		for _, j := range jobs {
			if err := s.queuePlan(ctx, tx, j); err != nil {
				return err
			}
		}
		return nil
	}
}

// quickShare is how many times the limit of running jobs a workspace may have at
// work with jobs that are quick: they do not wait for its long ones to end.
const quickShare = 4

func (s *Service) admitOne(ctx context.Context, tx *sql.Tx, id string, now time.Time) error {
	job, ok, err := s.Store.AdmitOne(ctx, tx, id, now)
	if err != nil || !ok {
		return err
	}
	return s.queuePlan(ctx, tx, job)
}

// queuePlan queues the plan of a job that was admitted, or what goes before it.
func (s *Service) queuePlan(ctx context.Context, tx *sql.Tx, j store.Job) error {
	priority, err := s.priority(ctx, tx, j.WorkspaceID)
	if err != nil {
		return err
	}
	switch {
	case j.SourceID == "":
		return s.queue.Put(ctx, tx, fetchTask{Job: j.ID, Workspace: j.WorkspaceID}, queue.Insert{Queue: queueFetch, Priority: priority})
	case quick(j.Request.Settings):
		return s.queue.Put(ctx, tx, planTask{Job: j.ID}, queue.Insert{Queue: queueQuick, Priority: priority})
	}
	return s.queue.Put(ctx, tx, planTask{Job: j.ID}, queue.Insert{Queue: queueListen, Priority: priority})
}

// priority puts the first job of a workspace before the second of another: a
// workspace with many jobs at work takes its turn after one with few.
func (s *Service) priority(ctx context.Context, tx *sql.Tx, workspace string) (int, error) {
	load, err := s.Store.Load(ctx, tx, workspace)
	return min(4, max(1, load.Running)), err
}

// tooMany refuses a job of a workspace that has its share waiting.
func (s *Service) tooMany(load store.Load) error {
	if load.Pending < s.Waiting {
		return nil
	}
	return clip.Errorf(clip.RateLimited, "", "%d jobs of this workspace are waiting, the most that may; send this one again when some are done", load.Pending)
}
