package blob

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// copied is what a cache holds of one object.
type copied struct {
	name  string
	bytes int64
	used  time.Time
}

// evict removes the copies that were not used for the longest time, until there
// is room for need bytes. Those in use are passed over.
func (c cache) evict(need int64) error {
	all, err := c.entries()
	if err != nil {
		return err
	}
	over := need - c.limit
	for _, e := range all {
		over += e.bytes
	}
	slices.SortFunc(all, func(a, b copied) int { return a.used.Compare(b.used) })
	for _, e := range all {
		if over <= 0 {
			return nil
		}
		removed, err := c.remove(e.name)
		if err != nil {
			return err
		}
		if removed {
			over -= e.bytes
		}
	}
	return nil
}

// entries lists the copies, and what was left of making one.
func (c cache) entries() ([]copied, error) {
	files, err := os.ReadDir(c.dir)
	if err != nil {
		return nil, err
	}
	var all []copied
	for _, f := range files {
		name, data := strings.CutSuffix(f.Name(), ".data")
		if !data {
			var part bool
			if name, part = strings.CutSuffix(f.Name(), ".part"); !part {
				continue
			}
		}
		st, err := f.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, copied{name, st.Size(), st.ModTime()})
	}
	return all, nil
}

// remove removes an entry that nobody uses. The lock file goes while the lock is
// held; who waits for it looks again.
func (c cache) remove(name string) (removed bool, err error) {
	lock := flock.New(c.file(name, ".lock"))
	free, err := lock.TryLock()
	if err != nil || !free {
		return false, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if current, err := isCurrent(lock); err != nil || !current {
		return false, err
	}
	for _, kind := range []string{".data", ".part", ".lock"} {
		if err := os.Remove(c.file(name, kind)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
	}
	return true, nil
}
