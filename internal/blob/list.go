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

	cloud "gocloud.dev/blob"
)

// List calls each with every object below prefix, which is "" or ends in a
// slash, until it returns an error. Objects that come or go meanwhile may be
// among them or not.
func (s *Store) List(ctx context.Context, prefix string, each func(Object) error) error {
	err := checkPrefix(prefix)
	switch {
	case err != nil:
		return err
	case s.folder != nil:
		err = s.folder.list(ctx, prefix, each)
	default:
		err = s.list(ctx, prefix, each)
	}
	if err != nil {
		return fmt.Errorf("listing the storage: %w", err)
	}
	return nil
}

func (s *Store) list(ctx context.Context, prefix string, each func(Object) error) error {
	all := s.bucket.List(&cloud.ListOptions{Prefix: prefix})
	for {
		o, err := all.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if checkKey(o.Key) != nil {
			continue
		}
		if err := each(Object{Key: o.Key, Size: o.Size, Modified: o.ModTime}); err != nil {
			return err
		}
	}
}

// list walks the folder once; fileblob walks it anew for each page of a list.
func (f *folder) list(ctx context.Context, prefix string, each func(Object) error) error {
	return filepath.WalkDir(f.path(prefix), func(path string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case e.IsDir() && strings.HasPrefix(e.Name(), ".") && path != f.dir:
			return filepath.SkipDir
		case !e.Type().IsRegular():
			return nil
		}
		rel, err := filepath.Rel(f.dir, path)
		if err != nil {
			return err
		}
		key := filepath.ToSlash(rel)
		if checkKey(key) != nil {
			return nil
		}
		st, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		return each(Object{Key: key, Size: st.Size(), Modified: st.ModTime()})
	})
}

// Delete removes the object key. That there is none is no error.
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, request)
	defer cancel()
	err := notFound(s.bucket.Delete(ctx, key))
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("deleting %s: %w", key, err)
	}
	if s.folder != nil {
		s.folder.prune(s.folder.path(key))
	}
	return nil
}

// DeletePrefix removes every object below prefix, which ends in a slash.
func (s *Store) DeletePrefix(ctx context.Context, prefix string) error {
	if err := checkPrefix(prefix); err != nil {
		return err
	}
	if prefix == "" {
		return errors.New("deleting needs a prefix")
	}
	if s.folder == nil {
		return s.List(ctx, prefix, func(o Object) error { return s.Delete(ctx, o.Key) })
	}
	dir := s.folder.path(prefix)
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("deleting %s: %w", prefix, err)
	}
	s.folder.prune(dir)
	return nil
}
