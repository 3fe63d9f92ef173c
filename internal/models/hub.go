package models

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"clipd/internal/models/whisper"
)

// maxWeightsSize is over that of large-v3 in float32.
const maxWeightsSize = 8 << 30

// downloadFolder fetches the three files of a model from a hub into a folder.
func downloadFolder(ctx context.Context, address, to string, tell func(Step, int64, int64)) error {
	base, err := hubBase(address)
	if err != nil {
		return err
	}
	if err := os.Mkdir(to, folderMode); err != nil {
		return err
	}
	client := hubClient()
	defer client.CloseIdleConnections()
	// The small ones first: a wrong address shows before the long download.
	for _, file := range []struct {
		name     string
		limit    int64
		progress func(done, total int64)
	}{
		{whisper.ConfigFile, whisper.MaxConfigSize, nil},
		{whisper.TokenizerFile, whisper.MaxTokenizerSize, nil},
		{whisper.WeightsFile, maxWeightsSize, func(done, total int64) { tell(Downloading, done, total) }},
	} {
		d := download{from: base.JoinPath(file.name), to: filepath.Join(to, file.name), limit: file.limit, stall: stallLimit, progress: file.progress}
		err := d.run(ctx, client)
		if err != nil {
			return &whisper.FileError{File: file.name, Err: err}
		}
	}
	return nil
}

// hubBase returns the address before the file names: ORG/MODEL alone means the
// branch main, as on the hubs.
func hubBase(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%q is not an address: %w", address, err)
	}
	if err := allowed(u); err != nil {
		return nil, err
	}
	u.RawQuery, u.Fragment = "", ""
	if parts := strings.Split(strings.Trim(u.Path, "/"), "/"); len(parts) == 2 {
		u = u.JoinPath("resolve", "main")
	}
	return u, nil
}

// allowed takes https, and http from this machine.
func allowed(u *url.URL) error {
	switch {
	case u.Host == "":
		return fmt.Errorf("address %q names no host", u.Redacted())
	case u.Scheme == "https":
		return nil
	case u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	}
	return fmt.Errorf("address %q is not https", u.Redacted())
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// redacted is an address or path without the password that it may contain.
func redacted(from string) string {
	if u, err := url.Parse(from); err == nil && u.User != nil {
		return u.Redacted()
	}
	return from
}

// hubClient has no limit on the whole of a download, which may take an hour,
// but on each part that should be quick.
func hubClient() *http.Client {
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   30 * time.Second,
		ResponseHeaderTimeout: 60 * time.Second,
		ForceAttemptHTTP2:     true,
	}
	return &http.Client{Transport: transport, CheckRedirect: func(to *http.Request, via []*http.Request) error {
		if len(via) > 10 {
			return errors.New("it redirects more than 10 times")
		}
		if err := allowed(to.URL); err != nil {
			return err
		}
		if to.URL.Scheme == "http" && via[0].URL.Scheme == "https" {
			return fmt.Errorf("it redirects from https to %q", to.URL.Redacted())
		}
		return nil
	}}
}
