package remote

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"clipd/internal/clip"
	"clipd/internal/endpoint"
	"clipd/internal/media"
	"clipd/internal/transcribe"
)

// Options name an endpoint.
type Options struct {
	// URL is the base URL, with or without /v1 and the rest of the path.
	URL string
	// Model is asked of the endpoint and names the transcript's.
	Model string
	// Key is sent as a bearer token; "" for none. It is never printed.
	Key string
}

// Local is what the built-in recogniser does here: it hears where somebody
// speaks, and stands in for the endpoint. [transcribe.Embedded] is one.
type Local interface {
	Voiced(ctx context.Context, src media.Info, spans []clip.Span) ([]clip.Span, error)
	Transcribe(ctx context.Context, src media.Info, o transcribe.Options) (clip.Transcript, error)
}

// Recogniser recognises speech by an endpoint. It is safe for concurrent use.
type Recogniser struct {
	options Options
	local   func(context.Context) (Local, error)
	limits  limits
}

// New returns a recogniser. local is called when there is sound to listen to.
func New(o Options, local func(context.Context) (Local, error)) *Recogniser {
	return &Recogniser{options: o, local: local, limits: defaultLimits()}
}

// Transcribe has the endpoint recognise what is said in the source, and the
// built-in recogniser when that fails. The options mean what they mean to
// [transcribe.Embedded]. The error is ctx's when it ended, and otherwise that of
// reading the sound or of the built-in recogniser.
func (r *Recogniser) Transcribe(ctx context.Context, src media.Info, o transcribe.Options) (clip.Transcript, error) {
	if src.Audio == nil {
		return clip.Transcript{
			Duration: clip.Seconds(src.Duration), Model: r.options.Model,
			Warnings: []string{"the source has no sound, so there are no words"},
		}, nil
	}
	local, err := r.local(ctx)
	if err != nil {
		return clip.Transcript{}, err
	}
	voiced, err := local.Voiced(ctx, src, o.Spans)
	if err != nil {
		return clip.Transcript{}, fmt.Errorf("finding where somebody speaks: %w", err)
	}
	o.Progress = onward(o.Progress)
	t, err := r.ask(ctx, src, o, voiced)
	if ctx.Err() != nil {
		return clip.Transcript{}, ctx.Err()
	}
	failed, ok := errors.AsType[*endpoint.Failure](err)
	if !ok {
		return t, err
	}
	t, err = local.Transcribe(ctx, src, o)
	if err != nil {
		return t, fmt.Errorf("the speech endpoint failed (%w) and the built-in recogniser too: %w", failed, err)
	}
	t.StandIn = true
	t.Warnings = append([]string{fmt.Sprintf("the speech endpoint failed (%v); the built-in recogniser listened instead", failed)}, t.Warnings...)
	return t, nil
}

// ask sends the parts with voice, one after the other. The error is a failure
// where the endpoint is at fault.
func (r *Recogniser) ask(ctx context.Context, src media.Info, o transcribe.Options, voiced []clip.Span) (clip.Transcript, error) {
	t := clip.Transcript{Duration: clip.Seconds(src.Duration), Model: r.options.Model, Voiced: voiced}
	if len(voiced) == 0 {
		t.Warnings = []string{"no speech was found in the sound"}
		return t, nil
	}
	parts := divide(voiced, r.limits.part, t.Duration)
	total := r.limits.total(parts)
	ctx, cancel := context.WithTimeout(ctx, total)
	defer cancel()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	defer transport.CloseIdleConnections()
	server := newServer(r.options, transport, r.limits)

	var all heard
	for _, p := range parts {
		h, err := listen(ctx, server, src, p, o.Language)
		if ctx.Err() != nil {
			return t, &endpoint.Failure{Reason: fmt.Sprintf("not done after %v", total.Round(100*time.Millisecond))}
		}
		if err != nil {
			return t, err
		}
		all.add(h, p)
		if o.Progress != nil {
			o.Progress(covered(o.Spans, p.read.End))
		}
	}
	t.Sentences = transcribe.Sentences(all.within(o.Spans))
	if len(t.Sentences) > 0 {
		t.Language = o.Language
		if t.Language == "" {
			t.Language = all.language()
		}
	}
	if all.doubted > 0 {
		t.Warnings = append(t.Warnings, fmt.Sprintf("the speech endpoint itself doubted its text for %.1f s of what sounds like speech, which has no words", float64(all.doubted)))
	}
	return t, nil
}

// listen sends one part and reads the answer.
func listen(ctx context.Context, s *server, src media.Info, p part, language string) (heard, error) {
	sound, err := p.wave(ctx, src)
	if err != nil {
		return heard{}, fmt.Errorf("reading the sound: %w", err)
	}
	if len(sound) <= waveHeader {
		return heard{}, nil
	}
	body, err := s.send(ctx, sound, p.read.Length(), language)
	if err != nil {
		return heard{}, err
	}
	a, err := parse(body)
	if err != nil {
		return heard{}, err
	}
	return a.words(p)
}

// onward tells only of progress that is new: after a failure the work begins
// anew.
func onward(tell func(clip.Seconds)) func(clip.Seconds) {
	if tell == nil {
		return nil
	}
	furthest := clip.Seconds(0)
	return func(done clip.Seconds) {
		if done > furthest {
			furthest = done
			tell(done)
		}
	}
}
