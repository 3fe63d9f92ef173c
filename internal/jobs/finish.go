package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"clipd/internal/clip"
	"clipd/internal/queue"
	"clipd/internal/store"
)

// finishIfLast ends the job when none of its clips is left to be made. Its clips
// are locked in the transaction.
func (s *Service) finishIfLast(ctx context.Context, tx *sql.Tx, job store.Job) error {
	clips, open, err := s.Store.LockedClips(ctx, tx, job.ID)
	if err != nil || open > 0 {
		return err
	}
	warnings, made, why := outcome(clips)
	if made == 0 {
		return s.fail(ctx, tx, job, store.Failure{Code: clip.Internal, Message: why})
	}
	ok, err := s.Store.CompleteJob(ctx, tx, job.ID, "done", warnings, time.Now())
	if err != nil || !ok {
		return err
	}
	return s.ended(ctx, tx, job, clip.Completed, "")
}

// outcome is what a job says of clips that are all made or given up: the
// warnings, how many were made, and why the last one was not.
func outcome(clips []store.Clip) (warnings []string, made int, why string) {
	for _, c := range clips {
		if c.State == clip.ClipDone {
			made++
			for _, w := range c.Warnings {
				warnings = append(warnings, fmt.Sprintf("clip %d: %s", c.Position+1, w))
			}
			continue
		}
		why = fmt.Sprintf("clip %d (%v to %v): %s", c.Position+1, c.Span.Start, c.Span.End, c.Failure)
		warnings = append(warnings, "not made: "+why)
	}
	return warnings, made, why
}

func (s *Service) fail(ctx context.Context, tx *sql.Tx, job store.Job, why store.Failure) error {
	ok, err := s.Store.FailJob(ctx, tx, job.ID, why, time.Now())
	if err != nil || !ok {
		return err
	}
	return s.ended(ctx, tx, job, clip.Failed, why.Code)
}

// failure is what is kept of an error that ends a job or a clip.
func (s *Service) failure(err error) store.Failure {
	code := clip.CodeOf(err)
	if _, ok := errors.AsType[*unreachable](err); ok {
		code = clip.Unusable
	}
	return store.Failure{Code: code, Message: message(err, s.scratch.dir, s.Data)}
}

// ended follows the end of a job in its transaction: the callback, the end of
// what a failed one stored, which nobody can reach, and the next job.
func (s *Service) ended(ctx context.Context, tx *sql.Tx, job store.Job, status clip.Status, code clip.Code) error {
	s.Metrics.JobEnded(string(status), string(code))
	if job.Request.CallbackURL != "" {
		if err := s.queue.Put(ctx, tx, callbackTask{Job: job.ID}, queue.Insert{Queue: queueCallback}); err != nil {
			return err
		}
	}
	if status == clip.Failed {
		if err := s.queue.Put(ctx, tx, removeTask{Job: job.ID}, queue.Insert{Queue: queueLight}); err != nil {
			return err
		}
	}
	return s.admitIn(ctx)(tx)
}
