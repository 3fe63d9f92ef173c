package render

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// deliver moves finished files to their places, the last one last. When one
// cannot be moved the earlier ones are taken back.
func deliver(moves ...[2]string) error {
	for i, m := range moves {
		err := settle(m[0])
		if err == nil {
			err = rename(m[0], m[1])
		}
		if err != nil {
			for _, done := range moves[:i] {
				_ = os.Remove(done[1])
			}
			return err
		}
	}
	return nil
}

// settle brings a file to the disk.
func settle(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o644), f.Sync(), f.Close())
}

func rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("moving a finished file to its place: %w", err)
	}
	return nil
}

// explain turns errors of the tools and the disk into errors for people.
func explain(err error, dir string) error {
	switch {
	case err == nil:
		return nil
	case media.KindOf(err) == media.DiskFull || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return &clip.Error{Code: clip.Unavailable, Message: fmt.Sprintf("there is no space left on %s: free some and try again", dir), Err: err}
	case media.KindOf(err) == media.ToolMissing:
		return clip.Errorf(clip.Missing, "", "%w", err)
	case errors.Is(err, fs.ErrPermission):
		return clip.Errorf(clip.Unavailable, "", "cannot write in %s: %w", dir, err)
	}
	return err
}
