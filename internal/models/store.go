package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Faults of a model file. They are wrapped with its path and the command that
// helps.
var (
	// ErrMissing: the file is not there yet.
	ErrMissing = errors.New("is missing")
	// ErrAltered: the file is not the one that this version of clipd prepared
	// or pinned.
	ErrAltered = errors.New("is not the file that was pulled (altered, or made by another version of clipd)")
)

// Store is a folder of model files. It may be used by many goroutines and
// processes at once.
type Store struct {
	dir   string
	packs []pack
	pip   func(context.Context) (pip, error)
}

// Open returns the store in a folder, which need not exist. It reads nothing.
func Open(dir string) *Store {
	return &Store{dir: dir, packs: packs(runtime.GOOS, runtime.GOARCH), pip: findPip}
}

// Dir returns the folder.
func (s *Store) Dir() string { return s.dir }

// Runtime returns the path of ONNX Runtime's library.
func (s *Store) Runtime() (string, error) { return s.only(Runtime) }

// VoiceActivity returns the path of the Silero voice activity model: 16 kHz,
// input [1,576], state [2,1,128].
func (s *Store) VoiceActivity() (string, error) { return s.only(VoiceActivity) }

// Face returns the path of the CenterFace model as patched by package
// centerface.
func (s *Store) Face() (string, error) { return s.only(Face) }

// Speakers returns the path of the voice encoder as package ge2e writes it, and
// its version, which changes with its content: hex digits.
func (s *Store) Speakers() (path, version string, err error) {
	if path, err = s.only(Speakers); err != nil {
		return "", "", err
	}
	p, err := s.pack(Speakers)
	if err != nil {
		return "", "", err
	}
	return path, p.files[0].sha256[:16], nil
}

func (s *Store) only(name string) (string, error) {
	p, err := s.pack(name)
	if err != nil {
		return "", err
	}
	if len(p.files) == 0 {
		return "", p.unsupported()
	}
	return s.checked(p.files[0], pullHint(p))
}

// Missing returns which of the packs have files that are not there; with no
// names it looks at the default ones. It does not look into the files.
func (s *Store) Missing(names ...string) ([]string, error) {
	chosen, err := s.choose(names)
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, p := range chosen {
		for _, f := range p.files {
			_, err := os.Stat(s.path(f))
			if errors.Is(err, fs.ErrNotExist) {
				missing = append(missing, p.name)
				break
			}
			if err != nil {
				return nil, fmt.Errorf("looking for model file %s: %w", f.path, err)
			}
		}
	}
	return missing, nil
}

func (s *Store) path(f file) string { return filepath.Join(s.dir, filepath.FromSlash(f.path)) }

// checked returns the path of a file whose content is the pinned one.
func (s *Store) checked(f file, hint string) (string, error) {
	if err := s.check(f); err != nil {
		return "", fmt.Errorf("model file %s %w: %s", f.path, err, hint)
	}
	return s.path(f), nil
}

func (s *Store) check(f file) error {
	size, sum, err := sumFile(s.path(f), f.size)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrMissing
	case err != nil:
		return fmt.Errorf("cannot be read (%w)", err)
	case size != f.size || sum != f.sha256:
		return ErrAltered
	}
	return nil
}

func pullHint(p pack) string {
	if p.optional {
		return "run `clipd models pull " + p.name + "`"
	}
	return "run `clipd models pull`"
}
