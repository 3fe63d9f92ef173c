package jobs

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// scratch is this process's folder for files that are being made or received. It
// is locked while the process lives, and swept by another when it does not.
type scratch struct {
	dir  string
	lock *flock.Flock
}

const lockSuffix = ".lock"

// openScratch makes the folder of a worker under root.
func openScratch(root, worker string) (*scratch, error) {
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for work: %w", err)
	}
	s := &scratch{dir: filepath.Join(root, worker), lock: flock.New(filepath.Join(root, worker+lockSuffix))}
	if ok, err := s.lock.TryLock(); err != nil || !ok {
		return nil, errors.Join(fmt.Errorf("locking the folder for work %s", s.dir), err)
	}
	if err := os.Mkdir(s.dir, 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("making the folder for work: %w", err), s.Close())
	}
	return s, nil
}

// sweepScratch removes the folders whose process is gone, and returns the workers
// that those were. The lock file goes last, so that a sweep that is interrupted is
// done again.
func sweepScratch(root string) (dead []string, err error) {
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
		err = errors.Join(os.RemoveAll(folder), os.Remove(name), lock.Unlock())
		if err != nil {
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
