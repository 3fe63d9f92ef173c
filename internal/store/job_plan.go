package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"clipd/internal/clip"
)

// ours is the condition that a row of jobs is still that of the worker that
// knows it as $1 and $2.
const ours = "id = $1 AND token = $2 AND status = 'running' AND deleted_at IS NULL"

// StartPlan gives an admitted job to a worker, with a new token, and counts the
// attempt. ok is false where there is nothing to plan: the job ended, is
// deleted, or is planned already.
func (s *Store) StartPlan(ctx context.Context, id, workerID string, now time.Time) (j Job, ok bool, err error) {
	err = s.again(ctx, func() error {
		j, err = scanJob(s.writer.QueryRowContext(ctx, `UPDATE jobs SET token = token + 1, attempts = attempts + 1, worker_id = $2, started_at = coalesce(started_at, $3)
			WHERE id = $1 AND status = 'running' AND plan_object IS NULL AND deleted_at IS NULL RETURNING `+jobColumns, id, workerID, millis(now)))
		if ok = err == nil; errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return failed("taking a job", err)
	})
	return j, ok, err
}

// ReleasePlan hands a job back that the worker could not end, without counting
// the attempt. It tells whether the job was still the worker's.
func (s *Store) ReleasePlan(ctx context.Context, ref JobRef) (bool, error) {
	return s.one(ctx, "handing a job back", "UPDATE jobs SET worker_id = NULL, attempts = attempts - 1 WHERE "+ours+" AND worker_id IS NOT NULL AND plan_object IS NULL", ref.ID, ref.Token)
}

// SaveProgress keeps how far a job is, 0-99, with its stage. Neither goes back:
// less than what is kept changes nothing. It tells whether the job is still the
// worker's.
func (s *Store) SaveProgress(ctx context.Context, ref JobRef, stage string, progress float64) (bool, error) {
	return s.one(ctx, "keeping the progress of a job", `UPDATE jobs SET
			stage = CASE WHEN $3 >= progress THEN $4 ELSE stage END,
			progress = CASE WHEN $3 > progress THEN $3 ELSE progress END
		WHERE `+ours, ref.ID, ref.Token, min(max(progress, 0), 99), stage)
}

// AttachSource says which source a job is made from, so that it is kept while
// the job lasts, and hands the job back for its plan, which has attempts of its
// own. It tells whether the job is still the worker's.
func (s *Store) AttachSource(ctx context.Context, tx *sql.Tx, ref JobRef, sourceID string, now time.Time) (bool, error) {
	if err := useSource(ctx, tx, sourceID, now); err != nil {
		return false, err
	}
	return one(ctx, tx, "attaching a source to a job", "UPDATE jobs SET source_id = $3, worker_id = NULL, attempts = 0 WHERE "+ours, ref.ID, ref.Token, sourceID)
}

// Planned is what is known of a job when its moments are.
type Planned struct {
	Object         string // has the plan
	Stage          string
	Progress       float64 // 0-99
	SourceDuration clip.Seconds
	Transcript     clip.TranscriptSource
	Warnings       []string
	Clips          []NewClip // in the order of the moments
}

// NewClip is a clip to be made.
type NewClip struct {
	ID   string
	Span clip.Span
}

// StorePlan keeps the plan of a job and its clips, state pending, at positions
// 0, 1, ... It tells whether the job is still the worker's and had no plan; where
// not, nothing is kept.
func (s *Store) StorePlan(ctx context.Context, tx *sql.Tx, ref JobRef, p Planned) (bool, error) {
	const doing = "keeping the plan of a job"
	warnings, err := document(append([]string{}, p.Warnings...))
	if err != nil {
		return false, failed(doing, err)
	}
	ok, err := one(ctx, tx, doing, `UPDATE jobs SET plan_object = $3, stage = $4, progress = CASE WHEN $5 > progress THEN $5 ELSE progress END,
			source_duration = $6, transcript_source = $7, warnings = $8, worker_id = NULL
		WHERE `+ours+" AND plan_object IS NULL",
		ref.ID, ref.Token, p.Object, p.Stage, min(max(p.Progress, 0), 99), float64(p.SourceDuration), words(p.Transcript), warnings)
	if err != nil || !ok {
		return false, err
	}
	for i, c := range p.Clips {
		if _, err := one(ctx, tx, "keeping a clip", `INSERT INTO clips (job_id, position, id, state, start_s, end_s, progress, warnings, failure_message, token, attempts)
			VALUES ($1, $2, $3, $4, $5, $6, 0, '[]', '', 0, 0)`, ref.ID, i, c.ID, clip.ClipPending, float64(c.Span.Start), float64(c.Span.End)); err != nil {
			return false, err
		}
	}
	return true, nil
}
