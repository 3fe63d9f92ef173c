package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"gocloud.dev/gcerrors"
)

// Object describes an object.
type Object struct {
	Key      string
	Size     int64 // bytes
	Modified time.Time
	ETag     string // with its quotes; "" in lists
}

// ErrNotFound tells that there is no object under a key.
var ErrNotFound = errors.New("there is no such object")

// notFound makes of the drivers' ways of saying so that error.
func notFound(err error) error {
	if gcerrors.Code(err) == gcerrors.NotFound {
		return ErrNotFound
	}
	return err
}

// Stat describes the object key.
func (s *Store) Stat(ctx context.Context, key string) (Object, error) {
	if err := checkKey(key); err != nil {
		return Object{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, request)
	defer cancel()
	a, err := s.bucket.Attributes(ctx, key)
	if err != nil {
		return Object{}, fmt.Errorf("looking for %s: %w", key, notFound(err))
	}
	return Object{Key: key, Size: a.Size, Modified: a.ModTime, ETag: a.ETag}, nil
}

// Get reads the whole object key, a small document.
func (s *Store) Get(ctx context.Context, key string) ([]byte, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, request)
	defer cancel()
	b, err := s.bucket.ReadAll(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", key, notFound(err))
	}
	return b, nil
}

// Range writes length bytes of the object key, from offset on, to w.
func (s *Store) Range(ctx context.Context, key string, offset, length int64, w io.Writer) error {
	if err := checkKey(key); err != nil {
		return err
	}
	r, err := s.bucket.NewRangeReader(ctx, key, offset, length, nil)
	if err != nil {
		return fmt.Errorf("reading %s: %w", key, notFound(err))
	}
	n, err := io.Copy(w, counted(ctx, r))
	if err = errors.Join(err, r.Close()); err == nil && n < length {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return fmt.Errorf("reading %s: %w", key, err)
	}
	return nil
}

// Far tells whether objects lie on another machine, so that reading costs a
// transfer.
func (s *Store) Far() bool { return s.folder == nil }
