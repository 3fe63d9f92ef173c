package jobs

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"clipd/internal/clip"
	"clipd/internal/pipeline"
	"clipd/internal/queue"
	"clipd/internal/store"
)

// prepare gives a job to this worker for a step that comes before its clips. It
// keeps how far the step is, and judges how it ends.
func (s *Service) prepare(ctx context.Context, id, name string, a queue.Attempt, step func(context.Context, *pipeline.Pipeline, store.Job) error) error {
	row, ok, err := s.Store.StartPlan(ctx, id, s.worker, time.Now())
	if err != nil || !ok {
		return err
	}
	log := s.log.With("job", row.ID, "task", name)
	if row.Attempts > starts {
		return s.failPlan(ctx, row, errWorn)
	}
	traced, end := s.traced(ctx, name, row)
	err = s.observed(traced, row, step)
	end(err)
	switch {
	case err == nil || errors.Is(err, errLost):
		return nil
	case errors.Is(context.Cause(ctx), queue.ErrStopping):
		_, released := s.Store.ReleasePlan(context.WithoutCancel(ctx), row.Ref())
		return errors.Join(err, released)
	case usersFault(err) || a.Number >= tries(err):
		log.WarnContext(ctx, "job failed", "error", err)
		return s.failPlan(ctx, row, err)
	}
	log.WarnContext(ctx, "preparing a job failed, trying again", "attempt", a.Number, "error", err)
	return err
}

// observed does a step and keeps how far it is.
func (s *Service) observed(ctx context.Context, row store.Job, step func(context.Context, *pipeline.Pipeline, store.Job) error) error {
	g := &gauge{stage: string(pipeline.Ingest)}
	ctx, done := s.lease(ctx, func(ctx context.Context) (bool, error) {
		stage, percent := g.get()
		return s.Store.SaveProgress(ctx, row.Ref(), stage, percent)
	})
	defer done()
	p := *s.Pipeline
	clock := stages{metrics: s.Metrics}
	defer clock.enter("")
	p.Observe = func(r pipeline.Progress) {
		clock.enter(r.Stage)
		g.set(string(r.Stage), planProgress(r))
	}
	return lostOr(ctx, step(ctx, &p, row))
}

// lostOr is the error of work that ended because its row was lost, if so.
func lostOr(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), errLost) {
		return errLost
	}
	return err
}

// errWorn ends a job that has ended its worker too often.
var errWorn = clip.Errorf(clip.Internal, "", "begun %d times without an end", starts)

func (s *Service) failPlan(ctx context.Context, row store.Job, cause error) error {
	why := s.failure(cause)
	return s.ending(ctx, func(tx *sql.Tx) (end, error) {
		ok, err := s.Store.FailPlan(ctx, tx, row.Ref(), why, time.Now())
		if err != nil || !ok {
			return end{}, err
		}
		return s.ended(ctx, tx, row, end{clip.Failed, why.Code})
	})
}
