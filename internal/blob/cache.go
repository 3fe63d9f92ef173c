package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Local returns the object key as a file to read. In a local folder that is the
// object itself. Of S3 it is a copy in cacheDir, which processes of one machine
// may share: the first that needs an object downloads it, and it is kept until
// release and then while there is room. release must be called.
func (s *Store) Local(ctx context.Context, key, cacheDir string) (path string, release func(), err error) {
	o, err := s.Stat(ctx, key)
	if err != nil {
		return "", nil, err
	}
	if s.folder != nil {
		return s.folder.path(key), func() {}, nil
	}
	if err := os.MkdirAll(cacheDir, 0o755); err != nil {
		return "", nil, fmt.Errorf("making the folder for copies of stored files: %w", err)
	}
	// The entity tag keeps copies of an object that was replaced apart.
	sum := sha256.Sum256([]byte(strings.Join([]string{s.name, key, o.ETag}, "\n")))
	c := cache{dir: cacheDir, limit: s.cacheBytes, now: s.now}
	path, release, err = c.hold(ctx, hex.EncodeToString(sum[:16]), o.Size, func(w io.Writer) error {
		return s.download(ctx, o, w)
	})
	if err != nil {
		return "", nil, fmt.Errorf("fetching %s from storage: %w", key, err)
	}
	return path, release, nil
}

// cache is a folder of copies. The copy NAME.data is read under a shared lock on
// NAME.lock, and made and removed under an exclusive one. NAME.part is a copy
// that is being made.
type cache struct {
	dir   string
	limit int64 // bytes
	now   func() time.Time
}

func (c cache) file(name, kind string) string { return filepath.Join(c.dir, name+kind) }

// hold returns the copy of that name and size, which fill makes where there is
// none.
func (c cache) hold(ctx context.Context, name string, size int64, fill func(io.Writer) error) (path string, release func(), err error) {
	data := c.file(name, ".data")
	for {
		shared, err := c.acquire(ctx, name, (*flock.Flock).TryRLockContext)
		if err != nil {
			return "", nil, err
		}
		if st, err := os.Stat(data); err == nil && st.Size() == size {
			// The order in which copies are removed.
			_ = os.Chtimes(data, c.now(), c.now())
			return data, func() { _ = shared.Close() }, nil
		}
		if err := shared.Close(); err != nil {
			return "", nil, err
		}
		if err := c.make(ctx, name, size, fill); err != nil {
			return "", nil, err
		}
	}
}

// make makes a copy, unless another process did meanwhile.
func (c cache) make(ctx context.Context, name string, size int64, fill func(io.Writer) error) (err error) {
	lock, err := c.acquire(ctx, name, (*flock.Flock).TryLockContext)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	data, part := c.file(name, ".data"), c.file(name, ".part")
	if st, err := os.Stat(data); err == nil && st.Size() == size {
		return nil
	}
	if err := c.evict(size); err != nil {
		return err
	}
	f, err := os.Create(part)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return os.Rename(part, data)
}

const cacheLockEvery = 100 * time.Millisecond

// acquire locks the entry of that name. A lock file that was removed while it
// was waited for is not the lock any more.
func (c cache) acquire(ctx context.Context, name string, try func(*flock.Flock, context.Context, time.Duration) (bool, error)) (*flock.Flock, error) {
	for {
		lock := flock.New(c.file(name, ".lock"))
		if _, err := try(lock, ctx, cacheLockEvery); err != nil {
			return nil, fmt.Errorf("waiting for another process's copy: %w", err)
		}
		current, err := isCurrent(lock)
		if err != nil {
			return nil, errors.Join(err, lock.Close())
		}
		if current {
			return lock, nil
		}
		if err := lock.Close(); err != nil {
			return nil, err
		}
	}
}

func isCurrent(lock *flock.Flock) (bool, error) {
	held, err := lock.Stat()
	if err != nil {
		return false, err
	}
	there, err := os.Stat(lock.Path())
	return err == nil && os.SameFile(held, there), nil
}
