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

// Limits bound a source. A zero field is no limit. An error names the setting that
// a limit comes from as its Param, and not in its words: whoever reads them may
// not have the settings.
type Limits struct {
	Duration time.Duration
	Bytes    int64
	Pixels   int // width x height of the picture
}

// shortest is the least length that clips can be made from: a few frames and
// enough sound to measure.
const shortest clip.Seconds = 0.5

// ingest brings the source to this machine and probes it.
func (p *Pipeline) ingest(ctx context.Context, source string) (info media.Info, err error) {
	path := source
	if isURL(source) {
		if path, err = p.download(ctx, source); err != nil {
			return info, err
		}
	}
	if err := p.checkFile(source, path); err != nil {
		return info, err
	}
	if info, err = media.Probe(ctx, path); err != nil {
		return info, sourceError(source, path, err)
	}
	return info, p.Limits.check(filepath.Base(source), info)
}

// checkFile tells what can be told of a source without reading it; path is where
// it lies.
func (p *Pipeline) checkFile(source, path string) error {
	stat, err := os.Stat(path)
	switch {
	case source == "":
		return clip.Errorf(clip.Invalid, "source", "the source is empty; name a video")
	case errors.Is(err, fs.ErrNotExist):
		return clip.Errorf(clip.Invalid, "source", "there is no file %s", path)
	case err != nil:
		return clip.Errorf(clip.Invalid, "source", "source: %w", err)
	case stat.IsDir():
		return clip.Errorf(clip.Invalid, "source", "%s is a folder; name a video file in it", path)
	case !stat.Mode().IsRegular():
		return clip.Errorf(clip.Invalid, "source", "%s is not a regular file; save the video to a file first", path)
	case p.Limits.Bytes > 0 && stat.Size() > p.Limits.Bytes:
		return clip.Errorf(clip.TooLarge, "max_bytes", "%s has %d bytes, over the limit of %d", source, stat.Size(), p.Limits.Bytes)
	}
	return nil
}

// check holds the limits that need the probe.
func (l Limits) check(name string, info media.Info) error {
	length := clip.Seconds(info.Duration)
	switch {
	case length < shortest:
		return clip.Errorf(clip.Unusable, "source", "%s is only %.2f s long, too short to cut a clip from", name, info.Duration)
	case l.Duration > 0 && length.Duration() > l.Duration:
		return clip.Errorf(clip.TooLarge, "max_duration", "%s is %v long, over the limit of %v", name, length, clip.Seconds(l.Duration.Seconds()))
	case l.Pixels > 0 && info.Video != nil && info.Video.Width*info.Video.Height > l.Pixels:
		return clip.Errorf(clip.TooLarge, "max_pixels", "%s is %dx%d pixels, over the limit of %d pixels", name, info.Video.Width, info.Video.Height, l.Pixels)
	}
	return nil
}

// needPicture refuses what has only sound.
func needPicture(source string, info media.Info) error {
	if info.Video == nil {
		return clip.Errorf(clip.Unusable, "source", "%s has no picture: clips are cut from a video, and this file has only sound", filepath.Base(source))
	}
	return nil
}

// sourceError gives an error of the media tools the code of the domain, and
// names a downloaded source by its URL.
func sourceError(source, path string, err error) error {
	e, ok := errors.AsType[*media.Error](err)
	if !ok {
		return err
	}
	code := clip.Unusable
	switch e.Kind {
	case media.ToolMissing:
		code = clip.Missing
	case media.Killed, media.DiskFull:
		code = clip.Unavailable
	}
	return &clip.Error{Code: code, Param: "source", Message: strings.ReplaceAll(e.Message, path, source), Err: err}
}

// Identify returns the SHA-256 of the bytes of a source that was opened, in hex.
func (p *Pipeline) Identify(ctx context.Context, info media.Info) (string, error) {
	f, err := os.Open(info.Path)
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
		p.report(Ingest, float64(done), float64(info.Bytes))
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
