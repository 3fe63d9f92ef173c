package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// Limits bound a source. A zero field is no limit.
type Limits struct {
	Duration time.Duration
	Bytes    int64
	Pixels   int // width x height of the picture
}

// shortest is the least length that clips can be made from: a few frames and
// enough sound to measure.
const shortest clip.Seconds = 0.5

// isURL tells whether source is to be downloaded.
func isURL(source string) bool {
	lower := strings.ToLower(source)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// ingest brings the source to this machine, probes and identifies it. The hash
// is the SHA-256 of its bytes, in hex.
func (p *Pipeline) ingest(ctx context.Context, source string) (info media.Info, hash string, err error) {
	path := source
	if isURL(source) {
		if path, err = p.download(ctx, source); err != nil {
			return info, "", err
		}
	}
	stat, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return info, "", clip.Errorf(clip.Invalid, "source", "there is no file %s", path)
	case err != nil:
		return info, "", clip.Errorf(clip.Invalid, "source", "source: %w", err)
	case stat.IsDir():
		return info, "", clip.Errorf(clip.Invalid, "source", "%s is a folder; name a video file in it", path)
	case !stat.Mode().IsRegular():
		return info, "", clip.Errorf(clip.Invalid, "source", "%s is not a regular file; save the video to a file first", path)
	case p.Limits.Bytes > 0 && stat.Size() > p.Limits.Bytes:
		return info, "", clip.Errorf(clip.TooLarge, "source", "%s has %d bytes, over the limit of %d (setting max_bytes)", path, stat.Size(), p.Limits.Bytes)
	}
	if info, err = media.Probe(ctx, path); err != nil {
		return info, "", sourceError(err)
	}
	if err := p.Limits.check(info); err != nil {
		return info, "", err
	}
	hash, err = p.identify(ctx, path, stat.Size())
	return info, hash, err
}

// check holds the limits that need the probe.
func (l Limits) check(info media.Info) error {
	name := filepath.Base(info.Path)
	length := clip.Seconds(info.Duration)
	switch {
	case length < shortest:
		return clip.Errorf(clip.Unusable, "source", "%s is only %.2f s long, too short to cut a clip from", name, info.Duration)
	case l.Duration > 0 && length.Duration() > l.Duration:
		return clip.Errorf(clip.TooLarge, "source", "%s is %v long, over the limit of %v (setting max_duration)", name, length, clip.Seconds(l.Duration.Seconds()))
	case l.Pixels > 0 && info.Video != nil && info.Video.Width*info.Video.Height > l.Pixels:
		return clip.Errorf(clip.TooLarge, "source", "%s is %dx%d pixels, over the limit of %d pixels (setting max_pixels)", name, info.Video.Width, info.Video.Height, l.Pixels)
	}
	return nil
}

// needPicture refuses what has only sound.
func needPicture(info media.Info) error {
	if info.Video == nil {
		return clip.Errorf(clip.Unusable, "source", "%s has no picture: clips are cut from a video, and this file has only sound", filepath.Base(info.Path))
	}
	return nil
}

// sourceError gives an error of the media tools the code of the domain.
func sourceError(err error) error {
	e, ok := errors.AsType[*media.Error](err)
	switch {
	case !ok:
		return err
	case e.Kind == media.ToolMissing:
		return clip.Errorf(clip.Missing, "", "%w", err)
	}
	return clip.Errorf(clip.Unusable, "source", "%w", err)
}

// download keeps the source under a name made from its URL, so that a second
// run of an interrupted job goes on with it.
func (p *Pipeline) download(ctx context.Context, url string) (string, error) {
	path := p.downloadPath(url)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", fmt.Errorf("making the folder for downloads: %w", err)
	}
	err := p.Fetch.Download(ctx, url, path, func(done, total int64) {
		p.report(Fetch, float64(done), float64(max(total, 0)))
	})
	return path, err
}

func (p *Pipeline) downloadPath(url string) string {
	sum := sha256.Sum256([]byte(url))
	return filepath.Join(p.Downloads, hex.EncodeToString(sum[:16])+".media")
}

// Discard removes the local copy of a source that was downloaded, once its job
// is done. A source that is the user's own file stays.
func (p *Pipeline) Discard(source string) error {
	if !isURL(source) {
		return nil
	}
	err := os.Remove(p.downloadPath(source))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// identify returns the SHA-256 of a file's bytes in hex.
func (p *Pipeline) identify(ctx context.Context, path string, size int64) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", clip.Errorf(clip.Invalid, "source", "source: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	buf := make([]byte, 1<<20)
	for done := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := f.Read(buf)
		h.Write(buf[:n])
		done += int64(n)
		p.report(Ingest, float64(done), float64(size))
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err != nil {
			return "", fmt.Errorf("reading the source: %w", err)
		}
	}
}

func (p *Pipeline) report(s Stage, done, total float64) {
	if p.Observe != nil {
		p.Observe(Progress{Stage: s, Done: done, Total: total})
	}
}
