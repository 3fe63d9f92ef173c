package fetch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"clipd/internal/clip"
)

// retryError is a failure that another attempt may get past, after some time.
type retryError struct {
	err   error
	after time.Duration
}

func (e *retryError) Error() string { return e.err.Error() }

// transfer makes one attempt to complete the part. Failures are a *retryError or
// final.
func (c *Client) transfer(ctx context.Context, client *http.Client, u *url.URL, p *part, progress Progress) error {
	ctx, count, stop := watch(ctx, c.patience())
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return clip.Errorf(clip.Invalid, "", "%q is not a web address", shown(u))
	}
	r.Header.Set("Accept-Encoding", "identity")
	r.Header.Set("User-Agent", "clipd")
	if p.size > 0 && p.origin.Validator != "" {
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-", p.size))
		r.Header.Set("If-Range", p.origin.Validator)
	}
	resp, err := client.Do(r)
	if err != nil {
		return requestError(ctx, u, err)
	}
	defer resp.Body.Close()
	if whole, err := c.place(resp, u, p); whole || err != nil {
		return err
	}
	if err := c.tooLarge(u, p.origin.Total); err != nil {
		return err
	}
	body := bufio.NewReaderSize(resp.Body, HeadBytes)
	if p.size == 0 {
		head, err := body.Peek(HeadBytes)
		if err != nil && !errors.Is(err, io.EOF) {
			return requestError(ctx, u, err)
		}
		if kind := NotMedia(resp.Header.Get("Content-Type"), head); kind != "" && len(head) > 0 {
			return clip.Errorf(clip.Unusable, "", "%s is not a video or audio file but %s; give the address of the file itself", shown(u), kind)
		}
	}
	return c.copy(ctx, u, p, body, func(n int) {
		count(n)
		progress(p.size, p.origin.Total)
	})
}

// place brings the part to where the response's body begins. whole tells that
// there is no body because nothing is missing.
func (c *Client) place(resp *http.Response, u *url.URL, p *part) (whole bool, err error) {
	switch {
	case resp.StatusCode == http.StatusPartialContent && p.size > 0:
		from, total, ok := contentRange(resp.Header.Get("Content-Range"))
		if ok && from == p.size && (p.origin.Total < 0 || total == p.origin.Total) {
			p.origin.Total = total
			return false, nil
		}
	case resp.StatusCode == http.StatusRequestedRangeNotSatisfiable && p.size > 0:
		if _, total, ok := contentRange(resp.Header.Get("Content-Range")); ok && total == p.size {
			return true, nil
		}
	case resp.StatusCode == http.StatusOK:
		o := origin{URL: p.origin.URL, Total: resp.ContentLength}
		if resp.Header.Get("Accept-Ranges") != "none" {
			o.Validator = strong(resp.Header.Get("ETag"), resp.Header.Get("Last-Modified"))
		}
		if err := p.restart(o); err != nil {
			return false, diskError(p.path, err)
		}
		return false, nil
	default:
		return false, statusError(resp, u)
	}
	// The server answers with another part than asked for: begin anew.
	if err := p.restart(origin{URL: p.origin.URL, Total: -1}); err != nil {
		return false, diskError(p.path, err)
	}
	return false, &retryError{err: errors.New("the server answered with another part of the file than asked for")}
}

// copy appends the body to the part.
func (c *Client) copy(ctx context.Context, u *url.URL, p *part, body io.Reader, got func(n int)) error {
	buf := make([]byte, 256<<10)
	for {
		n, err := body.Read(buf)
		if n > 0 {
			if _, err := p.Write(buf[:n]); err != nil {
				return diskError(p.path, err)
			}
			if err := c.tooLarge(u, p.size); err != nil {
				return err
			}
			got(n)
		}
		switch {
		case errors.Is(err, io.EOF) && p.size == 0:
			return clip.Errorf(clip.Unusable, "", "%s is empty", shown(u))
		case errors.Is(err, io.EOF) && p.origin.Total >= 0 && p.size != p.origin.Total:
			return &retryError{err: fmt.Errorf("the connection ended after %d of %d bytes", p.size, p.origin.Total)}
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return requestError(ctx, u, err)
		}
	}
}

func (c *Client) tooLarge(u *url.URL, size int64) error {
	if c.MaxBytes > 0 && size > c.MaxBytes {
		return clip.Errorf(clip.TooLarge, "", "%s is larger than the limit of %d bytes", shown(u), c.MaxBytes)
	}
	return nil
}

// requestError tells failures that may pass from those that will not.
func requestError(ctx context.Context, u *url.URL, err error) error {
	if refused, ok := errors.AsType[*AddressError](err); ok {
		return clip.Errorf(clip.Invalid, "", "%s is refused: %w", shown(u), refused)
	}
	if ours, ok := errors.AsType[*clip.Error](err); ok {
		return ours
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	// The URL in the message would be the one of the last hop, with its query.
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return &retryError{err: err}
}

func statusError(resp *http.Response, u *url.URL) error {
	switch s := resp.StatusCode; {
	case s == http.StatusTooManyRequests || s == http.StatusRequestTimeout || s >= 500:
		after, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return &retryError{err: fmt.Errorf("the server answered %s", resp.Status), after: time.Duration(min(max(after, 0), 60)) * time.Second}
	case s == http.StatusNotFound || s == http.StatusGone:
		return clip.Errorf(clip.Unusable, "", "there is nothing at %s (%s)", shown(u), resp.Status)
	case s == http.StatusUnauthorized || s == http.StatusForbidden:
		return clip.Errorf(clip.Unusable, "", "%s may not be fetched without signing in (%s)", shown(u), resp.Status)
	}
	return clip.Errorf(clip.Unusable, "", "%s cannot be fetched: the server answered %s", shown(u), resp.Status)
}

func diskError(path string, err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return clip.Errorf(clip.Unavailable, "", "the disk is full: writing %s: %w; free some space and try again", path, err)
	}
	return clip.Errorf(clip.Unavailable, "", "saving the download: %w", err)
}

// contentRange reads "bytes 5-9/10" and "bytes */10"; total is -1 for "*".
func contentRange(h string) (from, total int64, ok bool) {
	span, size, ok := strings.Cut(strings.TrimPrefix(h, "bytes "), "/")
	if !ok {
		return 0, 0, false
	}
	total = -1
	if size != "*" {
		n, err := strconv.ParseInt(size, 10, 64)
		if err != nil || n < 0 {
			return 0, 0, false
		}
		total = n
	}
	if span == "*" {
		return 0, total, true
	}
	first, _, ok := strings.Cut(span, "-")
	from, err := strconv.ParseInt(first, 10, 64)
	return from, total, ok && err == nil && from >= 0
}
