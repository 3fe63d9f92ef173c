package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

const (
	lockFile    = ".lock"
	workFolder  = ".tmp"
	lockEvery   = 200 * time.Millisecond
	folderMode  = 0o755
	regularMode = 0o644
)

// locked runs work while no other process works on the folder, with a
// temporary folder that is gone afterwards. waiting is called when another
// process has the lock. What a killed process left is removed first: the lock
// shows that nobody uses it.
func (s *Store) locked(ctx context.Context, waiting func(), work func(tmp string) error) (err error) {
	if err := os.MkdirAll(s.dir, folderMode); err != nil {
		return fmt.Errorf("making the models folder: %w", err)
	}
	lock := flock.New(filepath.Join(s.dir, lockFile))
	got, err := lock.TryLock()
	if err == nil && !got {
		waiting()
		_, err = lock.TryLockContext(ctx, lockEvery)
	}
	if err != nil {
		return fmt.Errorf("locking the models folder %s: %w", s.dir, err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }()

	tmp := filepath.Join(s.dir, workFolder)
	if err := os.RemoveAll(tmp); err != nil {
		return fmt.Errorf("removing what an interrupted pull left: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if err := os.MkdirAll(tmp, folderMode); err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	return work(tmp)
}

// sweep removes what a killed pull left, unless somebody is at work.
func (s *Store) sweep() error {
	tmp := filepath.Join(s.dir, workFolder)
	if _, err := os.Stat(tmp); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	lock := flock.New(filepath.Join(s.dir, lockFile))
	got, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("locking the models folder %s: %w", s.dir, err)
	}
	if !got {
		return nil
	}
	return errors.Join(os.RemoveAll(tmp), lock.Close())
}

// replaceFile writes a file beside path and renames it.
func replaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(regularMode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", path, err), os.Remove(f.Name()))
	}
	return nil
}
