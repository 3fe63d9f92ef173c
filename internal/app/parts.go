package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/google/renameio/v2"

	"clipd/internal/caption"
	"clipd/internal/clip"
	"clipd/internal/config"
	"clipd/internal/fetch"
	"clipd/internal/framing"
	"clipd/internal/infer"
	"clipd/internal/models"
	"clipd/internal/pipeline"
	"clipd/internal/render"
	"clipd/internal/speakers"
	"clipd/internal/transcribe"
)

// parts are the pieces of the pipeline that hold models. Each is loaded when
// it is first needed, since much work needs none of them.
type parts struct {
	config config.Config
	store  *models.Store
	show   *progress

	mu       sync.Mutex
	runtime  *infer.Runtime
	framer   *framing.Framer
	embedded *transcribe.Embedded
	diarizer *speakers.Diarizer
	closers  []func() error
}

func newParts(cfg config.Config, show *progress) *parts {
	return &parts{config: cfg, store: models.Open(cfg.ModelsDir()), show: show}
}

// Close gives back what was loaded, last first.
func (p *parts) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var err error
	for i := len(p.closers) - 1; i >= 0; i-- {
		err = errors.Join(err, p.closers[i]())
	}
	p.closers = nil
	return err
}

// pipeline puts the stages together. With cache false nothing that was heard
// before is used or kept.
func (p *parts) pipeline(ctx context.Context, cache bool) (*pipeline.Pipeline, error) {
	fonts, err := p.fonts()
	if err != nil {
		return nil, err
	}
	encoder, warning := render.ChooseEncoder(ctx, render.Encoder{Name: p.config.Encoder})
	if warning != "" {
		p.show.say("warning: %s", warning)
	}
	made := &pipeline.Pipeline{
		Limits: pipeline.Limits{
			Duration: time.Duration(p.config.MaxDuration),
			Bytes:    int64(p.config.MaxBytes),
			Pixels:   p.config.MaxPixels,
		},
		Fetch: &fetch.Client{
			AllowNetworks: p.config.AllowNetworks,
			MaxBytes:      int64(p.config.MaxBytes),
		},
		Speech:     speech{p},
		Diarizer:   voices{p},
		Selector:   selector(p.config),
		Camera:     camera{p},
		Downloads:  filepath.Join(p.config.Data, "downloads"),
		Fonts:      fonts,
		Resolution: p.config.Resolution,
		Encoder:    encoder,
		Observe:    p.show.observe,
	}
	if cache {
		made.Cache = pipeline.Folder(filepath.Join(p.config.Data, "transcripts"))
	}
	return made, nil
}

// fonts writes the caption fonts where libass can find them.
func (p *parts) fonts() (string, error) {
	dir := filepath.Join(p.config.Data, "fonts")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", clip.Errorf(clip.Unavailable, "data", "making the data folder: %w (choose another with --data)", err)
	}
	for _, t := range caption.Typefaces() {
		file := filepath.Join(dir, t.File)
		if stat, err := os.Stat(file); err == nil && stat.Size() == int64(len(t.TTF)) {
			continue
		}
		if err := renameio.WriteFile(file, t.TTF, 0o644); err != nil {
			return "", clip.Errorf(clip.Unavailable, "data", "writing to the data folder: %w (choose another with --data)", err)
		}
	}
	return dir, nil
}

// ready fetches the packs of model files that are not there yet.
func (p *parts) ready(ctx context.Context, packs ...string) error {
	missing, err := p.store.Missing(packs...)
	if err != nil {
		return err
	}
	if len(missing) == 0 {
		return nil
	}
	p.show.say("fetching model files into %s, once", p.config.ModelsDir())
	err = p.store.Pull(ctx, models.PullOptions{Packs: missing, Progress: p.show.pull})
	if err == nil || ctx.Err() != nil {
		return err
	}
	return clip.Errorf(clip.Missing, "", "%w", err)
}

// start loads ONNX Runtime. The caller holds the lock.
func (p *parts) start() error {
	if p.runtime != nil {
		return nil
	}
	library, err := p.store.Runtime()
	if err != nil {
		return clip.Errorf(clip.Missing, "", "%w", err)
	}
	if p.runtime, err = infer.Start(library); err != nil {
		return clip.Errorf(clip.Missing, "", "%w", err)
	}
	p.closers = append(p.closers, p.runtime.Close)
	return nil
}

// camera is the framing stage, loaded at its first use.
type camera struct{ parts *parts }

// Frame chooses the camera of a moment.
func (c camera) Frame(ctx context.Context, r framing.Request) (clip.Camera, error) {
	f, err := c.load(ctx)
	if err != nil {
		return clip.Camera{}, err
	}
	return f.Frame(ctx, r)
}

func (c camera) load(ctx context.Context) (*framing.Framer, error) {
	p := c.parts
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.framer != nil {
		return p.framer, nil
	}
	if err := p.ready(ctx, models.Runtime, models.Face); err != nil {
		return nil, err
	}
	if err := p.start(); err != nil {
		return nil, err
	}
	face, err := p.store.Face()
	if err != nil {
		return nil, clip.Errorf(clip.Missing, "", "%w", err)
	}
	speaker, err := p.store.ActiveSpeakerModel()
	if err != nil {
		return nil, clip.Errorf(clip.Missing, "", "%w", err)
	}
	f, err := framing.New(p.runtime, framing.Models{Face: face, Speaker: speaker}, p.config.Threads)
	if err != nil {
		return nil, err
	}
	p.framer = f
	p.closers = append(p.closers, f.Close)
	return f, nil
}
