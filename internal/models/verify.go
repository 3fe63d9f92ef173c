package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// State is what is known of a model file.
type State string

// The states of a file.
const (
	Present State = "present" // there, not looked into
	OK      State = "ok"      // there, with the pinned content
	Absent  State = "missing"
	Altered State = "altered"
)

// FileStatus tells of one model file.
type FileStatus struct {
	Pack     string // the pack, or the name of an added recogniser
	About    string // what the pack is for
	Optional bool   // not pulled unless asked for
	Added    bool   // by the user, not from the manifest
	Path     string // relative to the folder, with slashes
	Size     int64  // as pinned
	SHA256   string // as pinned
	State    State
}

// List tells of all files that the manifest and the user's additions name,
// without reading them.
func (s *Store) List() ([]FileStatus, error) {
	return s.each(func(f file) (State, error) {
		info, err := os.Stat(s.path(f))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return Absent, nil
		case err != nil:
			return "", err
		case info.Size() != f.size:
			return Altered, nil
		}
		return Present, nil
	})
}

// Verify reads all files and compares them with their pinned SHA-256. A file
// that is missing or altered is told in its state, not as an error.
func (s *Store) Verify(ctx context.Context) ([]FileStatus, error) {
	return s.each(func(f file) (State, error) {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		err := s.check(f)
		switch {
		case errors.Is(err, ErrMissing):
			return Absent, nil
		case errors.Is(err, ErrAltered):
			return Altered, nil
		case err != nil:
			return "", err
		}
		return OK, nil
	})
}

func (s *Store) each(look func(file) (State, error)) ([]FileStatus, error) {
	var all []FileStatus
	add := func(template FileStatus, files []file) error {
		for _, f := range files {
			state, err := look(f)
			if err != nil {
				return fmt.Errorf("looking at model file %s: %w", f.path, err)
			}
			template.Path, template.Size, template.SHA256, template.State = f.path, f.size, f.sha256, state
			all = append(all, template)
		}
		return nil
	}
	for _, p := range s.packs {
		if err := add(FileStatus{Pack: p.name, About: p.about, Optional: p.optional}, p.files); err != nil {
			return nil, err
		}
	}
	added, err := s.readRegistry()
	if err != nil {
		return nil, err
	}
	for _, a := range added.all() {
		about := "recogniser added by the user"
		if a.Name == ActiveSpeaker {
			about = "who of several faces speaks, added by the user"
		}
		if err := add(FileStatus{Pack: a.Name, About: about, Optional: true, Added: true}, a.files()); err != nil {
			return nil, err
		}
	}
	return all, nil
}
