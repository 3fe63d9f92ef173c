package jobs

import (
	"context"
	"database/sql"
	"time"

	"clipd/internal/clip"
	"clipd/internal/queue"
)

// Delete hides a job at once, takes it from its workers and removes its files.
// What cannot be removed now, a task removes.
func (s *Service) Delete(ctx context.Context, workspace, id string) error {
	err := s.Store.InTx(ctx, func(tx *sql.Tx) error {
		if err := s.Store.MarkDeleted(ctx, tx, workspace, id, time.Now()); err != nil {
			return err
		}
		return s.queue.Put(ctx, tx, removeTask{Job: id}, queue.Insert{Queue: queueLight})
	})
	if err != nil {
		return err
	}
	if err := s.Objects.DeletePrefix(ctx, jobPrefix(workspace, id)+"/"); err != nil {
		s.log.WarnContext(ctx, "removing the files of a deleted job, again later", "job", id, "error", err)
	}
	return nil
}

// remove works the task of that kind: the files of a deleted job, then its row.
// A worker that was at it notices within a few seconds and may leave files after
// that; the sweep finds them.
func (s *Service) remove(ctx context.Context, task removeTask, _ queue.Attempt) error {
	job, err := s.Store.AnyJob(ctx, task.Job)
	if clip.CodeOf(err) == clip.NotFound && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.Objects.DeletePrefix(ctx, jobPrefix(job.WorkspaceID, job.ID)+"/"); err != nil {
		return err
	}
	_, err = s.Store.RemoveJob(ctx, job.ID)
	return err
}
