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

// Added tells of a model that a user added: a recogniser, or the one called
// [ActiveSpeaker].
type Added struct {
	Name string `json:"name"`
	// Source are the files it was made from, Files the prepared ones.
	Source []Sum `json:"source"`
	Files  []Sum `json:"files"`
}

type addedRegistry struct {
	Whisper       []Added `json:"whisper"`
	ActiveSpeaker *Added  `json:"active_speaker,omitempty"`
}

func (a Added) files() []file {
	files := make([]file, len(a.Files))
	for i, f := range a.Files {
		at := whisperPath(a.Name, f.Name)
		if a.Name == ActiveSpeaker {
			at = "speaker/" + f.Name
		}
		files[i] = file{at, f.Size, f.SHA256}
	}
	return files
}

// all are the added models in the order in which they are listed.
func (r addedRegistry) all() []Added {
	if r.ActiveSpeaker == nil {
		return r.Whisper
	}
	return append(slices.Clone(r.Whisper), *r.ActiveSpeaker)
}

func whisperPath(name, file string) string { return "whisper/" + name + "/" + file }

// readAdded tells of the added recognisers.
func (s *Store) readAdded() ([]Added, error) {
	registry, err := s.readRegistry()
	return registry.Whisper, err
}

func (s *Store) readRegistry() (addedRegistry, error) {
	data, err := os.ReadFile(filepath.Join(s.dir, addedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return addedRegistry{}, nil
	}
	if err != nil {
		return addedRegistry{}, fmt.Errorf("reading which models were added: %w", err)
	}
	registry, err := s.parseAdded(data)
	if err != nil {
		return addedRegistry{}, fmt.Errorf("%s is damaged (%w): delete it and add the models again", filepath.Join(s.dir, addedFile), err)
	}
	return registry, nil
}

// parseAdded holds every name and path to the rules that AddWhisper keeps, so
// that an edited registry cannot lead out of the folder.
func (s *Store) parseAdded(data []byte) (addedRegistry, error) {
	if len(data) > maxAddedSize {
		return addedRegistry{}, fmt.Errorf("it has %d bytes", len(data))
	}
	var registry addedRegistry
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&registry); err != nil {
		return addedRegistry{}, err
	}
	if a := registry.ActiveSpeaker; a != nil && a.Name != ActiveSpeaker {
		return addedRegistry{}, fmt.Errorf("the active speaker model is called %q", a.Name)
	}
	for _, a := range registry.all() {
		want := whisper.Files()
		if a.Name == ActiveSpeaker {
			want = []string{activeSpeakerFile}
		} else if err := s.checkName(a.Name); err != nil {
			return addedRegistry{}, err
		}
		var names []string
		for _, f := range a.Files {
			if f.Size < 0 || !sumPattern.MatchString(f.SHA256) {
				return addedRegistry{}, fmt.Errorf("file %q of %s has no SHA-256", f.Name, a.Name)
			}
			names = append(names, f.Name)
		}
		if !slices.Equal(names, want) {
			return addedRegistry{}, fmt.Errorf("the files of %s are %q", a.Name, names)
		}
	}
	return registry, nil
}

// writeAdded puts a recogniser into the registry, in place of one of the same
// name.
func (s *Store) writeAdded(a Added) error {
	return s.changeAdded(func(r *addedRegistry) {
		r.Whisper = slices.DeleteFunc(r.Whisper, func(old Added) bool { return old.Name == a.Name })
		r.Whisper = append(r.Whisper, a)
		slices.SortFunc(r.Whisper, func(a, b Added) int { return strings.Compare(a.Name, b.Name) })
	})
}

func (s *Store) changeAdded(change func(*addedRegistry)) error {
	registry, err := s.readRegistry()
	if err != nil {
		return err
	}
	change(&registry)
	data, err := json.MarshalIndent(registry, "", "  ")
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
// ErrName is for a name that a model cannot be added under.
var ErrName = errors.New("not a name that can be given")

func (s *Store) checkName(name string) error {
	if !namePattern.MatchString(name) {
		return fmt.Errorf("%q is %w: use small letters, digits, and . _ - after the first", name, ErrName)
	}
	_, err := s.pack(name)
	if err == nil || slices.Contains(reserved, name) {
		return fmt.Errorf("%q is %w, since clipd has something of that name: choose another", name, ErrName)
	}
	return nil
}

// reserved names would be mistaken for something else on the command line.
var reserved = []string{ActiveSpeaker, "all", "auto", "default", "embedded", "none", "remote", "whisper"}
