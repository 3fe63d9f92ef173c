package store

import (
	"context"
	"database/sql"
	"errors"

	"clipd/internal/clip"
)

// oursClip is the condition that a row of clips is still that of the worker that
// knows it as $1, $2 and $3.
const oursClip = "job_id = $1 AND position = $2 AND token = $3 AND state = 'running' AND " + liveJob

// liveJob is the condition that the job of a clip, $1, is still being made.
const liveJob = "EXISTS (SELECT 1 FROM jobs WHERE jobs.id = $1 AND jobs.status = 'running' AND jobs.deleted_at IS NULL)"

// StartClip gives a clip to a worker, with a new token, and counts the attempt.
// ok is false where there is nothing to make: the clip or its job ended, or is
// deleted.
func (s *Store) StartClip(ctx context.Context, jobID string, position int, workerID string) (c Clip, ok bool, err error) {
	err = s.again(ctx, func() error {
		c, err = scanClip(s.writer.QueryRowContext(ctx, `UPDATE clips SET state = 'running', token = token + 1, attempts = attempts + 1, worker_id = $3
			WHERE job_id = $1 AND position = $2 AND state IN ('pending', 'running') AND `+liveJob+" RETURNING "+clipColumns, jobID, position, workerID))
		if ok = err == nil; errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return failed("taking a clip", err)
	})
	return c, ok, err
}

// ReleaseClip hands a clip back that the worker could not end, without counting
// the attempt. It tells whether the clip was still the worker's.
func (s *Store) ReleaseClip(ctx context.Context, ref ClipRef) (bool, error) {
	return s.one(ctx, "handing a clip back", "UPDATE clips SET state = 'pending', worker_id = NULL, attempts = attempts - 1 WHERE "+oursClip, ref.JobID, ref.Position, ref.Token)
}

// SaveClipProgress keeps how far a clip is, 0-99; it never goes back. It tells
// whether the clip is still the worker's.
func (s *Store) SaveClipProgress(ctx context.Context, ref ClipRef, progress float64) (bool, error) {
	return s.one(ctx, "keeping the progress of a clip", "UPDATE clips SET progress = CASE WHEN $4 > progress THEN $4 ELSE progress END WHERE "+oursClip,
		ref.JobID, ref.Position, ref.Token, min(max(progress, 0), 99))
}

// FinishClip keeps a clip that is made; its URLs are names of objects. It tells
// whether the clip was still the worker's; where not, nothing is kept. The job
// stays locked until the transaction ends, so that of several last clips one
// alone sees none open ([Store.LockedClips]).
func (s *Store) FinishClip(ctx context.Context, tx *sql.Tx, ref ClipRef, made clip.Clip, warnings []string) (bool, error) {
	const doing = "keeping a clip"
	if err := s.lockJobOf(ctx, tx, ref); err != nil {
		return false, err
	}
	text, err := document(made)
	if err != nil {
		return false, failed(doing, err)
	}
	list, err := document(append([]string{}, warnings...))
	if err != nil {
		return false, failed(doing, err)
	}
	return one(ctx, tx, doing, "UPDATE clips SET state = 'done', progress = 100, clip = $4, warnings = $5, worker_id = NULL WHERE "+oursClip,
		ref.JobID, ref.Position, ref.Token, text, list)
}

// FailClip says that a clip cannot be made. It tells whether the clip was still
// the worker's; where not, nothing changes. The job stays locked as by
// [Store.FinishClip].
func (s *Store) FailClip(ctx context.Context, tx *sql.Tx, ref ClipRef, why Failure) (bool, error) {
	if err := s.lockJobOf(ctx, tx, ref); err != nil {
		return false, err
	}
	return one(ctx, tx, "failing a clip", "UPDATE clips SET state = 'failed', failure_code = $4, failure_message = $5, worker_id = NULL WHERE "+oursClip,
		ref.JobID, ref.Position, ref.Token, why.Code, plain(why.Message))
}

// lockJobOf is taken before a clip changes, as deleting a job takes it before its
// clips: in the other order two transactions could wait for each other.
func (s *Store) lockJobOf(ctx context.Context, tx *sql.Tx, ref ClipRef) error {
	var id string
	err := tx.QueryRowContext(ctx, "SELECT id FROM jobs WHERE id = $1"+s.lock("UPDATE"), ref.JobID).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // the update finds nothing either
	}
	return failed("locking a job", err)
}

// LockedClips returns the clips of a job that [Store.FinishClip],
// [Store.FailClip] or [Store.LockJob] locked in the transaction, and how many of
// them are still to be made.
func (s *Store) LockedClips(ctx context.Context, tx *sql.Tx, jobID string) (clips []Clip, open int, err error) {
	clips, err = all(ctx, tx, "reading the clips of a job", scanClip, clipsQuery, jobID)
	for _, c := range clips {
		if c.State == clip.ClipPending || c.State == clip.ClipRunning {
			open++
		}
	}
	return clips, open, err
}
