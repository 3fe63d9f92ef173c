package blob

import (
	"context"
	"fmt"
	"io"

	cloud "gocloud.dev/blob"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// download writes the object to w. It goes on where a connection breaks off, as
// long as each brings something (the SDK tries a request that fails again); it
// fails when the object is replaced meanwhile.
func (s *Store) download(ctx context.Context, o Object, w io.Writer) error {
	same := &cloud.ReaderOptions{BeforeRead: func(as func(any) bool) error {
		var in *s3.GetObjectInput
		if as(&in) {
			in.IfMatch = &o.ETag
		}
		return nil
	}}
	for done := int64(0); done < o.Size; {
		n, err := s.copyFrom(ctx, o.Key, done, same, w)
		if done += n; n > 0 && ctx.Err() == nil {
			continue
		}
		if err == nil {
			err = fmt.Errorf("only %d of %d bytes came", done, o.Size)
		}
		return notFound(err)
	}
	return nil
}

func (s *Store) copyFrom(ctx context.Context, key string, from int64, o *cloud.ReaderOptions, w io.Writer) (int64, error) {
	r, err := s.bucket.NewRangeReader(ctx, key, from, -1, o)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return io.Copy(w, counted(ctx, r))
}
