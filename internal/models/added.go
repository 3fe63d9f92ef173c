package models

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"clipd/internal/models/whisper"
)

const (
	addedFile    = "added.json"
	maxAddedSize = 1 << 20
)

// Sum is the SHA-256 of a file.
type Sum struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Added tells of a recogniser that a user added.
type Added struct {
	Name string `json:"name"`
	// Source are the files it was made from, Files the prepared ones.
	Source []Sum `json:"source"`
	Files  []Sum `json:"files"`
}

type addedRegistry struct {
	Whisper []Added `json:"whisper"`
}

func (a Added) files() []file {
	files := make([]file, len(a.Files))
	for i, f := range a.Files {
		files[i] = file{whisperPath(a.Name, f.Name), f.Size, f.SHA256}
	}
	return files
}

func whisperPath(name, file string) string { return "whisper/" + name + "/" + file }

func (s *Store) readAdded() ([]Added, error) {
	data, err := os.ReadFile(filepath.Join(s.dir, addedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading which recognisers were added: %w", err)
	}
	added, err := s.parseAdded(data)
	if err != nil {
		return nil, fmt.Errorf("%s is damaged (%w): delete it and add the recognisers again", filepath.Join(s.dir, addedFile), err)
	}
	return added, nil
}

// parseAdded holds every name and path to the rules that AddWhisper keeps, so
// that an edited registry cannot lead out of the folder.
func (s *Store) parseAdded(data []byte) ([]Added, error) {
	if len(data) > maxAddedSize {
		return nil, fmt.Errorf("it has %d bytes", len(data))
	}
	var registry addedRegistry
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&registry); err != nil {
		return nil, err
	}
	for _, a := range registry.Whisper {
		if err := s.checkName(a.Name); err != nil {
			return nil, err
		}
		var names []string
		for _, f := range a.Files {
			if f.Size < 0 || !sumPattern.MatchString(f.SHA256) {
				return nil, fmt.Errorf("file %q of %s has no SHA-256", f.Name, a.Name)
			}
			names = append(names, f.Name)
		}
		if !slices.Equal(names, whisper.Files()) {
			return nil, fmt.Errorf("the files of %s are %q", a.Name, names)
		}
	}
	return registry.Whisper, nil
}

// writeAdded puts a into the registry, in place of one of the same name.
func (s *Store) writeAdded(a Added) error {
	all, err := s.readAdded()
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(old Added) bool { return old.Name == a.Name })
	all = append(all, a)
	slices.SortFunc(all, func(a, b Added) int { return strings.Compare(a.Name, b.Name) })
	data, err := json.MarshalIndent(addedRegistry{all}, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(s.dir, addedFile), append(data, '\n'))
}

var (
	namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)
	sumPattern  = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// checkName refuses a name that is not one or that means something already.
func (s *Store) checkName(name string) error {
	if !namePattern.MatchString(name) {
		return fmt.Errorf("%q is not a name for a recogniser: use small letters, digits, and . _ - after the first", name)
	}
	_, err := s.pack(name)
	if err == nil || slices.Contains(reserved, name) {
		return fmt.Errorf("%q is a name of clipd's own: choose another", name)
	}
	return nil
}

// reserved names would be mistaken for something else on the command line.
var reserved = []string{"all", "auto", "default", "embedded", "none", "remote", "whisper"}
