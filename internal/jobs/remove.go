package jobs

import (
	"context"
	"database/sql"
	"time"

	"clipd/internal/clip"
	"clipd/internal/queue"
	"clipd/internal/store"
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

// remove works the task of that kind: the files of a failed or deleted job, then
// the row of a deleted one. A worker that was at it notices within a few seconds
// and removes what it stored after that, or the sweep does.
func (s *Service) remove(ctx context.Context, task removeTask, _ queue.Attempt) error {
	job, err := s.Store.AnyJob(ctx, task.Job)
	if clip.CodeOf(err) == clip.NotFound && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if task.Clip != "" {
		return s.removeClip(ctx, job, task.Clip)
	}
	if job.DeletedAt.IsZero() && job.Status != clip.Failed {
		return nil
	}
	if err := s.Objects.DeletePrefix(ctx, jobPrefix(job.WorkspaceID, job.ID)+"/"); err != nil {
		return err
	}
	_, err = s.Store.RemoveJob(ctx, job.ID)
	return err
}

// removeClip removes the files that were stored of a clip.
func (s *Service) removeClip(ctx context.Context, job store.Job, id string) error {
	for _, ending := range []string{".mp4", ".jpg", ".vtt"} {
		if err := s.Objects.Delete(ctx, clipKey(job.WorkspaceID, job.ID, id, ending)); err != nil {
			return err
		}
	}
	return nil
}
