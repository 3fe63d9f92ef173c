package models

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"
)

// stallLimit is how long a download may bring nothing.
const stallLimit = time.Minute

// download is one file of a hub.
type download struct {
	from     *url.URL
	to       string
	limit    int64         // bytes
	stall    time.Duration // how long nothing may come
	progress func(done, total int64)
}

func (d download) run(ctx context.Context, client *http.Client) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, d.from.String(), nil)
	if err != nil {
		return err
	}
	request.Header.Set("User-Agent", "clipd")
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("it could not be downloaded: %w", err)
	}
	defer response.Body.Close()
	if err := d.accept(response); err != nil {
		return err
	}
	stalled := time.AfterFunc(d.stall, func() {
		cancel(fmt.Errorf("nothing came for %v", d.stall))
	})
	defer stalled.Stop()
	body := &meter{r: io.LimitReader(response.Body, d.limit+1), tell: func(done int64) {
		stalled.Reset(d.stall)
		if d.progress != nil {
			d.progress(done, response.ContentLength)
		}
	}}
	if err := save(body, d.to); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return fmt.Errorf("the download ended after %d bytes: %w", body.done, err)
	}
	if body.done > d.limit {
		return fmt.Errorf("it has more than %d bytes", d.limit)
	}
	return nil
}

func (d download) accept(response *http.Response) error {
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return fmt.Errorf("%s answered %s: check the address, or whether the model is public", d.from.Redacted(), response.Status)
	default:
		return fmt.Errorf("%s answered %s", d.from.Redacted(), response.Status)
	}
	if response.ContentLength > d.limit {
		return fmt.Errorf("it has %d bytes, more than %d", response.ContentLength, d.limit)
	}
	return nil
}

func save(r io.Reader, to string) error {
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// meter counts what is read through it.
type meter struct {
	r    io.Reader
	done int64
	tell func(done int64)
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	if n > 0 {
		m.done += int64(n)
		m.tell(m.done)
	}
	return n, err
}
