package app

import (
	"context"
	"fmt"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/models"
	"clipd/internal/speakers"
)

// voices is the stage that tells speakers apart, loaded at its first use.
type voices struct{ parts *parts }

// Identity tells the versions of all that decides on speakers.
func (v voices) Identity(ctx context.Context) (string, error) {
	if err := v.parts.ready(ctx, models.Runtime, models.Speakers); err != nil {
		return "", err
	}
	_, version, err := v.parts.store.Speakers()
	if err != nil {
		return "", clip.Errorf(clip.Missing, "", "%w", err)
	}
	return fmt.Sprintf("%s/%d", version, speakers.Version), nil
}

// Diarize tells who says each sentence.
func (v voices) Diarize(ctx context.Context, src media.Info, t clip.Transcript, o speakers.Options) (clip.Transcript, error) {
	d, err := v.load(ctx)
	if err != nil {
		return t, err
	}
	return d.Diarize(ctx, src, t, o)
}

func (v voices) load(ctx context.Context) (*speakers.Diarizer, error) {
	p := v.parts
	if err := p.ready(ctx, models.Runtime, models.Speakers); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.diarizer != nil {
		return p.diarizer, nil
	}
	if err := p.start(); err != nil {
		return nil, err
	}
	path, _, err := p.store.Speakers()
	if err != nil {
		return nil, clip.Errorf(clip.Missing, "", "%w", err)
	}
	d, err := speakers.New(p.runtime, path, p.config.Threads)
	if err != nil {
		return nil, err
	}
	p.diarizer = d
	p.closers = append(p.closers, d.Close)
	return d, nil
}
