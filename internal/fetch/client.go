package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"time"

	"clipd/internal/clip"
)

// Client downloads. Its zero value works; the fields must not be changed while
// it is used.
type Client struct {
	// AllowNetworks are networks that may be connected to though they are not
	// public.
	AllowNetworks []netip.Prefix
	// HTTPSOnly refuses plain http, also after a redirect.
	HTTPSOnly bool
	// MaxBytes is how large a file may be; 0 for no limit.
	MaxBytes int64
	// Patience is how long a server may send next to nothing; 0 for 30 s.
	Patience time.Duration
	// MaxTime is how long a download may take in all; 0 for no limit.
	MaxTime time.Duration
	// Attempts is how often in a row a download may fail without getting on;
	// 0 for 5.
	Attempts int
	// Pause waits between attempts, until the time is over or ctx ends; nil
	// waits on the system's clock.
	Pause func(ctx context.Context, d time.Duration) error

	resolver *net.Resolver // nil for the system's
}

// Progress is told the bytes so far and in all, -1 when not known.
type Progress = func(done, total int64)

// gotOn is how many more bytes than ever before make an attempt that failed count
// as progress.
const gotOn = 1 << 20

// Download fetches rawURL into the file dst, which it replaces. It tries again
// when the connection fails, from where it ended if the server allows. Errors are
// a [*clip.Error], or ctx's when that ended. See the package comment for what is
// left on disk.
func (c *Client) Download(ctx context.Context, rawURL, dst string, progress Progress) error {
	u, err := c.parse(rawURL)
	if err != nil {
		return err
	}
	if progress == nil {
		progress = func(int64, int64) {}
	}
	if c.MaxTime > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, c.MaxTime, clip.Errorf(clip.Unusable, "", "%s could not be fetched within %v; give an address that answers faster, or upload the file", shown(u), c.MaxTime))
		defer cancel()
	}
	p, err := openPart(dst, rawURL)
	if err != nil {
		return diskError(dst, err)
	}
	client := c.http()
	defer client.CloseIdleConnections()
	for failed, best := 0, p.size; ; {
		err := c.transfer(ctx, client, u, p, progress)
		switch retry := (*retryError)(nil); {
		case err == nil:
			if err := p.finish(dst); err != nil {
				p.leave(false)
				return diskError(dst, err)
			}
			return nil
		case ctx.Err() != nil:
			p.leave(true)
			return context.Cause(ctx)
		case !errors.As(err, &retry):
			p.leave(false)
			return err
		default:
			if failed++; p.size >= best+gotOn {
				failed, best = 1, p.size
			}
			if failed >= c.attempts() {
				p.leave(true)
				return clip.Errorf(clip.Unavailable, "", "downloading %s failed after %d attempts: %w; try again later", shown(u), failed, retry.err)
			}
			if err := c.pause(ctx, max(retry.after, time.Second/4<<failed)); err != nil {
				p.leave(true)
				return err
			}
		}
	}
}

func (c *Client) pause(ctx context.Context, d time.Duration) error {
	if c.Pause != nil {
		return c.Pause(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}

func (c *Client) patience() time.Duration {
	if c.Patience > 0 {
		return c.Patience
	}
	return 30 * time.Second
}

func (c *Client) attempts() int {
	if c.Attempts > 0 {
		return c.Attempts
	}
	return 5
}
