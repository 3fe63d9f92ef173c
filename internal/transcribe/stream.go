package transcribe

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"clipd/internal/clip"
)

// progressStep is how far listening gets before it tells so where nobody speaks.
const progressStep = 10 * sampleRate

// transcribe runs listening, encoding and decoding side by side: while one
// thread decodes a window the others encode the next.
func (e *Embedded) transcribe(ctx context.Context, read pcm, duration clip.Seconds, o Options) (clip.Transcript, error) {
	pool := &slabs{}
	r, err := newRecogniser(e.whisper, pool, o.Language)
	if err != nil {
		return clip.Transcript{}, err
	}
	defer r.Close()
	wanted := regions(o.Spans, duration)
	var voiced []clip.Span
	windows, codes := make(chan job), make(chan job)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(windows)
		var err error
		voiced, err = e.listen(ctx, read, wanted, windows)
		return err
	})
	group.Go(func() error {
		defer close(codes)
		return encodeWindows(ctx, newEncoder(e.whisper, pool), windows, codes)
	})
	group.Go(func() error {
		// Whatever a failure leaves behind holds memory outside of Go's.
		defer func() {
			for j := range codes {
				j.code.Close()
			}
		}()
		for j := range codes {
			if err := r.take(ctx, j); err != nil {
				return err
			}
			if o.Progress != nil {
				o.Progress(j.reached)
			}
		}
		return r.finish(ctx)
	})
	if err := group.Wait(); err != nil {
		return clip.Transcript{}, err
	}
	t := r.transcript()
	t.Duration, t.Model, t.Voiced = duration, e.Name(), voiced
	if len(voiced) == 0 {
		t.Warnings = append(t.Warnings, noSpeech)
	}
	return t, nil
}

// listen reads the regions and sends their windows. It returns the voiced spans
// that lie in the wanted parts.
func (e *Embedded) listen(ctx context.Context, read pcm, wanted []region, windows chan<- job) ([]clip.Span, error) {
	var voiced []clip.Span
	before := clip.Seconds(0) // of the wanted spans, up to this region
	for _, region := range wanted {
		voice, err := newSilero(e.voice)
		if err != nil {
			return nil, err
		}
		l, told := newListener(voice), 0
		send := func(found []heard, err error) error {
			if err != nil {
				return err
			}
			if len(found) == 0 && l.end-told >= progressStep && len(l.sound) < progressStep {
				found = []heard{{window: window{stretch: stretch{l.end, l.end}}}}
			}
			for _, h := range found {
				j := job{heard: h, region: region}
				done := clip.Span{Start: region.keep.Start, End: min(j.at(h.end), region.keep.End)}
				j.reached, told = before+max(0, done.Length()), h.end
				select {
				case windows <- j:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		}
		err = read(ctx, region.read, func(samples []float32) error { return send(l.push(samples)) })
		if err == nil {
			err = send(l.finish())
		}
		voice.Close()
		if err != nil {
			return nil, fmt.Errorf("listening: %w", err)
		}
		for _, s := range l.voiced {
			j := job{region: region}
			span := clip.Span{Start: max(j.at(s.start), region.keep.Start), End: min(j.at(s.end), region.keep.End)}
			if span.Length() > 0 {
				voiced = append(voiced, span)
			}
		}
		before += region.keep.Length()
	}
	return voiced, nil
}

// encodeWindows runs the encoder over the windows.
func encodeWindows(ctx context.Context, c *encoder, windows <-chan job, codes chan<- job) error {
	for j := range windows {
		if len(j.samples) > 0 {
			var err error
			if j.code, err = c.encode(j.samples); err != nil {
				return err
			}
		}
		select {
		case codes <- j:
		case <-ctx.Done():
			j.code.Close()
			return ctx.Err()
		}
	}
	return nil
}
