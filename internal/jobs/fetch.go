package jobs

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"golang.org/x/sync/semaphore"

	"clipd/internal/clip"
	"clipd/internal/pipeline"
	"clipd/internal/queue"
	"clipd/internal/store"
	"clipd/internal/telemetry"
)

const (
	// fetchSlots are the sources that a process downloads at once, and fetchShare
	// those of one workspace: a slow server holds up nobody else's.
	fetchSlots = 8
	fetchShare = 3
	// sharePause is how long a task waits while its workspace has its share.
	sharePause = 3 * time.Second
)

// fetch works the task of that kind: it downloads the source of a job, keeps it,
// and queues the plan.
func (s *Service) fetch(ctx context.Context, task fetchTask, a queue.Attempt) error {
	held, _ := s.fetching.LoadOrStore(task.Workspace, semaphore.NewWeighted(fetchShare))
	share := held.(*semaphore.Weighted)
	if !share.TryAcquire(1) {
		return queue.Later(sharePause)
	}
	defer share.Release(1)
	return s.prepare(ctx, task.Job, "fetch", a, s.fetchRow)
}

func (s *Service) fetchRow(ctx context.Context, p *pipeline.Pipeline, row store.Job) (err error) {
	p.Owner = row.WorkspaceID
	url := row.Request.Video.URL
	release, err := p.Hold(ctx, url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release(err)) }()
	info, err := p.Open(ctx, url, row.Request.Settings.Windows)
	if clip.CodeOf(err) == clip.Unavailable && err != nil {
		return &unreachable{err}
	}
	if err != nil {
		return err
	}
	sum, err := p.Identify(ctx, info)
	if err != nil {
		return err
	}
	_, err = s.keepSource(moving(ctx, p, keeping, info.Bytes), row.WorkspaceID, info.Path, mimeOf(info), info, sum, func(tx *sql.Tx, kept store.Source) error {
		ours, err := s.Store.AttachSource(ctx, tx, row.Ref(), kept.ID, time.Now())
		if err == nil && !ours {
			err = errLost
		}
		if err != nil {
			return err
		}
		row.SourceID = kept.ID
		return s.queuePlan(ctx, tx, row)
	})
	if err == nil {
		s.Metrics.Bytes(telemetry.In, "source", info.Bytes)
	}
	return err
}
