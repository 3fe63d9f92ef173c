package jobs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// scratch is this process's folder for files that are being made or received. It
// is locked while the process lives, and swept by another when it does not.
type scratch struct {
	dir  string
	lock *flock.Flock
}

const lockSuffix = ".lock"

const lockEvery = 50 * time.Millisecond

// guarded runs do while no other process makes or sweeps folders under root: a
// lock that is just made must not be taken for one that nobody holds.
func guarded(ctx context.Context, root string, do func() error) (err error) {
	guard := flock.New(root + lockSuffix)
	if _, err := guard.TryLockContext(ctx, lockEvery); err != nil {
		return fmt.Errorf("locking the folder for work: %w", err)
	}
	defer func() { err = errors.Join(err, guard.Close()) }()
	return do()
}

// openScratch makes the folder of a worker under root.
func openScratch(ctx context.Context, root, worker string) (*scratch, error) {
	s := &scratch{dir: filepath.Join(root, worker), lock: flock.New(filepath.Join(root, worker+lockSuffix))}
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for work: %w", err)
	}
	err := guarded(ctx, root, func() error {
		if _, err := s.lock.TryLock(); err != nil {
			return fmt.Errorf("locking the folder for work: %w", err)
		}
		if err := os.Mkdir(s.dir, 0o700); err != nil {
			return errors.Join(fmt.Errorf("making the folder for work: %w", err), s.Close())
		}
		return nil
	})
	return s, err
}

// sweepScratch removes the folders whose process is gone, and returns the workers
// that those were. The lock file goes last, so that a sweep that is interrupted is
// done again.
func sweepScratch(ctx context.Context, root string) (dead []string, err error) {
	err = guarded(ctx, root, func() (err error) {
		dead, err = removeDead(root)
		return err
	})
	return dead, err
}

func removeDead(root string) (dead []string, err error) {
	locks, err := filepath.Glob(filepath.Join(root, "*"+lockSuffix))
	if err != nil {
		return nil, err
	}
	for _, name := range locks {
		lock := flock.New(name)
		free, err := lock.TryLock()
		if err != nil || !free {
			continue // its process lives
		}
		folder := strings.TrimSuffix(name, lockSuffix)
		err = os.RemoveAll(folder)
		if removed := os.Remove(name); !errors.Is(removed, fs.ErrNotExist) { // its process has just ended in order
			err = errors.Join(err, removed)
		}
		if err = errors.Join(err, lock.Unlock()); err != nil {
			return dead, fmt.Errorf("removing what a process left: %w", err)
		}
		dead = append(dead, filepath.Base(folder))
	}
	return dead, nil
}

// folder makes a new folder for one task.
func (s *scratch) folder() (string, error) { return os.MkdirTemp(s.dir, "task-") }

// Close removes the folder.
func (s *scratch) Close() error {
	return errors.Join(os.RemoveAll(s.dir), os.Remove(s.lock.Path()), s.lock.Unlock())
}
