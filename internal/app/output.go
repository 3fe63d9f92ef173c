package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"clipd/internal/clip"
)

// output is the folder that clips are written to, for this process alone. What
// an earlier cut wrote there, as its job.json says, gives way to this one; no
// other file is ever replaced.
type output struct {
	dir  string
	lock *flock.Flock
	old  []string // names of the files of an earlier cut
}

const (
	jobFile  = "job.json"
	lockFile = ".clipd.lock"
)

// openOutput makes the folder where it is missing, locks it, and removes what a
// killed process left in it.
func openOutput(dir string) (_ *output, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, clip.Errorf(clip.Invalid, "output", "output folder: %w", err)
	}
	o := &output{dir: dir, lock: flock.New(filepath.Join(dir, lockFile))}
	locked, err := o.lock.TryLock()
	if err != nil {
		return nil, clip.Errorf(clip.Invalid, "output", "output folder: %w", err)
	}
	if !locked {
		return nil, clip.Errorf(clip.Unavailable, "output", "another clipd writes to %s: wait for it, or choose another folder with -o", dir)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, o.close())
		}
	}()
	left, err := filepath.Glob(filepath.Join(escapeGlob(dir), ".clipd-*"))
	if err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	for _, l := range left {
		if err := os.RemoveAll(l); err != nil {
			return nil, clip.Errorf(clip.Invalid, "output", "removing what a killed clipd left: %w", err)
		}
	}
	o.old, err = earlierFiles(dir)
	return o, err
}

// escapeGlob takes the meaning from the characters that a pattern knows.
func escapeGlob(s string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s)
}

// earlierFiles returns the files that the folder's job.json names. One that is
// not clipd's is an error.
func earlierFiles(dir string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(dir, jobFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, clip.Errorf(clip.Invalid, "output", "output folder: %w", err)
	}
	var job clip.Job
	if json.Unmarshal(text, &job) != nil || !strings.HasPrefix(job.ID, "clip_") {
		return nil, clip.Errorf(clip.Invalid, "output", "%s holds a job.json that clipd did not write: choose another folder with -o", dir)
	}
	old := []string{jobFile}
	for _, c := range job.Clips {
		for _, name := range []string{c.URL, c.ThumbnailURL, c.CaptionURL} {
			if name != "" && name == filepath.Base(name) {
				old = append(old, name)
			}
		}
	}
	return old, nil
}

// clear removes the files of the earlier cut, except the source, and refuses
// names that somebody else's file has.
func (o *output) clear(source string, bases []string) error {
	from, _ := os.Stat(source) // none for what was downloaded
	for _, name := range o.old {
		path := filepath.Join(o.dir, name)
		if there, err := os.Stat(path); err != nil || from != nil && os.SameFile(there, from) {
			continue
		}
		if err := os.Remove(path); err != nil {
			return clip.Errorf(clip.Unavailable, "output", "removing a clip of an earlier cut: %w", err)
		}
	}
	o.old = nil
	for _, base := range bases {
		for _, ext := range []string{".mp4", ".jpg", ".vtt"} {
			if _, err := os.Lstat(base + ext); err == nil {
				return clip.Errorf(clip.Invalid, "output", "%s is there already and not a clip of this folder's job.json: choose another folder with -o", base+ext)
			}
		}
	}
	return nil
}

// close unlocks the folder, and removes it where nothing was written.
func (o *output) close() error {
	err := errors.Join(os.Remove(o.lock.Path()), o.lock.Unlock())
	if entries, e := os.ReadDir(o.dir); e == nil && len(entries) == 0 {
		err = errors.Join(err, os.Remove(o.dir))
	}
	return err
}

// interrupted tells whether err is the end that the user asked for.
func interrupted(ctx context.Context, err error) bool {
	return ctx.Err() != nil && errors.Is(err, context.Canceled)
}
