package queue

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// unsaid is how long River tries to write down that a task ended. One that runs
// for longer in the rows but not in this process was lost on the way.
const unsaid = 2 * time.Minute

// rescue puts in again what is at work by workers that have not been seen for the
// lease, and what this one has ended without being able to say so.
func (q *Queue) rescue(ctx context.Context, now time.Time) error {
	living, err := q.config.Store.Workers(ctx, now.Add(-Lease))
	if err != nil {
		return err
	}
	alive := map[string]bool{q.worker: true}
	for _, w := range living {
		alive[w.ID] = true
	}
	running, err := q.client.JobList(ctx, river.NewJobListParams().States(rivertype.JobStateRunning).First(1000))
	if err != nil {
		return err
	}
	for _, job := range running.Jobs {
		n := len(job.AttemptedBy)
		if n == 0 || (alive[job.AttemptedBy[n-1]] && !q.lost(job, now)) {
			continue
		}
		if err := q.again(ctx, job); err != nil {
			return err
		}
	}
	return nil
}

func (q *Queue) lost(job *rivertype.JobRow, now time.Time) bool {
	_, atWork := q.config.Handlers.atWork.Load(job.ID)
	mine := job.AttemptedBy[len(job.AttemptedBy)-1] == q.worker
	return mine && !atWork && job.AttemptedAt != nil && now.Sub(*job.AttemptedAt) > unsaid
}

// again replaces a task at work by a new one, which goes before what was not begun
// yet. The handler counts attempts that ended so in rows of its own.
func (q *Queue) again(ctx context.Context, job *rivertype.JobRow) error {
	return q.config.Store.InTx(ctx, func(tx *sql.Tx) error {
		gone, err := tx.ExecContext(ctx, `DELETE FROM river_job WHERE id = $1 AND state = 'running' AND attempt = $2`, job.ID, job.Attempt)
		if err != nil {
			return err
		}
		if n, err := gone.RowsAffected(); n == 0 || err != nil {
			return err // another worker was first
		}
		q.config.Log.WarnContext(ctx, "taking up a task that nobody works on", "kind", job.Kind, "worker", job.AttemptedBy[len(job.AttemptedBy)-1])
		return q.Put(ctx, tx, kept{job.Kind, job.EncodedArgs}, Insert{Queue: job.Queue, Priority: 1})
	})
}

// kept are the arguments of a task as they lie in its row.
type kept struct {
	kind string
	json json.RawMessage
}

func (k kept) Kind() string { return k.kind }

// MarshalJSON returns the arguments unchanged.
func (k kept) MarshalJSON() ([]byte, error) { return k.json, nil }
