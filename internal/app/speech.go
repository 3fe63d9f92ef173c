package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/models"
	"clipd/internal/transcribe"
	"clipd/internal/transcribe/remote"
)

// speech is the transcription stage: the recogniser that the settings name,
// loaded at its first use.
type speech struct{ parts *parts }

// Identity tells the recogniser and the versions of all that makes the words.
func (s speech) Identity(ctx context.Context) (string, error) {
	c := s.parts.config
	if c.ASRURL != "" {
		sum := sha256.Sum256([]byte(c.ASRURL))
		return fmt.Sprintf("%s@%s/%d", c.ASRModel, hex.EncodeToString(sum[:8]), transcribe.Version), nil
	}
	if err := s.ready(ctx); err != nil {
		return "", err
	}
	w, err := s.parts.store.Whisper(c.Speech)
	if err != nil {
		return "", recogniserError(err)
	}
	return fmt.Sprintf("%s@%s/%d", w.Name, w.Version, transcribe.Version), nil
}

// ready fetches the files of the recogniser. One that a user added is there or
// nowhere.
func (s speech) ready(ctx context.Context) error {
	packs := []string{models.Runtime, models.VoiceActivity}
	switch name := s.parts.config.Speech; name {
	case models.Base, models.TinyEnglish, "fast":
		packs = append(packs, name)
	}
	return s.parts.ready(ctx, packs...)
}

// Transcribe listens to the source, or has the endpoint listen that the settings
// name.
func (s speech) Transcribe(ctx context.Context, src media.Info, o transcribe.Options) (clip.Transcript, error) {
	if c := s.parts.config; c.ASRURL != "" {
		endpoint := remote.Options{URL: c.ASRURL, Model: c.ASRModel, Key: string(c.ASRKey)}
		return remote.New(endpoint, func(ctx context.Context) (remote.Local, error) { return s.load(ctx) }).Transcribe(ctx, src, o)
	}
	r, err := s.load(ctx)
	if err != nil {
		return clip.Transcript{}, err
	}
	return r.Transcribe(ctx, src, o)
}

// load loads the recogniser that is built in.
func (s speech) load(ctx context.Context) (*transcribe.Embedded, error) {
	p := s.parts
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.embedded != nil {
		return p.embedded, nil
	}
	if err := p.start(); err != nil {
		return nil, err
	}
	voice, err := p.store.VoiceActivity()
	if err != nil {
		return nil, err
	}
	w, err := p.store.Whisper(p.config.Speech)
	if err != nil {
		return nil, recogniserError(err)
	}
	e, err := transcribe.NewEmbedded(p.runtime, voice, transcribe.WhisperModel{
		Name: w.Name, Encoder: w.Encoder, Decoder: w.Decoder, Embeddings: w.Embeddings,
		Tokenizer: w.Tokenizer, Config: w.Config, MelBins: w.MelBins, Layers: w.Layers,
		Heads: w.Heads, Dim: w.Dim, Vocabulary: w.Vocabulary, Multilingual: w.Multilingual,
	}, p.config.Threads)
	if err != nil {
		return nil, err
	}
	p.embedded = e
	p.closers = append(p.closers, e.Close)
	return e, nil
}

// recogniserError tells a file that is not right from a name that nothing has.
func recogniserError(err error) error {
	if errors.Is(err, models.ErrMissing) || errors.Is(err, models.ErrAltered) {
		return clip.Errorf(clip.Missing, "speech", "%w", err)
	}
	return clip.Errorf(clip.Invalid, "speech", "%w", err)
}
