package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"clipd/internal/clip"
)

// isURL tells whether source is to be downloaded.
func isURL(source string) bool {
	lower := strings.ToLower(source)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// download keeps the source under a name made from its owner and its URL, so
// that a second run of an interrupted job goes on with it, and nobody else's.
func (p *Pipeline) download(ctx context.Context, url string) (string, error) {
	path := p.downloadPath(url)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	err := p.Fetch.Download(ctx, url, path, func(done, total int64) {
		p.report(Fetch, float64(done), float64(max(total, 0)))
	})
	return path, err
}

func (p *Pipeline) downloadPath(url string) string {
	sum := sha256.Sum256([]byte(p.Owner + " " + url))
	return filepath.Join(p.Downloads, hex.EncodeToString(sum[:16])+".media")
}

// Hold keeps the local copy of a source that is a URL for this job alone, and
// waits while another process works on the same one. The release function must
// be told how the job ended: the copy stays only where a later run can go on
// with it, after an interruption or when something outside failed. A file of the
// user's is only looked for, before anything costly is begun.
func (p *Pipeline) Hold(ctx context.Context, source string) (release func(ended error) error, err error) {
	if !isURL(source) {
		return func(error) error { return nil }, p.checkFile(source, source)
	}
	if err := os.MkdirAll(p.Downloads, 0o755); err != nil {
		return nil, clip.Errorf(clip.Unavailable, "data", "making the folder for downloads: %w", err)
	}
	path := p.downloadPath(source)
	lock, err := lockFile(ctx, path+".lock")
	if err != nil {
		return nil, err
	}
	return func(ended error) error {
		var err error
		if !errors.Is(ended, context.Canceled) && (ended == nil || clip.CodeOf(ended) != clip.Unavailable) {
			err = removeIfThere(path)
		}
		// The name goes while the lock is held; who waits for it looks again.
		return errors.Join(err, removeIfThere(lock.Path()), lock.Unlock())
	}, nil
}

// lockWait is how often a lock that another process holds is tried.
const lockWait = 200 * time.Millisecond

// lockFile locks a file of that name. A file that was removed while it was
// waited for is not the lock any more.
func lockFile(ctx context.Context, name string) (*flock.Flock, error) {
	for {
		lock := flock.New(name)
		if _, err := lock.TryLockContext(ctx, lockWait); err != nil {
			return nil, fmt.Errorf("waiting for the download of another process: %w", err)
		}
		current, err := isCurrent(lock)
		if err == nil && current {
			return lock, nil
		}
		if err := errors.Join(err, lock.Unlock()); err != nil {
			return nil, err
		}
	}
}

// isCurrent tells whether a lock is on the file that has its name now.
func isCurrent(lock *flock.Flock) (bool, error) {
	held, err := lock.Stat()
	if err != nil {
		return false, err
	}
	there, err := os.Stat(lock.Path())
	return err == nil && os.SameFile(held, there), nil
}

func removeIfThere(path string) error {
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// SweepDownloads removes the local copies of sources, whole or not, that no
// process works on and that were last written before a time.
func (p *Pipeline) SweepDownloads(before time.Time) error {
	left, err := filepath.Glob(filepath.Join(p.Downloads, "*.media*"))
	if err != nil {
		return fmt.Errorf("looking for old downloads: %w", err)
	}
	for _, name := range left {
		st, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) || err == nil && !st.ModTime().Before(before) {
			continue
		}
		if err == nil {
			err = sweepDownload(name)
		}
		if err != nil {
			return fmt.Errorf("removing an old download: %w", err)
		}
	}
	return nil
}

// sweepDownload removes one file of a source, unless a process holds the source.
func sweepDownload(name string) error {
	copied, kind, _ := strings.Cut(filepath.Base(name), ".media")
	lock := flock.New(filepath.Join(filepath.Dir(name), copied+".media.lock"))
	if free, err := lock.TryLock(); err != nil || !free {
		return err
	}
	current, err := isCurrent(lock)
	if err != nil || !current {
		return errors.Join(err, lock.Unlock())
	}
	if kind != ".lock" {
		err = removeIfThere(name)
	}
	return errors.Join(err, removeIfThere(lock.Path()), lock.Unlock())
}
