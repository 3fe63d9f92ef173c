package jobs

import (
	"context"
	"errors"
	"path/filepath"
	"time"
)

const (
	// tidyInterval is how often a process looks for what others left on its
	// machine.
	tidyInterval = time.Hour
	// downloadAge is how long a download that was interrupted is kept for a job
	// that goes on with it.
	downloadAge = 24 * time.Hour
)

// tidy removes what dead processes left on this machine. The lock on its folder
// tells of a worker's death at once, so that its tasks need not wait for others
// to miss it.
func (s *Service) tidy(ctx context.Context, now time.Time) error {
	dead, err := sweepScratch(ctx, filepath.Join(s.Data, workFolder))
	for _, worker := range dead {
		err = errors.Join(err, s.Store.Leave(ctx, worker))
	}
	return errors.Join(err, s.Pipeline.SweepDownloads(now.Add(-downloadAge)))
}
