package blob

import (
	"context"
	"fmt"
	"os"

	cloud "gocloud.dev/blob"
)

const (
	partBytes = 5 << 20 // S3 takes no smaller one; each of those on their way is held in memory
	maxParts  = 9000    // S3 takes 10,000
	atOnce    = 2       // parts of one upload
)

// PutFile makes the finished local file at path the object key, in place of one
// that is there. On success path is gone; on failure it stays and the object is
// as it was. contentType is what S3 declares; a local folder does not keep it
// (see [URLOptions]).
func (s *Store) PutFile(ctx context.Context, key, path, contentType string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := requireFile(path)
	switch {
	case err != nil:
	case s.folder != nil:
		err = s.folder.move(ctx, key, path)
	default:
		err = s.upload(ctx, key, path, contentType)
	}
	if err != nil {
		return fmt.Errorf("storing %s: %w", key, err)
	}
	return nil
}

func requireFile(path string) error {
	st, err := os.Lstat(path)
	if err == nil && !st.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a file", path)
	}
	return err
}

func (s *Store) upload(ctx context.Context, key, path, contentType string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	err = s.bucket.Upload(ctx, key, counted(ctx, f), &cloud.WriterOptions{
		ContentType:    contentType,
		BufferSize:     int(max(partBytes, st.Size()/maxParts)),
		MaxConcurrency: atOnce,
	})
	if err != nil {
		return err
	}
	return os.Remove(path)
}

// Put makes b, a small document, the object key, in place of one that is there.
func (s *Store) Put(ctx context.Context, key string, b []byte, contentType string) error {
	err := checkKey(key)
	switch {
	case err != nil:
		return err
	case s.folder != nil:
		err = s.folder.put(key, b)
	default:
		ctx, cancel := context.WithTimeout(ctx, request)
		defer cancel()
		err = s.bucket.WriteAll(ctx, key, b, &cloud.WriterOptions{ContentType: contentType})
	}
	if err != nil {
		return fmt.Errorf("storing %s: %w", key, err)
	}
	return nil
}
