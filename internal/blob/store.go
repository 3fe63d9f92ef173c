package blob

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"time"

	cloud "gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/s3blob"
)

// Options are how a store is used. The zero value works, but for links of a
// local folder.
type Options struct {
	// SigningKey signs the links to objects of a local folder ([SigningKey]
	// keeps one in a file). For S3 it is not used: that key lies in the bucket,
	// so that every process has the same one.
	SigningKey []byte
	// CacheBytes is how much [Store.Local] keeps of S3 in its folder; 0 for
	// 20 GiB. What is in use is never removed.
	CacheBytes int64
	// Now is the clock; nil for the system's.
	Now func() time.Time
	// Log is told of failures that a client of [Store.Handler] is not told of;
	// nil for nobody.
	Log *slog.Logger
}

// Store is a place for objects. Its methods may be called at the same time.
type Store struct {
	bucket     *cloud.Bucket
	folder     *folder // nil for S3
	name       string  // of the bucket
	key        []byte
	cacheBytes int64
	now        func() time.Time
	log        *slog.Logger
}

// request is how long a request to S3 that moves little may take.
const request = time.Minute

// Open opens the store that rawURL names. A local folder is made where there is
// none, and swept of what dead processes left. S3 is asked for the key of its
// links, so that a bucket which cannot be used is told of at once.
func Open(ctx context.Context, rawURL string, o Options) (*Store, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("reading the address of the storage: %w", err)
	}
	s := &Store{key: o.SigningKey, cacheBytes: cmp.Or(o.CacheBytes, 20<<30), now: o.Now, log: o.Log}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	switch u.Scheme {
	case fileblob.Scheme:
		err = s.openFolder(ctx, u)
	case s3blob.Scheme:
		err = s.openS3(ctx, u)
	default:
		err = errors.New("it must begin with file:/// or s3://")
	}
	if err != nil {
		return nil, fmt.Errorf("opening the storage %s: %w", u.Redacted(), err)
	}
	return s, nil
}

func (s *Store) openFolder(ctx context.Context, u *url.URL) (err error) {
	dir := filepath.FromSlash(u.Path)
	if (u.Host != "" && u.Host != "localhost") || !filepath.IsAbs(dir) || u.RawQuery != "" {
		return errors.New("a folder is named by its absolute path: file:///path")
	}
	if s.folder, err = openFolder(ctx, dir); err != nil {
		return err
	}
	s.bucket, err = fileblob.OpenBucket(dir, &fileblob.Options{Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		return errors.Join(err, s.folder.close())
	}
	return nil
}

func (s *Store) openS3(ctx context.Context, u *url.URL) (err error) {
	s.name = u.Host
	q := u.Query()
	if q.Has("endpoint") {
		// Servers other than AWS's often know no checksums in trailers.
		for _, p := range []string{"request_checksum_calculation", "response_checksum_validation"} {
			if !q.Has(p) {
				q.Set(p, "when_required")
			}
		}
	}
	opened := *u
	opened.RawQuery = q.Encode()
	if s.bucket, err = new(s3blob.URLOpener).OpenBucketURL(ctx, &opened); err != nil {
		return err
	}
	if s.key, err = s.sharedKey(ctx); err != nil {
		return errors.Join(err, s.bucket.Close())
	}
	return nil
}

// Close gives back what the store holds.
func (s *Store) Close() error {
	err := s.bucket.Close()
	if s.folder != nil {
		err = errors.Join(err, s.folder.close())
	}
	return err
}

// Ready tells why objects cannot be stored now, or nil.
func (s *Store) Ready(ctx context.Context) error {
	if s.folder != nil {
		return s.folder.tryWrite()
	}
	ctx, cancel := context.WithTimeout(ctx, request)
	defer cancel()
	ok, err := s.bucket.IsAccessible(ctx)
	if err == nil && !ok {
		err = fmt.Errorf("there is no bucket %s, or it may not be read", s.name)
	}
	return err
}

// Sweep removes what dead processes left under temporary names: files of the
// local folder, and uploads to S3 that began more than a day ago.
func (s *Store) Sweep(ctx context.Context) error {
	if s.folder != nil {
		return s.folder.sweep(ctx)
	}
	return s.abandonUploads(ctx, s.now().Add(-24*time.Hour))
}
