package jobs

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"clipd/internal/clip"
	"clipd/internal/queue"
	"clipd/internal/store"
)

// end is how a job ended; the zero value while it goes on.
type end struct {
	status clip.Status
	code   clip.Code // why it failed, "" where it did not
}

// ending runs work in a transaction in which a job may end, and counts the end
// once it is committed.
func (s *Service) ending(ctx context.Context, work func(*sql.Tx) (end, error)) error {
	var how end
	err := s.Store.InTx(ctx, func(tx *sql.Tx) (err error) {
		how, err = work(tx)
		return err
	})
	if err == nil && how != (end{}) {
		s.Metrics.JobEnded(string(how.status), string(how.code))
	}
	return err
}

// finishIfLast ends the job when none of its clips is left to be made. Its clips
// are locked in the transaction.
func (s *Service) finishIfLast(ctx context.Context, tx *sql.Tx, job store.Job) (end, error) {
	clips, open, err := s.Store.LockedClips(ctx, tx, job.ID)
	if err != nil || open > 0 {
		return end{}, err
	}
	warnings, made, why := outcome(clips)
	if made == 0 {
		return s.fail(ctx, tx, job, why)
	}
	ok, err := s.Store.CompleteJob(ctx, tx, job.ID, "done", warnings, time.Now())
	if err != nil || !ok {
		return end{}, err
	}
	return s.ended(ctx, tx, job, end{status: clip.Completed})
}

// outcome is what a job says of clips that are all made or given up: the
// warnings, how many were made, and why the last one was not, with the code that
// all of those have, or that of a fault of ours.
func outcome(clips []store.Clip) (warnings []string, made int, why store.Failure) {
	for _, c := range clips {
		if c.State == clip.ClipDone {
			made++
			for _, w := range c.Warnings {
				warnings = append(warnings, fmt.Sprintf("clip %d: %s", c.Position+1, w))
			}
			continue
		}
		if why.Code != "" && why.Code != c.Failure.Code {
			c.Failure.Code = clip.Internal
		}
		why = store.Failure{
			Code:    cmp.Or(c.Failure.Code, clip.Internal),
			Message: fmt.Sprintf("clip %d (%v to %v): %s", c.Position+1, c.Span.Start, c.Span.End, c.Failure.Message),
		}
		warnings = append(warnings, "not made: "+why.Message)
	}
	return warnings, made, why
}

func (s *Service) fail(ctx context.Context, tx *sql.Tx, job store.Job, why store.Failure) (end, error) {
	ok, err := s.Store.FailJob(ctx, tx, job.ID, why, time.Now())
	if err != nil || !ok {
		return end{}, err
	}
	return s.ended(ctx, tx, job, end{clip.Failed, why.Code})
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
func (s *Service) ended(ctx context.Context, tx *sql.Tx, job store.Job, how end) (end, error) {
	if job.Request.CallbackURL != "" {
		if err := s.queue.Put(ctx, tx, callbackTask{Job: job.ID}, queue.Insert{Queue: queueCallback}); err != nil {
			return end{}, err
		}
	}
	if how.status == clip.Failed {
		if err := s.queue.Put(ctx, tx, removeTask{Job: job.ID}, queue.Insert{Queue: queueLight}); err != nil {
			return end{}, err
		}
	}
	return how, s.admitIn(ctx)(tx)
}
