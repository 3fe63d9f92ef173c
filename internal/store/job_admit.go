package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"clipd/internal/clip"
)

// Load is how many jobs of a workspace are not finished.
type Load struct{ Pending, Running int }

// LockWorkspace is [Store.Load] with the workspace locked until the end of the
// transaction, so that who inserts a job under a limit of waiting jobs counts
// those of others too. It is asked for before [Store.Admit], never after.
func (s *Store) LockWorkspace(ctx context.Context, tx *sql.Tx, workspaceID string) (Load, error) {
	var id string
	if err := tx.QueryRowContext(ctx, "SELECT id FROM workspaces WHERE id = $1"+s.lock("NO KEY UPDATE"), workspaceID).Scan(&id); err != nil {
		return Load{}, failed("locking a workspace", err)
	}
	return s.Load(ctx, tx, workspaceID)
}

// Load counts the unfinished jobs of a workspace as the transaction sees them.
func (s *Store) Load(ctx context.Context, tx *sql.Tx, workspaceID string) (load Load, err error) {
	err = tx.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE status = 'pending'), count(*) FILTER (WHERE status = 'running')
		FROM jobs WHERE workspace_id = $1 AND status IN ('pending', 'running') AND finished_at IS NULL AND deleted_at IS NULL`, workspaceID).
		Scan(&load.Pending, &load.Running)
	return load, failed("counting the jobs of a workspace", err)
}

// Limits are how many jobs may run at once.
type Limits struct{ Workspace, Total int }

// Admit lets pending jobs run, as many as the limits allow, and returns them in
// the order of their turns. The next job is of the workspace that has the fewest
// running, and among those of the one whose job waits longest; within a
// workspace the oldest goes first. The caller enqueues them in the same
// transaction. One transaction admits at a time; others wait for its end.
func (s *Store) Admit(ctx context.Context, tx *sql.Tx, limits Limits, now time.Time) ([]Job, error) {
	const doing = "admitting jobs"
	if s.dialect == Postgres {
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", admissionLock); err != nil {
			return nil, failed(doing, err)
		}
	}
	loads, err := all(ctx, tx, doing, func(r row) (l workspaceLoad, err error) {
		err = r.Scan(&l.workspace, &l.Pending, &l.Running)
		return l, err
	}, `SELECT workspace_id, count(*) FILTER (WHERE status = 'pending'), count(*) FILTER (WHERE status = 'running') FROM jobs
		WHERE status IN ('pending', 'running') AND finished_at IS NULL AND deleted_at IS NULL GROUP BY workspace_id`)
	if err != nil {
		return nil, err
	}
	var queued []waiting
	for workspace, n := range room(loads, limits) {
		jobs, err := all(ctx, tx, doing, scanWaiting, `SELECT id, created_at FROM jobs
			WHERE status = 'pending' AND workspace_id = $1 AND finished_at IS NULL AND deleted_at IS NULL ORDER BY created_at, id LIMIT $2`, workspace.workspace, n)
		if err != nil {
			return nil, err
		}
		for i, j := range jobs {
			j.turn = workspace.Running + i
			queued = append(queued, j)
		}
	}
	next := turns(queued, limits.Total-running(loads))
	var admitted []Job
	for _, n := range next {
		j, ok, err := s.AdmitOne(ctx, tx, n.id, now)
		if err != nil {
			return nil, err
		}
		if ok { // or it was deleted meanwhile
			admitted = append(admitted, j)
		}
	}
	return admitted, nil
}

// AdmitOne lets one pending job run, whatever runs beside it. ok is false where it
// does not wait any more.
func (s *Store) AdmitOne(ctx context.Context, tx *sql.Tx, id string, now time.Time) (j Job, ok bool, err error) {
	j, err = scanJob(tx.QueryRowContext(ctx, "UPDATE jobs SET status = 'running', admitted_at = $2 WHERE id = $1 AND status = 'pending' AND deleted_at IS NULL RETURNING "+jobColumns, id, millis(now)))
	if errors.Is(err, sql.ErrNoRows) {
		return j, false, nil
	}
	return j, err == nil, failed("admitting a job", err)
}

// admissionLock is the number of PostgreSQL's advisory lock for [Store.Admit].
const admissionLock int64 = 0x636c697064_01 // "clipd", 1

// Unfinished returns the load of each workspace that has unfinished jobs, and
// since when the oldest pending job waits; zero where none does.
func (s *Store) Unfinished(ctx context.Context) (loads map[string]Load, oldest time.Time, err error) {
	type group struct {
		workspace string
		status    clip.Status
		n         int
		oldest    time.Time
	}
	groups, err := all(ctx, s.reader, "counting the jobs", func(r row) (g group, err error) {
		err = r.Scan(&g.workspace, &g.status, &g.n, instant{&g.oldest})
		return g, err
	}, `SELECT workspace_id, status, count(*), min(created_at) FROM jobs
		WHERE status IN ('pending', 'running') AND finished_at IS NULL AND deleted_at IS NULL GROUP BY workspace_id, status`)
	loads = map[string]Load{}
	for _, g := range groups {
		load := loads[g.workspace]
		if g.status == clip.Running {
			load.Running = g.n
		} else {
			load.Pending = g.n
			if oldest.IsZero() || g.oldest.Before(oldest) {
				oldest = g.oldest
			}
		}
		loads[g.workspace] = load
	}
	return loads, oldest, err
}
