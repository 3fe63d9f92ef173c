package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// workFolder holds, in a folder for each living process, files that are not yet
// objects. A folder whose lock nobody holds is left of a dead process.
const workFolder = ".tmp"

const lockEvery = 50 * time.Millisecond

// folder is a local folder of objects.
type folder struct {
	dir  string
	work string // this process's temporary folder
	lock *flock.Flock
}

func openFolder(ctx context.Context, dir string) (*folder, error) {
	f := &folder{dir: dir}
	if err := os.MkdirAll(filepath.Join(dir, workFolder), 0o755); err != nil {
		return nil, err
	}
	err := f.guarded(ctx, func() (err error) {
		if err := f.removeDead(); err != nil {
			return err
		}
		if f.work, err = os.MkdirTemp(filepath.Join(dir, workFolder), "p"); err != nil {
			return err
		}
		f.lock = flock.New(filepath.Join(f.work, "lock"))
		_, err = f.lock.TryLock()
		return err
	})
	return f, err
}

// guarded runs do while no other process opens or sweeps the folder.
func (f *folder) guarded(ctx context.Context, do func() error) (err error) {
	guard := flock.New(filepath.Join(f.dir, workFolder, "lock"))
	if _, err := guard.TryLockContext(ctx, lockEvery); err != nil {
		return fmt.Errorf("locking the storage folder: %w", err)
	}
	defer func() { err = errors.Join(err, guard.Close()) }()
	return do()
}

func (f *folder) sweep(ctx context.Context) error { return f.guarded(ctx, f.removeDead) }

func (f *folder) removeDead() error {
	all, err := os.ReadDir(filepath.Join(f.dir, workFolder))
	if err != nil {
		return err
	}
	for _, e := range all {
		if !e.IsDir() {
			continue
		}
		work := filepath.Join(f.dir, workFolder, e.Name())
		lock := flock.New(filepath.Join(work, "lock"))
		free, err := lock.TryLock()
		if err != nil {
			return err
		}
		if free {
			if err := errors.Join(os.RemoveAll(work), lock.Close()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *folder) close() error { return errors.Join(os.RemoveAll(f.work), f.lock.Close()) }

func (f *folder) path(key string) string { return filepath.Join(f.dir, filepath.FromSlash(key)) }

// tryWrite tells whether files can be made.
func (f *folder) tryWrite() error {
	t, err := os.CreateTemp(f.work, "try")
	if err != nil {
		return err
	}
	return errors.Join(t.Close(), os.Remove(t.Name()))
}

// put makes b an object.
func (f *folder) put(key string, b []byte) error {
	return f.write(key, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// write makes an object of what fill writes.
func (f *folder) write(key string, fill func(io.Writer) error) error {
	t, err := os.CreateTemp(f.work, "new")
	if err != nil {
		return err
	}
	err = errors.Join(fill(t), t.Sync(), t.Close())
	if err == nil {
		err = f.place(t.Name(), key)
	}
	if err != nil {
		return errors.Join(err, os.Remove(t.Name()))
	}
	return nil
}

// move makes the file at path an object.
func (f *folder) move(ctx context.Context, key, path string) error {
	src, err := os.Open(path)
	if err != nil {
		return err
	}
	defer src.Close()
	if err := src.Sync(); err != nil {
		return err
	}
	err = f.place(path, key)
	if !errors.Is(err, syscall.EXDEV) {
		return err
	}
	err = f.write(key, func(w io.Writer) error { return copyAll(ctx, w, src) })
	if err != nil {
		return err
	}
	return os.Remove(path)
}

// copyAll copies in pieces, so that it ends with ctx.
func copyAll(ctx context.Context, w io.Writer, r io.Reader) error {
	for {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if _, err := io.CopyN(w, r, 64<<20); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// place renames a synced file of the same file system to its object's name. A
// delete that empties the folder may remove it before the file is in it; then
// both steps are done again.
func (f *folder) place(path, key string) error {
	final := f.path(key)
	for tries := 0; ; tries++ {
		err := os.MkdirAll(filepath.Dir(final), 0o755)
		if err == nil {
			err = os.Rename(path, final)
		}
		if err == nil {
			return f.syncAbove(final)
		}
		// MkdirAll says that a folder exists which is removed while it looks.
		if again := errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist); !again || tries == 20 {
			return err
		}
	}
}

// syncAbove makes the names of path and of the folders above it last.
func (f *folder) syncAbove(path string) error {
	for path != f.dir {
		path = filepath.Dir(path)
		d, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := errors.Join(d.Sync(), d.Close()); err != nil {
			return err
		}
	}
	return nil
}

// prune removes the folders above path that are empty.
func (f *folder) prune(path string) {
	for path = filepath.Dir(path); strings.HasPrefix(path, f.dir+string(filepath.Separator)); path = filepath.Dir(path) {
		if os.Remove(path) != nil {
			return
		}
	}
}
