package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"clipd/internal/models/whisper"
)

// AddWhisper prepares a Whisper model in CTranslate2's format and keeps it
// under the name, in place of an older one of that name. from is a folder with
// model.bin, config.json and tokenizer.json, or the address of such a folder on
// a model hub: https://HOST/ORG/MODEL, or the full address before the file
// names. The hashes of what was read and of what was made are returned and kept;
// [Store.Whisper] holds the files to them. progress may be nil.
func (s *Store) AddWhisper(ctx context.Context, name, from string, progress func(Progress)) (Added, error) {
	if err := s.checkName(name); err != nil {
		return Added{}, err
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	tell := func(step Step, done, total int64) {
		progress(Progress{name, "recogniser " + name, step, done, total})
	}
	added := Added{Name: name}
	err := s.locked(ctx, func() { tell(Waiting, 0, 0) }, func(tmp string) error {
		folder := from
		if strings.Contains(from, "://") {
			folder = filepath.Join(tmp, "source")
			if err := downloadFolder(ctx, from, folder, tell); err != nil {
				return err
			}
		}
		return s.addFolder(ctx, &added, folder, filepath.Join(tmp, "prepared"), tell)
	})
	if err != nil {
		return Added{}, fmt.Errorf("adding recogniser %s from %s: %w", name, redacted(from), err)
	}
	return added, nil
}

func (s *Store) addFolder(ctx context.Context, added *Added, from, tmp string, tell func(Step, int64, int64)) error {
	var err error
	if added.Source, err = sums(ctx, from, sourceFiles()); err != nil {
		return err
	}
	if err := os.Mkdir(tmp, folderMode); err != nil {
		return err
	}
	total := added.Source[0].Size
	err = whisper.Prepare(ctx, from, tmp, func(done int64) { tell(Preparing, min(done, total), total) })
	if err != nil {
		return err
	}
	if added.Files, err = sums(ctx, tmp, whisper.Files()); err != nil {
		return err
	}
	if err := s.install(ctx, added.files(), tmp); err != nil {
		return err
	}
	if err := s.writeAdded(*added); err != nil {
		return err
	}
	tell(Ready, total, total)
	return nil
}

func sourceFiles() []string {
	return []string{whisper.WeightsFile, whisper.ConfigFile, whisper.TokenizerFile}
}

func sums(ctx context.Context, dir string, names []string) ([]Sum, error) {
	var all []Sum
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		size, sum, err := sumFile(filepath.Join(dir, name), -1)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &whisper.FileError{File: name, Err: errors.New("it is not in the folder: a Whisper model in CTranslate2's format has " + strings.Join(sourceFiles(), ", "))}
		}
		if err != nil {
			return nil, &whisper.FileError{File: name, Err: err}
		}
		all = append(all, Sum{name, size, sum})
	}
	return all, nil
}
