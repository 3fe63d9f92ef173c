package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/store"
)

// partial makes a file of this machine that has, of a source on another, only what
// its windows take; the rest is a hole. found is false where the source must be
// copied whole: another format than MP4, or windows that take most of it.
func (s *Service) partial(ctx context.Context, source store.Source, windows []clip.Window) (l local, found bool, err error) {
	var info media.Info
	if err := json.Unmarshal(source.Info, &info); err != nil || !info.Indexed() || !s.Objects.Far() || len(windows) == 0 {
		return l, false, nil
	}
	folder, err := s.scratch.folder()
	if err != nil {
		return l, false, clip.Errorf(clip.Unavailable, "", "making room for the source: %w", err)
	}
	release := func() { _ = os.RemoveAll(folder) } // else the next start of the machine's service removes it
	defer func() {
		if !found {
			release()
		}
	}()
	info.Path = filepath.Join(folder, filepath.Base(source.Object))
	if err := s.copyParts(ctx, source, info, windows); err != nil {
		if errors.Is(err, media.ErrNoParts) {
			err = nil
		}
		return l, false, err
	}
	return local{info: info, source: source, release: release}, true, nil
}

// mostly is the part of a source over which it is copied whole, into the cache
// that other jobs use too.
const mostly = 0.5

func (s *Service) copyParts(ctx context.Context, source store.Source, info media.Info, windows []clip.Window) (err error) {
	f, err := os.OpenFile(info.Path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return clip.Errorf(clip.Unavailable, "", "making room for the source: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Truncate(source.Bytes); err != nil {
		return clip.Errorf(clip.Unavailable, "", "making room for the source: %w", err)
	}
	index, err := media.IndexRanges(object{ctx, s, source.Object}, source.Bytes)
	if err != nil {
		return err
	}
	if err := s.copyRanges(ctx, source, f, index); err != nil {
		return err
	}
	var ranges []media.Range
	for _, w := range windows {
		of, err := media.PartRanges(ctx, info, float64(w.Start), float64(w.End))
		if err != nil {
			return err
		}
		ranges = append(ranges, of...)
	}
	return s.copyRanges(ctx, source, f, media.JoinRanges(ranges))
}

func (s *Service) copyRanges(ctx context.Context, source store.Source, f *os.File, ranges []media.Range) error {
	var sum int64
	for _, r := range ranges {
		sum += r.Length
	}
	if float64(sum) > mostly*float64(source.Bytes) {
		return media.ErrNoParts
	}
	for _, r := range ranges {
		if err := s.Objects.Range(ctx, source.Object, r.Offset, r.Length, io.NewOffsetWriter(f, r.Offset)); err != nil {
			return clip.Errorf(clip.Unavailable, "", "reading the source from storage: %w", err)
		}
	}
	return nil
}

// object reads an object at offsets, a request each.
type object struct {
	ctx context.Context
	s   *Service
	key string
}

// ReadAt implements [io.ReaderAt].
func (o object) ReadAt(p []byte, at int64) (int, error) {
	var b bytes.Buffer
	err := o.s.Objects.Range(o.ctx, o.key, at, int64(len(p)), &b)
	return copy(p, b.Bytes()), err
}
