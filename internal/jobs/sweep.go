package jobs

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"clipd/internal/blob"
	"clipd/internal/queue"
)

const (
	// sweepInterval is how often what is past its time is removed.
	sweepInterval = time.Hour
	// batch bounds what one query of a sweep returns.
	batch = 200
	// orphanAge is how old an object without a row must be to count as left
	// behind: its row may be on its way.
	orphanAge = 2 * time.Hour
	// workerAge is how long a worker that is not seen stays in the table, for
	// people.
	workerAge = 24 * time.Hour
)

// swept counts what a sweep removed.
type swept struct{ jobs, results, sources, orphans int }

// sweep works the task of that kind: it removes what is past its time and what
// was left behind.
func (s *Service) sweep(ctx context.Context, _ sweepTask, _ queue.Attempt) error {
	now := time.Now()
	var n swept
	err := errors.Join(
		s.sweepJobs(ctx, now, &n),
		s.sweepResults(ctx, now, &n),
		s.sweepSources(ctx, now, &n),
		s.sweepOrphans(ctx, now, &n),
		s.Objects.Sweep(ctx),
		s.Store.ForgetWorkers(ctx, now.Add(-workerAge)),
	)
	if _, expired := s.Store.ExpireIdempotency(ctx, now); expired != nil {
		err = errors.Join(err, expired)
	}
	s.log.InfoContext(ctx, "swept", "jobs", n.jobs, "results", n.results, "sources", n.sources, "orphans", n.orphans)
	return err
}

func (s *Service) sweepJobs(ctx context.Context, now time.Time, n *swept) error {
	for {
		old, err := s.Store.Finished(ctx, now.Add(-s.Keep.Jobs), batch)
		if err != nil || len(old) == 0 {
			if err != nil {
				return err
			}
			break
		}
		for _, j := range old {
			err := s.Store.InTx(ctx, func(tx *sql.Tx) error {
				return s.Store.MarkDeleted(ctx, tx, j.WorkspaceID, j.ID, now)
			})
			if err != nil {
				return err
			}
		}
	}
	for {
		deleted, err := s.Store.Deleted(ctx, now, batch)
		if err != nil || len(deleted) == 0 {
			return err
		}
		for _, j := range deleted {
			if err := s.remove(ctx, removeTask{Job: j.ID}, queue.Attempt{}); err != nil {
				return err
			}
			n.jobs++
		}
	}
}

func (s *Service) sweepResults(ctx context.Context, now time.Time, n *swept) error {
	for {
		old, err := s.Store.Unexpired(ctx, now.Add(-s.Keep.Results), batch)
		if err != nil || len(old) == 0 {
			return err
		}
		for _, j := range old {
			if err := s.Objects.DeletePrefix(ctx, jobPrefix(j.WorkspaceID, j.ID)+"/"); err != nil {
				return err
			}
			if err := s.Store.Expire(ctx, j.ID, now); err != nil {
				return err
			}
			n.results++
		}
	}
}

func (s *Service) sweepSources(ctx context.Context, now time.Time, n *swept) error {
	since := now.Add(-s.Keep.Sources)
	for {
		old, err := s.Store.UnusedSources(ctx, since, batch)
		if err != nil || len(old) == 0 {
			return err
		}
		for _, source := range old {
			removed, err := s.Store.RemoveSource(ctx, source.ID, since)
			if err != nil {
				return err
			}
			if !removed {
				continue // used since
			}
			if err := s.Objects.DeletePrefix(ctx, sourcePrefix(source.WorkspaceID, source.ID)+"/"); err != nil {
				return err
			}
			n.sources++
		}
	}
}

// sweepOrphans removes objects whose job or source has no row. It goes on where
// the last one was cut short, by its time or by a failure.
func (s *Service) sweepOrphans(ctx context.Context, now time.Time, n *swept) error {
	known := map[string]bool{} // prefixes that have a row
	from := ""
	if to := s.swept.Load(); to != nil {
		from = *to
	}
	err := s.Objects.List(ctx, "", func(o blob.Object) error {
		if o.Key <= from {
			return nil
		}
		s.swept.Store(&o.Key)
		parts := strings.SplitN(o.Key, "/", 4)
		if len(parts) < 4 || now.Sub(o.Modified) < orphanAge {
			return nil
		}
		prefix := strings.Join(parts[:3], "/")
		has, asked := known[prefix]
		if !asked {
			var err error
			if has, err = s.hasRow(ctx, parts[0], parts[1], parts[2]); err != nil {
				return err
			}
			known[prefix] = has
		}
		if has {
			return nil
		}
		n.orphans++
		return s.Objects.Delete(ctx, o.Key)
	})
	if err == nil {
		s.swept.Store(nil)
	}
	return err
}

func (s *Service) hasRow(ctx context.Context, workspace, kind, id string) (bool, error) {
	switch kind {
	case "jobs":
		return s.Store.HasJob(ctx, id)
	case "sources":
		return s.Store.HasObject(ctx, sourceKey(workspace, id))
	}
	return true, nil // not ours to judge
}
