package store

import (
	"context"
	"database/sql"
	"time"

	"clipd/internal/clip"
)

// ending sets what every end of a job sets: its callback is due.
const ending = `finished_at = $2, worker_id = NULL, callback_state = CASE WHEN callback_state = 'waiting' THEN 'sending' ELSE callback_state END`

// CompleteJob ends a job whose clips are made, adding warnings to those it has.
// It tells whether the job was running; where not, nothing changes.
func (s *Store) CompleteJob(ctx context.Context, tx *sql.Tx, id, stage string, warnings []string, now time.Time) (bool, error) {
	const doing = "completing a job"
	j, err := s.LockJob(ctx, tx, id)
	if clip.CodeOf(err) == clip.NotFound {
		return false, nil
	} else if err != nil {
		return false, err
	}
	list, err := document(append(append([]string{}, j.Warnings...), warnings...))
	if err != nil {
		return false, failed(doing, err)
	}
	return one(ctx, tx, doing, "UPDATE jobs SET status = 'completed', progress = 100, stage = $3, warnings = $4, "+ending+
		" WHERE id = $1 AND status = 'running' AND deleted_at IS NULL", id, millis(now), stage, list)
}

// FailJob ends a job that cannot be made, and with it the clips that are still to
// be made. It tells whether the job was running; where not, nothing changes. A
// worker of the plan asks [Store.FailPlan].
func (s *Store) FailJob(ctx context.Context, tx *sql.Tx, id string, why Failure, now time.Time) (bool, error) {
	failed, err := one(ctx, tx, "failing a job", "UPDATE jobs SET status = 'failed', failure_code = $3, failure_message = $4, "+ending+
		" WHERE id = $1 AND status = 'running' AND deleted_at IS NULL", id, millis(now), why.Code, plain(why.Message))
	if err != nil || !failed {
		return false, err
	}
	_, err = one(ctx, tx, "ending the clips of a failed job", `UPDATE clips SET state = 'failed', failure_code = $2, failure_message = $3, worker_id = NULL
		WHERE job_id = $1 AND state IN ('pending', 'running')`, id, why.Code, plain(why.Message))
	return err == nil, err
}

// FailPlan is [Store.FailJob] for the worker that plans: nothing changes either
// where another has taken the job or it is planned.
func (s *Store) FailPlan(ctx context.Context, tx *sql.Tx, ref JobRef, why Failure, now time.Time) (bool, error) {
	return one(ctx, tx, "failing a job", "UPDATE jobs SET status = 'failed', failure_code = $3, failure_message = $4, "+ending+
		" WHERE id = $1 AND status = 'running' AND deleted_at IS NULL AND token = $5 AND plan_object IS NULL", ref.ID, millis(now), why.Code, plain(why.Message), ref.Token)
}

// SetCallback keeps the outcome of an attempt at the callback of an ended job.
// It tells whether the callback was still being sent; the note's state is sending
// (to be tried again), delivered or given up.
func (s *Store) SetCallback(ctx context.Context, id string, note clip.CallbackNote) (bool, error) {
	return s.one(ctx, "keeping the outcome of a callback", `UPDATE jobs SET callback_state = $2, callback_attempts = $3, callback_error = $4
		WHERE id = $1 AND callback_state = 'sending' AND $2 IN ('sending', 'delivered', 'given_up') AND deleted_at IS NULL`, id, note.State, note.Attempts, plain(note.LastError))
}

// MarkDeleted hides a job of a workspace for good, in whatever state it is, and
// takes it from its workers. [clip.NotFound] where there is none. The caller
// removes its files and then the row, [Store.RemoveJob].
func (s *Store) MarkDeleted(ctx context.Context, tx *sql.Tx, workspaceID, id string, now time.Time) error {
	done, err := one(ctx, tx, "deleting a job", "UPDATE jobs SET deleted_at = $3, token = token + 1, worker_id = NULL WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL",
		workspaceID, plain(id), millis(now))
	if err == nil && !done {
		return notFound(id, sql.ErrNoRows)
	}
	return err
}

// RemoveJob removes a deleted job and its clips. It tells whether there was one.
func (s *Store) RemoveJob(ctx context.Context, id string) (bool, error) {
	return s.one(ctx, "removing a job", "DELETE FROM jobs WHERE id = $1 AND deleted_at IS NOT NULL", id)
}
