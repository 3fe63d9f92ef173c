package blob

import (
	"context"
	"io"
)

type progressKey struct{}

// WithProgress returns a context under which copies from and to S3 tell how many
// bytes more they have moved, often. A local folder has nothing to tell.
func WithProgress(ctx context.Context, moved func(n int64)) context.Context {
	return context.WithValue(ctx, progressKey{}, moved)
}

// counted reads r, and tells of it whom [WithProgress] named.
func counted(ctx context.Context, r io.Reader) io.Reader {
	if moved, ok := ctx.Value(progressKey{}).(func(n int64)); ok {
		return &counter{r, moved}
	}
	return r
}

type counter struct {
	from  io.Reader
	moved func(n int64)
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.from.Read(b)
	c.moved(int64(n))
	return n, err
}
